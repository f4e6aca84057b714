"""Why a limit ends when it does: the days passed over, as facts."""

from __future__ import annotations

from datetime import date

from thongsuot.engines.calendar.model import DayOut, Problem, Solution


def passed_over(problem: Problem, solution: Solution) -> tuple[DayOut, ...]:
    """The exceptions after the start, up to and with the last day, in their order: holidays, and days worked."""
    between = (one for one in problem.calendar.exceptions if problem.start < one.on <= solution.due)
    return tuple(sorted(between, key=lambda one: one.on))


def weekends(problem: Problem, solution: Solution) -> tuple[date, ...]:
    """The Saturdays and Sundays between that are not worked."""
    days = range(problem.start.toordinal() + 1, solution.due.toordinal() + 1)
    found = (date.fromordinal(number) for number in days if date.fromordinal(number).weekday() > 4)
    return tuple(day for day in found if problem.calendar.exception(day) is None)
