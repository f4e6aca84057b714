"""Days on which agencies work, and limits counted in them.

A calendar is a list of exceptions from Monday to Friday: holidays, days off in lieu of a holiday on a weekend, days
off swapped for a Saturday that is worked. It is known for some years only; before and after them the week alone
counts, and whoever asks is told. Office hours say when an office is open on a weekday; a Saturday morning that is
open is no working day (QĐ 188/1999/QĐ-TTg), but its hours count where a limit is in hours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

WORKDAYS = 5
"""Monday to Friday."""


class Kind(StrEnum):
    HOLIDAY = "holiday"
    """By law: nghỉ lễ, tết."""
    IN_LIEU = "in-lieu"
    """For a holiday on a weekend: nghỉ bù."""
    SWAPPED = "swapped"
    """A working day off against a Saturday: nghỉ hoán đổi."""
    WORKED = "worked"
    """That Saturday: làm bù."""


@dataclass(frozen=True, slots=True)
class DayOut:
    """One day that is not like its weekday."""

    on: date
    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Open on this weekday (Monday is 0) from `opens` to `closes`, as a rule that holds from `since` to `until`."""

    weekday: int
    opens: time
    closes: time
    since: date = date.min
    until: date = date.max

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and self.opens < self.closes):
            raise ValueError(f"{self.weekday} {self.opens}-{self.closes}")


Span = tuple[time, time]


@dataclass(frozen=True)
class Calendar:
    """Exceptions and the days, both included, between which they are known. Each day is excepted once at most.

    `hours` are those of one office; spans of one weekday do not overlap. Without any it is always closed.
    """

    exceptions: tuple[DayOut, ...] = ()
    since: date = date.min
    until: date = date.max
    hours: tuple[Hours, ...] = ()
    _by_day: dict[date, DayOut] = field(init=False, repr=False, compare=False)
    _off: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _worked: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day = {one.on: one for one in self.exceptions}
        if len(by_day) != len(self.exceptions):
            raise ValueError("a day is excepted twice")
        off = sorted(
            one.on for one in self.exceptions if one.kind != Kind.WORKED and one.on.weekday() < WORKDAYS
        )
        worked = sorted(
            one.on for one in self.exceptions if one.kind == Kind.WORKED and one.on.weekday() >= WORKDAYS
        )
        object.__setattr__(self, "_by_day", by_day)
        object.__setattr__(self, "_off", tuple(off))
        object.__setattr__(self, "_worked", tuple(worked))

    def exception(self, day: date) -> DayOut | None:
        return self._by_day.get(day)

    def spans(self, day: date) -> tuple[Span, ...]:
        """When the office is open that day, in order. A Saturday worked for another day has a Monday's hours."""
        found = self.exception(day)
        if found and found.kind != Kind.WORKED:
            return ()
        return self._rule(day, day.weekday()) or (self._rule(day, 0) if found else ())

    def _rule(self, day: date, weekday: int) -> tuple[Span, ...]:
        rules = (one for one in self.hours if one.weekday == weekday and one.since <= day <= one.until)
        return tuple((one.opens, one.closes) for one in sorted(rules))

    def knows(self, day: date) -> bool:
        return self.since <= day <= self.until

    def change_until(self, day: date) -> int:
        """Days worked on weekends less weekdays off, of all exceptions up to and with `day`."""
        return bisect_right(self._worked, day) - bisect_right(self._off, day)


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"
    HOURS = "hours"
    """Office hours: while the office is open."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many `days` of this unit (hours where it is in hours), by which law.

    `cutoff`: what comes in after this time of day counts as having come in on the next working day.
    """

    days: int
    unit: Unit = Unit.WORKING
    law: str = ""
    code: str = ""
    cutoff: time | None = None
    sureness: str = ""
    """"verified", "remembered", "default" (the product's own, which an organ replaces), "own" (an organ's)."""

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError(f"{self.days} days")


@dataclass(frozen=True, slots=True)
class Problem:
    """A limit of `days` of this unit (no hours) that runs from what happened on `start`."""

    start: date
    days: int
    unit: Unit
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Solution:
    """The last day of the limit; `is_known` when the calendar covers every day that was counted."""

    due: date
    is_known: bool


def calendar(rows: Iterable[tuple[date, str, str]]) -> Calendar:
    """A calendar of (day, kind, name), known for the whole years of its first and its last row."""
    exceptions = tuple(DayOut(on, Kind(kind), name) for on, kind, name in rows)
    years = [one.on.year for one in exceptions]
    if not years:
        return Calendar()
    return Calendar(exceptions, date(min(years), 1, 1), date(max(years), 12, 31))
