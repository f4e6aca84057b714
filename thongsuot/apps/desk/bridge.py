"""The desk's crossing to the calendar: limits of the law as days."""

from __future__ import annotations

from datetime import date

from thongsuot import facts
from thongsuot.engines.calendar.model import Problem, Unit
from thongsuot.engines.calendar.solve import solve
from thongsuot.engines.calendar.solve import working_days_between as between


def due(start: date, code: str, *, on: date | None = None) -> date:
    """The last day of a limit that runs from `start`, by the law of that day (or of `on`). LookupError for none."""
    row = facts.limit(code, on=on or start)
    return solve(Problem(start, int(row["days"]), Unit(row["unit"]), facts.calendar())).due


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`."""
    return between(start, end, facts.calendar())


def law(code: str, *, on: date) -> str:
    return facts.limit(code, on=on)["law"]


def days(code: str, *, on: date) -> int:
    return int(facts.limit(code, on=on)["days"])
