"""What is to be urged, and what of it was: reminders proposed, sent, and who they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.models import Case, Clock, Reminder
from thongsuot.apps.cases.queries.handover import open_now
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

OF_LEAD = (Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE, Clock.Kind.RECEIVING, Clock.Kind.DOING)
REMINDED = (*OF_LEAD, Clock.Kind.CONFIRMING)
"""The others are the office's own: it sees them on its desk and in its digest, and reminds nobody of them."""
NOT_RECEIVED = ("assigned", "issued")
GROUPS = {
    "": Q(),
    "lead": Q(kind=Reminder.Kind.REMINDER, clock__kind__in=OF_LEAD),
    "asker": Q(kind=Reminder.Kind.REMINDER, clock__kind=Clock.Kind.CONFIRMING),
    "escalation": Q(kind=Reminder.Kind.ESCALATION),
}


def to_propose(*, on: date) -> Iterator[Clock]:
    """Running clocks that are due soon, overdue, or whose work nobody received in time, and rest from no reminder."""
    soon = bridge.due(on, bridge.limit("due-soon", on=on))
    begun = bridge.last_before(on, bridge.limit("receive", on=on))
    unreceived = Q(kind=Clock.Kind.ANSWERING, started_on__lt=begun, case__status__in=NOT_RECEIVED)
    rows = Clock.objects.filter(stopped_on=None, suspended_on=None, kind__in=REMINDED)
    rows = rows.filter(Q(due_on__lte=soon) | unreceived, open_now("case__"), due_on__isnull=False)
    rows = rows.exclude(case__register=None).exclude(Q(kind=Clock.Kind.RECEIVING) & _has_worse(on))
    resting = Reminder.objects.filter(clock=OuterRef("pk")).filter(Q(status="proposed") | Q(next_on__gt=on))
    rows = rows.exclude(Exists(resting)).select_related(
        "case__register", "case__raising_organ", "confirmation"
    )
    return rows.order_by("pk").prefetch_related("case__assignments__organisation").iterator(chunk_size=500)


def _has_worse(on: date) -> Exists:
    """What is overdue to be done is urged once, not again for not being received."""
    others = Clock.objects.filter(case=OuterRef("case"), stopped_on=None, kind=Clock.Kind.DOING)
    return Exists(others.filter(due_on__lt=on))


def is_received(clock: Clock) -> bool:
    """Whether whoever is to act has taken the work up, as far as this clock waits for that."""
    return clock.kind == Clock.Kind.CONFIRMING or clock.case.status not in NOT_RECEIVED


def proposals(*, for_: User, group: str = "") -> models.QuerySet[Reminder]:
    """The reminders that wait for the offices in whose registers this user acts; the longest overdue first."""
    own = organisations.scope(for_, "cases.coordinate").registers
    rows = Reminder.objects.filter(status="proposed", case__register__in=own)
    rows = rows.filter(clock__stopped_on=None, clock__suspended_on=None).filter(GROUPS[group])
    return rows.select_related("case", "clock__confirmation__unit", "organisation").order_by(
        "clock__due_on", "pk"
    )


def proposal(uid: UUID, *, for_: User) -> Reminder | None:
    return proposals(for_=for_).filter(uid=uid).first()


def reminders_of(case: Case) -> list[Reminder]:
    """What was sent about a case, the first first."""
    return list(case.reminders.filter(status="sent").select_related("organisation", "clock"))


def waits_for_others(case: Case) -> bool:
    """Whether a clock of somebody outside the office runs on the case. Reads prefetched clocks."""
    running = (one for one in case.clocks.all() if one.is_running and not one.suspended_on and one.due_on)
    return case.is_open and any(one.kind in REMINDED for one in running)


def said(reminder: Reminder) -> str:
    """The words of a reminder, as an officer edits them or sends them."""
    told = {
        "n": reminder.number,
        "case": reminder.case.number,
        "text": reminder.case.short,
        "why": reminder.reason,
    }
    if reminder.text:
        return reminder.text
    if reminder.kind == Reminder.Kind.ESCALATION:
        return _("Báo cáo lãnh đạo: %(case)s, %(text)s. %(why)s, đã đôn đốc nhiều lần.") % told
    if reminder.clock.kind == Clock.Kind.CONFIRMING:
        return _("Đề nghị cho ý kiến lần %(n)d: %(case)s, %(text)s. %(why)s.") % told
    return _("Đôn đốc lần %(n)d: %(case)s, %(text)s. %(why)s.") % told


def unheard(*, on: date) -> list[Case]:
    """Cases whose answer nobody contests and whose every waiting asker is past the day, and was reminded long ago."""
    waiting = Q(confirmation__status="waiting", stopped_on=None, kind=Clock.Kind.CONFIRMING)
    clocks = Clock.objects.filter(waiting, case=OuterRef("pk"))
    rested = Reminder.objects.filter(clock=OuterRef("pk"), status="sent", next_on__lte=on)
    not_yet = clocks.filter(Q(due_on=None) | Q(due_on__gte=on) | ~Exists(rested))
    rows = Case.objects.filter(Exists(clocks), status__in=("answered", "resolved")).exclude(Exists(not_yet))
    return list(rows.order_by("pk"))
