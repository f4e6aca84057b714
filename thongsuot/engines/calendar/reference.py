"""The slow and obvious way: day by day."""

from __future__ import annotations

from datetime import date, timedelta

from thongsuot.engines.calendar.model import Calendar, Kind, Problem, Solution, Unit


def solve(problem: Problem) -> Solution:
    """What `solve.solve` must say."""
    day, left = problem.start, problem.days
    known = problem.calendar.knows(day)
    while left > 0:
        day += timedelta(days=1)
        if problem.unit == Unit.CALENDAR or is_worked(day, problem.calendar):
            left -= 1
    while not is_worked(day, problem.calendar):
        day += timedelta(days=1)
    return Solution(day, known and problem.calendar.knows(day))


def is_worked(day: date, calendar: Calendar) -> bool:
    for one in calendar.exceptions:
        if one.on == day:
            return one.kind == Kind.WORKED
    return day.isoweekday() not in (6, 7)
