"""Clocks run: started, stopped, suspended, extended, corrected. Every change is an event; days follow from events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.models import Assignment, Case, Clock, ClockEvent, Confirmation
from thongsuot.apps.core.errors import BrokenRule

ALL = "*"


def start(
    *,
    case: Case,
    kind: str,
    at: datetime,
    limit: str = "",
    due_on: date | None = None,
    assignment: Assignment | None = None,
    confirmation: Confirmation | None = None,
    reason: str = "",
    law: str = "",
) -> Clock:
    """Start a clock of this kind today, by a limit of the law or until a named day; part of an action.

    One of the same kind, assignment and confirmation that runs still is stopped first.
    Raises LookupError for a limit that the law of today does not know.
    """
    today = timezone.localdate(at)
    stop(case=case, kinds=[kind], at=at, assignment=assignment, confirmation=confirmation)
    given = bridge.limit(limit, on=today) if limit else None
    due = due_on or (bridge.due(today, given) if given else None)
    clock = Clock.objects.create(
        case=case,
        kind=kind,
        assignment=assignment,
        confirmation=confirmation,
        round=case.round,
        limit_code=limit,
        days=given.days if given and not due_on else None,
        unit=given.unit if given and not due_on else "",
        law=law or (given.law if given else ""),
        started_on=today,
        due_on=due,
        first_due_on=due,
    )
    _tell(clock, ClockEvent.Kind.START, today, at, due_on=due, reason=reason, law=clock.law)
    return clock


def stop(
    *,
    case: Case,
    kinds: Iterable[str],
    at: datetime,
    assignment: Assignment | None = None,
    confirmation: Confirmation | None = None,
) -> None:
    """Stop the running clocks of these kinds ("*": all), of one assignment or confirmation where it is named."""
    today = timezone.localdate(at)
    for clock in _running(case, kinds, assignment, confirmation):
        if clock.suspended_on:
            resume(clock=clock, at=at, reason="")
        Clock.objects.filter(pk=clock.pk).update(stopped_on=today)
        _tell(clock, ClockEvent.Kind.STOP, today, at, due_on=clock.due_on)
    settle(case)


def suspend(*, clock: Clock, at: datetime, reason: str) -> None:
    """Time stands still from today. Raises `BrokenRule` for a clock that stands or has stopped."""
    if not clock.is_running or clock.suspended_on:
        raise BrokenRule(_("Thời hạn này đã dừng hoặc đang tạm dừng. Hãy tải lại trang."), code="wrong-state")
    today = timezone.localdate(at)
    _set(clock, suspended_on=today)
    _tell(clock, ClockEvent.Kind.SUSPEND, today, at, due_on=clock.due_on, reason=reason)


def resume(*, clock: Clock, at: datetime, reason: str) -> None:
    """Time runs on: the due day moves by the working days that were lost. Raises `BrokenRule`."""
    if clock.suspended_on is None:
        raise BrokenRule(_("Thời hạn này không tạm dừng. Hãy tải lại trang."), code="wrong-state")
    today = timezone.localdate(at)
    due = clock.due_on and bridge.shifted(clock.due_on, clock.suspended_on, today)
    _set(clock, suspended_on=None, due_on=due)
    _tell(clock, ClockEvent.Kind.RESUME, today, at, due_on=due, reason=reason)
    settle(clock.case)


def extend(*, clock: Clock, until: date, at: datetime, reason: str) -> None:
    """A later due day. Raises `BrokenRule` for one that is not later, or for a clock that has stopped."""
    if not clock.is_running:
        raise BrokenRule(_("Thời hạn này đã dừng nên không gia hạn được."), code="wrong-state")
    if clock.due_on and until <= clock.due_on:
        raise BrokenRule(_("Ngày gia hạn phải sau thời hạn đang có."), field="until")
    _move(clock, ClockEvent.Kind.EXTEND, until, at, reason)


def correct(*, clock: Clock, due_on: date, at: datetime, reason: str) -> None:
    """A due day that was written wrongly; past days show both."""
    _move(clock, ClockEvent.Kind.CORRECT, due_on, at, reason)


def settle(case: Case) -> None:
    """Keep on the case the next day that somebody has to meet; on one that is closed, the last stays."""
    running = case.clocks.filter(stopped_on=None)
    days = [clock.due_on for clock in running if clock.due_on]
    if not running and not (case.is_open and case.clocks.exists()):
        return
    due = min(days, default=None)
    Case.objects.filter(pk=case.pk).update(due_on=due)
    case.due_on = due


def _running(
    case: Case, kinds: Iterable[str], assignment: Assignment | None, confirmation: Confirmation | None
) -> QuerySet[Clock]:
    wanted = set(kinds)
    rows = Clock.objects.filter(case=case, stopped_on=None)
    rows = rows if ALL in wanted else rows.filter(kind__in=wanted)
    rows = rows.filter(assignment=assignment) if assignment else rows
    return rows.filter(confirmation=confirmation) if confirmation else rows


def _move(clock: Clock, kind: str, due_on: date, at: datetime, reason: str) -> None:
    _set(clock, due_on=due_on)
    _tell(clock, kind, timezone.localdate(at), at, due_on=due_on, reason=reason)
    settle(clock.case)


def _set(clock: Clock, **values: Any) -> None:
    Clock.objects.filter(pk=clock.pk).update(**values)
    for name, value in values.items():
        setattr(clock, name, value)


@transaction.atomic
def _tell(
    clock: Clock,
    kind: str,
    on: date,
    at: datetime,
    *,
    due_on: date | None,
    reason: str = "",
    law: str = "",
) -> None:
    ClockEvent.objects.create(
        case_id=clock.case_id,
        clock=clock,
        kind=kind,
        happened_on=on,
        recorded_at=at,
        due_on=due_on,
        reason=reason[:300],
        law=law[:200],
    )
