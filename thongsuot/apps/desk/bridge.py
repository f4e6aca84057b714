"""The desk's crossing to the calendar that people keep: limits of the law as days."""

from __future__ import annotations

from datetime import date

from thongsuot.apps.core import calendar
from thongsuot.engines.calendar.model import Calendar, Problem
from thongsuot.engines.calendar.solve import solve
from thongsuot.engines.calendar.solve import working_days_between as between


def due(start: date, code: str, *, on: date | None = None) -> date:
    """The last day of a limit that runs from `start`, by the law of that day (or of `on`). LookupError for none."""
    limit = calendar.limit(code, on or start)
    return solve(Problem(start, limit.days, limit.unit, calendar.of())).due


def days_off() -> Calendar:
    """The calendar as it stands: asked for once where many days are counted."""
    return calendar.of()


def working_days_between(start: date, end: date, days_off: Calendar) -> int:
    """Working days after `start`, up to and with `end`."""
    return between(start, end, days_off)


def law(code: str, *, on: date) -> str:
    return calendar.limit(code, on).law


def days(code: str, *, on: date) -> int:
    return calendar.limit(code, on).days
