"""Who acts in somebody's place for some days (người được giao thay), with the roles of that post."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.columns import one_line, require_fit
from thongsuot.apps.organisations.actions.powers import require_others
from thongsuot.apps.organisations.models import Membership, Person, StandIn
from thongsuot.apps.organisations.models.dated import within

LONGEST_STAND_IN = 180
"""Days. Who is away for longer than half a year leaves a post that somebody has to be appointed to; and a power
that nobody looks at again for so long is one that nobody remembers."""


@transaction.atomic
def stand_in(
    *,
    membership: Membership,
    person: Person,
    since: date,
    until: date,
    reason: str,
    by: User,
    at: datetime,
    **decision: Any,
) -> StandIn:
    """Let a person act for the holder of a post. `decision` is decision_number, decision_on, decision_by.

    Raises `BrokenRule` without reason or end, for more than `LONGEST_STAND_IN` days, outside of the membership,
    for oneself and where somebody stands in already.
    """
    person = tenure.hold_people(person)[0]
    require_others(by, [person])
    held = _held(membership)
    why = one_line(reason)
    row = StandIn(membership=held, person=person, since=since, until=until, reason=why, **decision)
    _check(row)
    row.save()
    journal.write(row, "began", by=by, at=at, payload=_told(row))
    return row


@transaction.atomic
def end_stand_in(
    *, stand_in: StandIn, until: date, by: User, at: datetime, version: int | None = None
) -> None:
    """`until` is the last day, earlier than the one recorded. Raises `BrokenRule` or `Stale`."""
    row = _standing(stand_in, version)
    tenure.require_forward(row.since, until)
    if row.until is not None and until > row.until:
        raise BrokenRule(
            _(
                "Việc giao thay đã kết thúc hết ngày %(until)s. Muốn lâu hơn, hãy giao thay tiếp từ ngày sau đó."
            )
            % {"until": tenure.day(row.until)},
            field="until",
            code="already-ended",
        )
    _end(row, until)
    stand_in.until, stand_in.version = row.until, row.version
    journal.write(row, "ended", by=by, at=at, payload={"until": until})


@transaction.atomic
def remove_stand_in(*, stand_in: StandIn, reason: str, by: User, at: datetime) -> None:
    """Take out what was entered wrongly or will not take place; the journal keeps it. Raises `BrokenRule`."""
    if not (reason := one_line(reason)):
        raise BrokenRule(_("Cần ghi vì sao bỏ việc giao thay này."), field="reason", code="reason-missing")
    _remove(_standing(stand_in, None), by=by, at=at, reason=reason)


def cut(membership: Membership, *, by: User, at: datetime) -> None:
    """End with the membership whoever stands in for longer; who would begin later does not begin."""
    if membership.until is None:
        return
    for row in membership.stand_ins.select_for_update().filter(until__gt=membership.until):
        if row.since > membership.until:
            _remove(row, by=by, at=at, reason=_("Người được thay thôi giữ chức vụ trước đó."))
        else:
            _end(row, membership.until)
            journal.write(row, "ended", by=by, at=at, payload={"until": row.until, "with": membership.uid})


def drop_all(membership: Membership, *, by: User, at: datetime) -> None:
    """Remove whoever stands in for a membership that is itself removed."""
    for row in membership.stand_ins.select_for_update():
        _remove(row, by=by, at=at, reason=_("Lần giữ chức vụ được thay đã bỏ vì ghi sai."))


def _held(membership: Membership) -> Membership:
    row = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if row is None:
        raise Stale
    return row


def _standing(given: StandIn, version: int | None) -> StandIn:
    row = StandIn.objects.select_for_update().filter(pk=given.pk).first()
    if row is None or row.version != (given.version if version is None else version):
        raise Stale
    return row


def _end(row: StandIn, until: date) -> None:
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])


def _remove(row: StandIn, *, by: User, at: datetime, reason: str) -> None:
    why = {"why": vault.personal(row.membership.person.uid, reason)}
    journal.write(row, "removed", by=by, at=at, payload=_told(row) | why)
    row.delete()


def _check(row: StandIn) -> None:
    require_fit(row)
    tenure.require_known(row.person)
    _require_reason_and_end(row)
    tenure.require_forward(row.since, row.until)
    _require_other(row)
    _require_short(row)
    _require_inside(row)
    _require_alone(row)


def _require_reason_and_end(row: StandIn) -> None:
    if not row.reason:
        raise BrokenRule(
            _("Cần ghi lý do giao thay, ví dụ: đi công tác, nghỉ phép."),
            field="reason",
            code="reason-missing",
        )
    if row.until is None:
        raise BrokenRule(
            _("Giao thay phải có ngày kết thúc. Hãy ghi ngày cuối cùng của việc giao thay."),
            field="until",
            code="end-missing",
        )


def _require_other(row: StandIn) -> None:
    if row.person_id == row.membership.person_id:
        raise BrokenRule(
            _("Người giữ chức vụ không thể được giao thay chính mình. Hãy chọn người khác."),
            field="person",
            code="stands-in-for-oneself",
        )


def _require_short(row: StandIn) -> None:
    days = (row.until - row.since).days + 1 if row.until else 0
    if days > LONGEST_STAND_IN:
        raise BrokenRule(
            _(
                "Giao thay %(days)d ngày là quá dài: nhiều nhất %(most)d ngày. "
                "Hãy rút ngắn, hoặc bổ nhiệm người giữ chức vụ."
            )
            % {"days": days, "most": LONGEST_STAND_IN},
            field="until",
            code="stands-in-too-long",
        )


def _require_inside(row: StandIn) -> None:
    if not tenure.covers(row.membership, row):
        raise BrokenRule(
            _("Người được thay chỉ giữ chức vụ %(spell)s. Hãy chọn ngày giao thay trong thời gian đó.")
            % {"spell": tenure.spell(row.membership)},
            field="since" if row.since < row.membership.since else "until",
            code="outside-membership",
        )


def _require_alone(row: StandIn) -> None:
    twin = row.membership.stand_ins.filter(within(row.since, row.until)).select_related("person").first()
    if twin is not None:
        raise BrokenRule(
            _(
                "%(spell)s đã giao cho %(name)s thay. Hãy chọn ngày khác, hoặc kết thúc việc giao thay đó trước."
            )
            % {"spell": tenure.capital(tenure.spell(twin)), "name": twin.person.name},
            field="since",
            code="stood-in-already",
        )


def _told(row: StandIn) -> dict[str, Any]:
    plain = ("since", "until", "decision_number", "decision_on", "decision_by")
    whom = {"membership": row.membership.uid, "person": row.person.uid}
    # Why somebody is away can tell of their health.
    why = {"reason": vault.personal(row.membership.person.uid, row.reason)}
    return whom | why | {name: getattr(row, name) for name in plain}
