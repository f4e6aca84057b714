"""An independent judge of the last day of a limit: it looks at the days between, whoever counted them."""

from __future__ import annotations

from datetime import date

from thongsuot.engines.calendar.model import Calendar, Kind, Problem, Solution, Unit


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
