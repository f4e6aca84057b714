"""Reminders (đôn đốc): proposed by time with their reason, sent or not by an officer of the office; escalations too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge, permissions, queries
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.recording import refuse_secret
from thongsuot.apps.cases.models import Case, Clock, Level, Reminder
from thongsuot.apps.cases.queries.reminders import OF_LEAD, REMINDED, said, to_propose
from thongsuot.apps.cases.states.parties import LEAD
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.core.states import move, refusal
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

MOST = 3
"""Reminders that time proposes for one clock; after them it proposes to tell the leaders."""
Kind = Reminder.Kind


def propose_reminders(*, by: User, at: datetime) -> int:
    """Propose what is due to be urged today, once each however often it is asked; how many that were."""
    today = timezone.localdate(at)
    return sum(_propose(clock, today, by, at) for clock in to_propose(on=today))


@transaction.atomic
def send_reminder(*, reminder: Reminder, by: User, at: datetime, text: str = "") -> None:
    """Send a proposed reminder, in these words or in its own. Raises `BrokenRule`, `NotAllowed`, `Stale`.

    An escalation goes to the leaders of the office's block, by this officer's hand and no machine's.
    """
    refuse_secret(text)
    clock, today = reminder.clock, timezone.localdate(at)
    if not clock.is_running or clock.suspended_on:
        raise BrokenRule(_("Thời hạn này đã dừng, nên không cần đôn đốc nữa."), code="wrong-state")
    move(reminder, "send", by=by, at=at, payload={"number": reminder.number, "kind": reminder.kind})
    words = text.strip() or said(reminder)
    _set(reminder, text=words, sent_on=today, next_on=_next(today))
    is_late = bool(clock.due_on and clock.due_on < today)
    core.tell(
        users=receivers(reminder, at=at),
        text=words,
        url=reverse("cases:detail", args=[reminder.case.uid]),
        at=at,
        kind=reminder.kind,
        subject=reminder.case.uid,
        level=Notice.Level.LATE if is_late else Notice.Level.ACT,
        is_public=reminder.case.level == Level.PUBLIC,
    )


@transaction.atomic
def dismiss_reminder(*, reminder: Reminder, reason: str, by: User, at: datetime) -> None:
    """Do not send a proposed reminder; it is proposed again after the back-off. Raises as `move` does."""
    refuse_secret(reason, field="reason")
    move(reminder, "dismiss", by=by, at=at, reason=reason)
    _set(reminder, next_on=_next(timezone.localdate(at)))


@transaction.atomic
def remind(*, case: Case, by: User, at: datetime, text: str = "") -> int:
    """Urge whoever a case waits for, now; how many were. Raises `BrokenRule` when it waits for nobody outside."""
    if not permissions.can_coordinate(by, case):
        words = _("Chỉ cơ quan giữ sổ của nội dung này được đôn đốc.")
        raise refusal(by, words, lambda other: permissions.can_coordinate(other, case))
    running = case.clocks.filter(stopped_on=None, suspended_on=None, kind__in=REMINDED)
    clocks = list(running.exclude(due_on=None).select_related("case", "confirmation"))
    if not clocks:
        raise BrokenRule(
            _("Nội dung này không chờ ai ngoài cơ quan giữ sổ trong thời hạn nào."), code="nobody"
        )
    today = timezone.localdate(at)
    for clock in clocks:
        send_reminder(reminder=_standing(clock, today, by, at), text=text, by=by, at=at)
    return len(clocks)


def receivers(reminder: Reminder, *, at: datetime) -> list[User]:
    """The accounts that a reminder goes to."""
    case, today = reminder.case, timezone.localdate(at)
    if reminder.kind == Kind.ESCALATION:
        return organisations.accounts_in_role(_above(case), "leader", on=today)
    if reminder.clock.kind in OF_LEAD:
        return stepping.accounts_of(case, LEAD, at=at)
    organs = [one.pk for one in _askers(reminder.clock)]
    roles = stepping.WORKING_ROLES if case.raising_organ_id else ("commune", "head")
    return [one for role in roles for one in organisations.accounts_in_role(organs, role, on=today)]


def _above(case: Case) -> list[int]:
    office = case.register
    if office is None:
        return []
    return list(
        organisations.of_units([office.unit_id]).filter(block=office.block).values_list("pk", flat=True)
    )


def _askers(clock: Clock) -> Iterable[Organisation]:
    """Who is asked to confirm: the organs of the unit, or the organ that raised the case."""
    unit = clock.confirmation.unit_id if clock.confirmation else None
    if unit is not None:
        return organisations.of_units([unit])
    return [clock.case.raising_organ] if clock.case.raising_organ else []


def _propose(clock: Clock, today: date, by: User, at: datetime) -> bool:
    """What is due to this clock today, if anything."""
    sent = clock.reminders.filter(kind=Kind.REMINDER, status="sent").count()
    is_late = bool(clock.due_on and clock.due_on < today)
    if sent < MOST:
        if sent and not is_late and queries.is_received(clock):
            return False
        return _make(clock, Kind.REMINDER, sent + 1, today, by, at) is not None
    told = clock.reminders.filter(kind=Kind.ESCALATION, status="sent").exists()
    if told or clock.due_on is None or _days_late(clock, today) <= bridge.limit("escalate", on=today).days:
        return False
    return _make(clock, Kind.ESCALATION, 1, today, by, at) is not None


def _standing(clock: Clock, today: date, by: User, at: datetime) -> Reminder:
    """The proposed reminder of a clock, or a new one: an officer need not wait for time."""
    proposed = clock.reminders.filter(kind=Kind.REMINDER, status="proposed").first()
    if proposed is None:
        sent = clock.reminders.filter(kind=Kind.REMINDER, status="sent").count()
        proposed = _make(clock, Kind.REMINDER, sent + 1, today, by, at)
    if proposed is None:
        raise Stale
    return proposed


def _make(clock: Clock, kind: str, number: int, today: date, by: User, at: datetime) -> Reminder | None:
    """The row; None when another worker has just made it."""
    lead = next((one.organisation for one in clock.case.leads if one.organisation_id), None)
    organ = lead if clock.kind in OF_LEAD else next(iter(_askers(clock)), None)
    try:
        with transaction.atomic():
            row = Reminder.objects.create(
                case=clock.case,
                clock=clock,
                kind=kind,
                number=number,
                reason=_why(clock, today),
                organisation=None if kind == Kind.ESCALATION else organ,
                proposed_on=today,
                version=1,
            )
            payload = {"case": clock.case.uid, "number": number, "reason": vault.Words(row.uid, row.reason)}
            journal.write(row, "proposed", by=by, at=at, payload=payload)
    except IntegrityError:
        return None
    return row


def _why(clock: Clock, today: date) -> str:
    assert clock.due_on is not None  # noqa: S101 -- `to_propose` and `remind` leave the others out
    told = {
        "day": f"{clock.due_on:%d/%m/%Y}",
        "n": _days_late(clock, today),
        "what": clock.get_kind_display(),
    }
    if clock.due_on < today:
        return _("Quá hạn %(what)s %(n)d ngày làm việc (hạn %(day)s)") % told
    if not queries.is_received(clock):
        return _("Chưa tiếp nhận (hạn %(what)s %(day)s)") % told
    return _("Sắp đến hạn %(what)s (%(day)s)") % told


def _days_late(clock: Clock, today: date) -> int:
    return bridge.working_days_between(clock.due_on, today) if clock.due_on else 0


def _next(today: date) -> date:
    return bridge.due(today, bridge.limit("reminder-back-off", on=today))


def _set(reminder: Reminder, **values: object) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(**values)
    for name, value in values.items():
        setattr(reminder, name, value)
