"""An independent judge of the last day of a limit: it looks at the days between, whoever counted them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from thongsuot.engines.calendar.clock import Bucket, Event, EventKind, Standing
from thongsuot.engines.calendar.model import Calendar, Kind, Limit, Problem, Solution, Unit


def faults(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with it, as codes; empty when nothing is."""
    start, due = problem.start, solution.due
    if due < start:
        return ["before-start"]
    found = [] if _is_worked(due, problem.calendar) else ["ends-on-a-day-off"]
    if problem.unit == Unit.WORKING:
        counted = sum(_is_worked(day, problem.calendar) for day in _days(start, due))
        # With no days to count the limit ends on the next working day.
        found += [] if counted == problem.days or (not problem.days and counted <= 1) else ["wrong-count"]
    else:
        found += _of_calendar_days(problem, due)
    known = problem.calendar.since <= start and due <= problem.calendar.until
    return found + ([] if solution.is_known == known else ["wrong-about-what-is-known"])


def standing_faults(
    found: Standing,
    events: Iterable[Event],
    limit: Limit | None,
    calendar: Calendar,
    *,
    as_of: date,
    recorded_by: datetime | None = None,
) -> list[str]:
    """What is wrong with where a clock is said to stand, as codes; judged by its days, not by replaying."""
    known = [
        one
        for one in events
        if one.happened_on <= as_of and (recorded_by is None or one.recorded_at <= recorded_by)
    ]
    starts = [one.happened_on for one in known if one.kind == EventKind.START]
    if not starts:
        return [] if found == Standing() else ["not-started"]
    faults = [] if found.started == max(starts) else ["wrong-start"]
    last = found.stopped_on or as_of
    faults += _of_bucket(found, last) + _of_lateness(found, last, calendar)
    begun = max(_place(one) for one in known if one.kind == EventKind.START)
    since = [one for one in known if _place(one) > begun]
    granted = [one.due_on for one in since if one.kind == EventKind.EXTEND and one.due_on]
    amended = {EventKind.CORRECT, EventKind.EXTEND} & {one.kind for one in since}
    was_stopped = any(one.kind == EventKind.STOP for one in since)
    if EventKind.CORRECT not in amended and found.due and not was_stopped:
        faults += [] if all(found.due >= day for day in granted) else ["before-its-extension"]
    if limit and found.days is not None and not amended and limit.unit != Unit.HOURS and found.counted_from:
        faults += _of_count(found, found.counted_from, limit.unit, calendar)
    return faults


def _place(event: Event) -> tuple[date, datetime]:
    return event.happened_on, event.recorded_at


def _of_bucket(found: Standing, last: date) -> list[str]:
    if found.due is None:
        return [] if found.bucket == Bucket.NONE else ["wrong-bucket"]
    in_time = {Bucket.DONE_ON_TIME} if found.stopped_on else {Bucket.IN_TERM}
    late = {Bucket.DONE_LATE} if found.stopped_on else {Bucket.OVERDUE}
    if found.due_at and found.stopped_on == found.due:
        return [] if found.bucket in in_time | late else ["wrong-bucket"]
    return [] if found.bucket in (in_time if last <= found.due else late) else ["wrong-bucket"]


def _of_lateness(found: Standing, last: date, calendar: Calendar) -> list[str]:
    late = _days(found.due, last) if found.due and last > found.due else []
    told = (found.late_calendar_days, found.late_working_days)
    return [] if told == (len(late), sum(_is_worked(day, calendar) for day in late)) else ["wrong-lateness"]


def _of_count(found: Standing, start: date, unit: Unit, calendar: Calendar) -> list[str]:
    """Between the start and the due date lie the days of the limit, apart from those that were suspended."""
    if found.due is None or found.days is None:
        return ["no-due-date"]
    out = {
        pause.since + timedelta(days=n)
        for pause in found.pauses
        for n in range((pause.until - pause.since).days)
    }
    faults = [] if _is_worked(found.due, calendar) and found.due not in out else ["due-on-a-day-off"]
    days = [day for day in _days(start, found.due) if unit == Unit.CALENDAR or _is_worked(day, calendar)]
    counted = [day for day in days if day not in out]
    if unit == Unit.WORKING:
        return faults + ([] if len(counted) == max(found.days, len(counted[:1])) else ["wrong-count"])
    spare = counted[
        max(found.days, 1) - 1 : -1
    ]  # from the last day of the limit to the day before the due date
    return (
        faults
        + ([] if len(counted) >= found.days else ["too-early"])
        + (["too-late"] if any(_is_worked(day, calendar) for day in spare) else [])
    )


def _of_calendar_days(problem: Problem, due: date) -> list[str]:
    late = (due - problem.start).days - problem.days
    if late < 0:
        return ["too-early"]
    after = [due.fromordinal(due.toordinal() - back) for back in range(1, late + 1)]
    return ["too-late"] if any(_is_worked(day, problem.calendar) for day in after) else []


def _days(start: date, end: date) -> list[date]:
    return [date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1)]


def _is_worked(day: date, calendar: Calendar) -> bool:
    kinds = {one.kind for one in calendar.exceptions if one.on == day}
    return kinds == {Kind.WORKED} if kinds else day.strftime("%u") < "6"
