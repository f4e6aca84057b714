"""The register's crossing to the calendar: limits of the law as days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thongsuot import facts
from thongsuot.engines.calendar.model import Problem, Unit
from thongsuot.engines.calendar.solve import solve
from thongsuot.engines.calendar.solve import working_days_between as between


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the law: so many days of a unit ("working", "calendar")."""

    code: str
    days: int
    unit: str
    law: str


def limit(code: str, *, on: date) -> Limit:
    """The limit of this code as the law of that day sets it. LookupError for none."""
    row = facts.limit(code, on=on)
    return Limit(code, int(row["days"]), row["unit"], row["law"])


def due(start: date, of: Limit) -> date:
    """The last day of a limit that runs from `start`."""
    return solve(Problem(start, of.days, Unit(of.unit), facts.calendar())).due


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`; negative when `end` lies before it."""
    return between(start, end, facts.calendar())


def shifted(day: date, since: date, until: date) -> date:
    """A due day after time stood still from `since` to `until`: as many working days later as were lost."""
    lost = max(between(since, until, facts.calendar()), 0)
    return solve(Problem(day, lost, Unit.WORKING, facts.calendar())).due if lost else day
