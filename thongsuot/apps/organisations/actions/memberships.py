"""Who holds which post, from when to when, by which decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import stand_ins, tenure
from thongsuot.apps.organisations.actions.columns import one_line, require_fit
from thongsuot.apps.organisations.actions.powers import require_others
from thongsuot.apps.organisations.models import Membership, Person, Post

AMENDABLE = frozenset(
    {
        "since",
        "until",
        "is_concurrent",
        "on_behalf_of",
        "appointed_by",
        "term",
        "decision_number",
        "decision_on",
        "decision_by",
        "end_reason",
    }
)
"""Another person or another post is another membership."""


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    since: date,
    by: User,
    at: datetime,
    until: date | None = None,
    **facts: Any,
) -> Membership:
    """Let a person hold a post from a day on. Raises `BrokenRule` for whatever `tenure` forbids.

    `facts` are is_concurrent, on_behalf_of, appointed_by, term, decision_number, decision_on, decision_by.
    """
    person, post = tenure.hold(person, post)
    require_others(by, [person])
    membership = Membership(person=person, post=post, since=since, until=until, **facts)
    tenure.check(membership)
    membership.save()
    journal.write(membership, "appointed", by=by, at=at, payload=_told(membership))
    return membership


@transaction.atomic
def end_membership(
    *,
    membership: Membership,
    until: date,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> None:
    """`until` is the last day, in the future too; stand-ins end with it. Raises `BrokenRule` or `Stale`.

    `version` is the one that was seen; without it the one of the object given.
    """
    standing = _held(membership, version)
    tenure.require_forward(standing.since, until)
    if standing.until is not None and until > standing.until:
        raise BrokenRule(
            _("Đã ghi thôi giữ chức vụ từ hết ngày %(until)s. Nếu ngày đó sai, hãy sửa lần giữ chức vụ này.")
            % {"until": tenure.day(standing.until)},
            field="until",
            code="already-ended",
        )
    standing.until, standing.end_reason = until, one_line(reason)
    require_fit(standing)
    _keep(standing, membership)
    ended = {"until": until, "reason": _told(standing)["end_reason"]}
    journal.write(membership, "ended", by=by, at=at, payload=ended)
    stand_ins.cut(membership, by=by, at=at)


@transaction.atomic
def amend_membership(
    *, membership: Membership, by: User, at: datetime, version: int | None = None, **changes: Any
) -> None:
    """Correct what was recorded: names and values of `AMENDABLE`. The rules of `appoint` hold again."""
    if unknown := changes.keys() - AMENDABLE:
        raise TypeError(f"not of a membership: {sorted(unknown)}")
    standing = _held(membership, version)
    require_others(by, [standing.person])
    before = {name: getattr(standing, name) for name in changes}
    changed = {name for name in changes if before[name] != changes[name]}
    was = _told(standing)
    for name, value in changes.items():
        setattr(standing, name, value)
    tenure.check(standing)
    _require_round_stand_ins(standing)
    if changed:
        now = _told(standing)
        _keep(standing, membership)
        told = {"changed": {name: [was[name], now[name]] for name in sorted(changed)}}
        journal.write(membership, "amended", by=by, at=at, payload=told)


@transaction.atomic
def remove_membership(*, membership: Membership, reason: str, by: User, at: datetime) -> None:
    """Take out what was entered wrongly and never was so, with its stand-ins. Raises `BrokenRule`.

    What has been so is ended, never removed. The journal keeps what stood there.
    """
    if not (reason := one_line(reason)):
        raise BrokenRule(
            _("Cần ghi vì sao lần giữ chức vụ này ghi sai."), field="reason", code="reason-missing"
        )
    standing = _held(membership, None)
    told = _told(standing) | {
        "membership": standing.uid,
        "reason": vault.personal(standing.person.uid, reason),
    }
    try:
        with transaction.atomic():
            stand_ins.drop_all(standing, by=by, at=at)
            standing.delete()
    except models.ProtectedError:
        raise BrokenRule(
            _("Đã có việc gắn với lần giữ chức vụ này nên không xóa được. Hãy ghi thôi giữ chức vụ."),
            code="in-use",
        ) from None
    journal.write(membership, "removed", by=by, at=at, payload=told)
    journal.write(standing.person, "membership-removed", by=by, at=at, payload=told)


def _held(membership: Membership, version: int | None) -> Membership:
    """The row as it stands, with its person and post, kept from other writers. Raises `Stale`."""
    person, post = tenure.hold(membership.person, membership.post)
    row = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    seen = membership.version if version is None else version
    if row is None or row.version != seen or row.person_id != person.pk:
        raise Stale
    row.person, row.post = person, post
    return row


def _keep(standing: Membership, given: Membership) -> None:
    """Save the row under the next version, and let the object that the caller holds say the same."""
    standing.version += 1
    standing.save()
    for field in Membership._meta.concrete_fields:
        setattr(given, field.attname, getattr(standing, field.attname))


def _require_round_stand_ins(membership: Membership) -> None:
    outside = next((row for row in membership.stand_ins.all() if not tenure.covers(membership, row)), None)
    if outside is not None:
        raise BrokenRule(
            _(
                "Có người được giao thay %(spell)s, ngoài thời gian giữ chức vụ mới. "
                "Hãy kết thúc hoặc bỏ việc giao thay trước."
            )
            % {"spell": tenure.spell(outside)},
            field="since" if outside.since < membership.since else "until",
            code="stand-in-outside",
        )


def _told(membership: Membership) -> dict[str, Any]:
    """What the journal keeps of it: days, documents, and uids for whom they name."""
    plain = ("since", "until", "is_concurrent", "decision_number", "decision_on", "decision_by")
    linked = ("person", "post", "on_behalf_of", "appointed_by", "term")
    reason = membership.end_reason
    uids = {name: getattr(getattr(membership, name), "uid", None) for name in linked}
    # Why somebody left is theirs: their health, their family, a penalty.
    why = {"end_reason": reason and vault.personal(membership.person.uid, reason)}
    return uids | {name: getattr(membership, name) for name in plain} | why
