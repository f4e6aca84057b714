"""Counting days without walking over them, and the last day of a limit.

The day of the event is not counted (Civil Code 2015, article 147); a limit in calendar days that would end on a day
off ends on the next working day (article 148).
"""

from __future__ import annotations

from datetime import date, timedelta

from thongsuot.engines.calendar.model import WORKDAYS, Calendar, Kind, Problem, Solution, Unit

DAY = timedelta(days=1)
WEEK = 7


def solve(problem: Problem) -> Solution:
    """The last day of a limit. Raises ValueError for one of less than no days, OverflowError past the year 9999.

    Limits in hours need a time of day: `hours.add_hours`.
    """
    start, days, days_off = problem.start, problem.days, problem.calendar
    if problem.unit == Unit.WORKING:
        due = add_working_days(start, days, days_off)
    else:
        due = add_calendar_days(start, days, days_off)
    return Solution(due, days_off.knows(start) and days_off.knows(due))


def is_working_day(day: date, calendar: Calendar) -> bool:
    found = calendar.exception(day)
    return day.weekday() < WORKDAYS if found is None else found.kind == Kind.WORKED


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start`, up to and with `end`; negative when `end` lies before it."""
    if end < start:
        return -working_days_between(end, start, calendar)
    changed = calendar.change_until(end) - calendar.change_until(start)
    return _weekdays(end) - _weekdays(start) + changed


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The `days`-th working day after `start`; without any days, `start` itself or the next working day."""
    if days < 0:
        raise ValueError(f"{days} days")
    if days == 0:
        return next_working_day(start, calendar)
    end = start + days // WORKDAYS * WEEK * DAY
    while (lacking := days - working_days_between(start, end, calendar)) > 0:
        end += lacking * DAY  # never too far: a day brings one working day at most
    while lacking < 0 or not is_working_day(end, calendar):
        lacking += is_working_day(end, calendar)
        end -= DAY
    return end


def add_calendar_days(start: date, days: int, calendar: Calendar) -> date:
    """`days` days after `start`, or the next working day when that is none."""
    if days < 0:
        raise ValueError(f"{days} days")
    return next_working_day(start + days * DAY, calendar)


def next_working_day(day: date, calendar: Calendar) -> date:
    """`day` or the first working day after it."""
    while not is_working_day(day, calendar):
        day += DAY
    return day


def _weekdays(day: date) -> int:
    """Mondays to Fridays from the first Monday of all (1/1/0001) up to and with `day`."""
    weeks, rest = divmod(day.toordinal(), WEEK)
    return weeks * WORKDAYS + min(rest, WORKDAYS)
