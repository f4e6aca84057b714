"""A year of the calendar to be looked at: months of weeks, and every day that is kept or shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from thongsuot import facts
from thongsuot.apps.core.bridge import Calendar, Kind, is_working_day
from thongsuot.apps.core.models import CalendarDay

WEEK = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month; `kind` is "" for one that is like its weekday."""

    day: date
    kind: str
    label: str
    is_worked: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None where a week belongs to another month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that is shipped or kept, in force or not; `unit` is set where it is one organ's alone."""

    day: date
    kind: str
    label: str
    source: str
    in_force: bool
    is_sure: bool
    unit: UUID | None = None

    @property
    def kind_label(self) -> str:
        return str(dict(CalendarDay.KINDS)[self.kind])


def months(year: int, calendar: Calendar) -> list[Month]:
    """The twelve months of a year."""
    days = (date.fromordinal(number) for number in range(*_bounds(year)))
    by_month = groupby((_cell(day, calendar) for day in days), key=lambda cell: cell.day.month)
    return [_month(list(cells)) for _number, cells in by_month]


def known_days(year: int, unit: UUID | None = None) -> list[KnownDay]:
    """What differs in a year, for the province and for one organ, in order; also what is not in force."""
    shipped = (row for row in facts.table("calendar/days") if row["on"].startswith(f"{year}-"))
    found: dict[tuple[date, UUID | None], KnownDay] = {(one.day, None): one for one in map(_shipped, shipped)}
    for row in CalendarDay.objects.filter(day__year=year):
        if row.unit in (None, unit):
            found[row.day, row.unit] = _kept(row)
    return sorted(found.values(), key=lambda one: (one.day, one.unit is not None))


def _bounds(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1


def _cell(day: date, calendar: Calendar) -> Cell:
    found = calendar.exception(day)
    kind, label = (found.kind, found.name) if found else ("", "")
    return Cell(day, kind, label, is_working_day(day, calendar))


def _month(cells: list[Cell]) -> Month:
    before = cells[0].day.weekday()
    row: list[Cell | None] = [*[None] * before, *cells]
    row += [None] * (-len(row) % WEEK)
    weeks = tuple(tuple(row[start : start + WEEK]) for start in range(0, len(row), WEEK))
    return Month(cells[0].day, weeks, sum(cell.is_worked for cell in cells))


def _shipped(row: Mapping[str, str]) -> KnownDay:
    on, is_sure = date.fromisoformat(row["on"]), row["sureness"] != "doubtful"
    return KnownDay(on, Kind(row["kind"]), row["name"], row["source"], row["in_force"] == "1", is_sure)


def _kept(row: CalendarDay) -> KnownDay:
    return KnownDay(row.day, row.kind, row.label, row.source, row.in_force, True, row.unit)
