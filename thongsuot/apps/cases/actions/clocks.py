"""Clocks run: started, stopped, suspended, extended, corrected. Every change is an event; days follow from events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge, queries
from thongsuot.apps.cases.models import Assignment, Case, Clock, ClockEvent, Confirmation, Kind, Term
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
    )
    event = _tell(clock, ClockEvent.Kind.START, today, at, due_on=due_on, reason=reason, law=clock.law)
    _derive(clock, today)
    _set(clock, first_due_on=clock.due_on)
    ClockEvent.objects.filter(pk=event.pk).update(due_on=clock.due_on)
    settle(case)
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
    settle(clock.case)


def resume(*, clock: Clock, at: datetime, reason: str) -> None:
    """Time runs on: the due day moves by the working days that were lost. Raises `BrokenRule`."""
    if clock.suspended_on is None:
        raise BrokenRule(_("Thời hạn này không tạm dừng. Hãy tải lại trang."), code="wrong-state")
    today = timezone.localdate(at)
    _set(clock, suspended_on=None)
    _move(clock, ClockEvent.Kind.RESUME, today, at, reason=reason)


def run_on(*, clock: Clock, at: datetime) -> None:
    """A stopped clock runs on with the same due day: what was reported was sent back."""
    _set(clock, stopped_on=None)
    _move(clock, ClockEvent.Kind.RESUME, timezone.localdate(at), at)


def extend(*, clock: Clock, until: date, at: datetime, reason: str) -> None:
    """A later due day. Raises `BrokenRule` for one that is not later, or for a clock that has stopped."""
    if not clock.is_running:
        raise BrokenRule(_("Thời hạn này đã dừng nên không gia hạn được."), code="wrong-state")
    if clock.due_on and until <= clock.due_on:
        raise BrokenRule(_("Ngày gia hạn phải sau thời hạn đang có."), field="until")
    _move(clock, ClockEvent.Kind.EXTEND, timezone.localdate(at), at, due_on=until, reason=reason)


def correct(*, clock: Clock, due_on: date, at: datetime, reason: str) -> None:
    """A due day that was written wrongly: it holds since the last thing that moved it, or since the start.

    Past days show both: as recorded then, and as corrected.
    """
    moving = clock.events.exclude(kind__in=(ClockEvent.Kind.START, ClockEvent.Kind.STOP))
    last = moving.aggregate(Max("happened_on"))["happened_on__max"]
    _move(clock, ClockEvent.Kind.CORRECT, last or clock.started_on, at, due_on=due_on, reason=reason)


def derive(*, clock: Clock, on: date) -> bool:
    """Store the due day as the calendar of now gives it; whether it changed. Part of an action."""
    before = clock.due_on
    _derive(clock, on)
    settle(clock.case)
    return clock.due_on != before


def stopped(case: Case, kind: str) -> Clock | None:
    """The last clock of this kind in this round, when it has stopped."""
    last = case.clocks.filter(kind=kind, round=case.round).last()
    return last if last and last.stopped_on else None


def settle(case: Case) -> None:
    """Keep on the case how its clocks stand: the next day that somebody has to meet, and the term it is counted by.

    On a case that is closed the day stays that it was counted by.
    """
    clocks = [*case.clocks.order_by("started_on", "pk")]
    running = [clock for clock in clocks if not clock.stopped_on]
    values: dict[str, Any] = {**_term(case, clocks)}
    if running or (case.is_open and clocks):
        values["due_on"] = min((clock.due_on for clock in running if clock.due_on), default=None)
    elif values["term_on"]:
        values["due_on"] = values["term_on"]
    _keep(case, values)


def _keep(case: Case, values: dict[str, Any]) -> None:
    Case.objects.filter(pk=case.pk).update(**values)
    for name, value in values.items():
        setattr(case, name, value)


def _term(case: Case, clocks: list[Clock]) -> dict[str, Any]:
    if case.kind == Kind.DIRECTIVE and case.children.exists():
        return {"term": Term.PARTS, "term_on": None}
    counted = [clock for clock in clocks if clock.kind in queries.MEASURED]
    return {
        "term": stands(counted[-1]) if counted else Term.NONE,
        "term_on": counted[-1].due_on if counted else None,
    }


def stands(clock: Clock) -> Term:
    """The term of a case that is counted by this clock."""
    if clock.due_on is None:
        return Term.NONE
    if clock.stopped_on:
        return Term.MET if clock.stopped_on <= clock.due_on else Term.MISSED
    return Term.HELD if clock.suspended_on and clock.suspended_on <= clock.due_on else Term.RUNS


def _running(
    case: Case, kinds: Iterable[str], assignment: Assignment | None, confirmation: Confirmation | None
) -> QuerySet[Clock]:
    wanted = set(kinds)
    rows = Clock.objects.filter(case=case, stopped_on=None)
    rows = rows if ALL in wanted else rows.filter(kind__in=wanted)
    rows = rows.filter(assignment=assignment) if assignment else rows
    return rows.filter(confirmation=confirmation) if confirmation else rows


def _move(
    clock: Clock, kind: str, on: date, at: datetime, *, due_on: date | None = None, reason: str = ""
) -> None:
    event = _tell(clock, kind, on, at, due_on=due_on, reason=reason)
    _derive(clock, timezone.localdate(at))
    ClockEvent.objects.filter(pk=event.pk).update(due_on=clock.due_on)
    settle(clock.case)


def _derive(clock: Clock, on: date) -> None:
    """The due day follows from the events."""
    _set(clock, due_on=queries.standing(clock, on=on).due)


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
) -> ClockEvent:
    return ClockEvent.objects.create(
        case_id=clock.case_id,
        clock=clock,
        kind=kind,
        happened_on=on,
        recorded_at=at,
        due_on=due_on,
        reason=reason[:300],
        law=law[:200],
    )
