"""Limits in office hours: only the time counts during which the office is open."""

from __future__ import annotations

from datetime import date, time, timedelta

from thongsuot.engines.calendar.model import Calendar

DAY = timedelta(days=1)
MINUTES = 60
LONGEST_CLOSED = 400
"""An office that is closed for so many days on end has no hours."""

Moment = tuple[date, time]


def opening_after(day: date, at: time, calendar: Calendar) -> Moment:
    """That moment when the office is open then, or the next opening. Raises ValueError when it never opens."""
    for number in range(LONGEST_CLOSED):
        on = day + number * DAY
        for opens, closes in calendar.spans(on):
            if number or at < closes:
                return on, opens if number else max(at, opens)
    raise ValueError("never open")


def add_hours(day: date, at: time, hours: int, calendar: Calendar) -> Moment:
    """The moment until which the office was open `hours` hours after that moment; without any, that moment.

    Raises ValueError when it is never open again.
    """
    left = hours * MINUTES
    while left > 0:
        day, at = opening_after(day, at, calendar)
        for opens, closes in calendar.spans(day):
            begin = max(opens, at)
            there = max(_minutes(closes) - _minutes(begin), 0)
            if there >= left:
                return day, _time(_minutes(begin) + left)
            left -= there
        day, at = day + DAY, time.min
    return day, at


def hours_open(day: date, calendar: Calendar) -> float:
    """Hours during which the office is open that day."""
    return sum(_minutes(closes) - _minutes(opens) for opens, closes in calendar.spans(day)) / MINUTES


def _minutes(at: time) -> int:
    return at.hour * MINUTES + at.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, MINUTES))
