"""Why a limit ends when it does, as facts from which one sentence is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import groupby

from thongsuot.engines.calendar.clock import EventKind, Pause, Standing
from thongsuot.engines.calendar.model import WORKDAYS, Calendar, DayOut, Kind, Limit, Problem, Solution, Unit
from thongsuot.engines.calendar.solve import is_working_day

DAY = timedelta(days=1)


class Source(StrEnum):
    """What set the due date last."""

    LIMIT = "limit"
    NAMED = "named"
    EXTENDED = "extended"
    CORRECTED = "corrected"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DaysOut:
    """Days in a row, both ends included, that differ for the same reason."""

    since: date
    until: date
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`days` of `unit` after `counted_from`; `off` did not count, `worked` did though on a weekend; `pauses` moved it.

    `before`: the due date that an extension or a correction replaced. `is_moved`: the last day was a day off.
    """

    source: Source
    due: date | None = None
    due_at: time | None = None
    days: int | None = None
    unit: Unit = Unit.WORKING
    start: date | None = None
    counted_from: date | None = None
    cutoff: time | None = None
    off: tuple[DaysOut, ...] = ()
    worked: tuple[DaysOut, ...] = ()
    pauses: tuple[Pause, ...] = ()
    before: date | None = None
    is_moved: bool = False
    law: str = ""
    is_default: bool = False
    is_known: bool = True


def standing(found: Standing, limit: Limit | None, calendar: Calendar) -> Explanation:
    """Why the clock is due when it is. `limit` and `calendar` are those that it was replayed with."""
    source = _source(found)
    if found.due is None or found.counted_from is None:
        return Explanation(Source.NONE, start=found.started)
    is_counted = source == Source.LIMIT or (source == Source.CORRECTED and found.days is not None)
    unit = limit.unit if limit else Unit.WORKING
    outs = _outs(found.counted_from, found.due, calendar) if is_counted and unit != Unit.CALENDAR else ()
    return Explanation(
        source=Source.LIMIT if is_counted else source,
        due=found.due,
        due_at=found.due_at,
        days=found.days if is_counted else None,
        unit=unit,
        start=found.started,
        counted_from=found.counted_from,
        cutoff=limit.cutoff if limit and found.counted_from != found.started else None,
        off=tuple(one for one in outs if one.kind != Kind.WORKED),
        worked=tuple(one for one in outs if one.kind == Kind.WORKED),
        pauses=tuple(pause for pause in found.pauses if pause.days),
        before=found.changes[-1].before if found.changes and not is_counted else None,
        is_moved=is_counted and unit == Unit.CALENDAR and _is_moved(found),
        law=limit.law if limit and is_counted else "",
        is_default=bool(limit and is_counted and limit.sureness == "default"),
        is_known=found.is_known,
    )


def _source(found: Standing) -> Source:
    if found.due is None:
        return Source.NONE
    if found.changes:
        return Source.EXTENDED if found.changes[-1].kind == EventKind.EXTEND else Source.CORRECTED
    return Source.LIMIT if found.days is not None else Source.NAMED


def _is_moved(found: Standing) -> bool:
    if found.due is None or found.counted_from is None or found.days is None:
        return False
    paused = sum(pause.days for pause in found.pauses)
    return (found.due - found.counted_from).days > found.days + paused


def _outs(start: date, due: date, calendar: Calendar) -> tuple[DaysOut, ...]:
    """The exceptions after `start`, up to and with `due`, that change whether their day is worked; runs as one."""
    days = sorted(
        (one for one in calendar.exceptions if start < one.on <= due and _matters(one)),
        key=lambda one: one.on,
    )
    runs = groupby(enumerate(days), key=lambda pair: (pair[1].on - pair[0] * DAY, pair[1].kind, pair[1].name))
    found = []
    for (_first, kind, name), run in runs:
        row = [one.on for _number, one in run]
        found.append(DaysOut(row[0], row[-1], kind, name))
    return tuple(found)


def _matters(one: DayOut) -> bool:
    return (one.on.weekday() < WORKDAYS) == (one.kind != Kind.WORKED)


def passed_over(problem: Problem, solution: Solution) -> tuple[DayOut, ...]:
    """The exceptions after the start, up to and with the last day, in their order: holidays, and days worked."""
    between = (one for one in problem.calendar.exceptions if problem.start < one.on <= solution.due)
    return tuple(sorted(between, key=lambda one: one.on))


def weekends(problem: Problem, solution: Solution) -> tuple[date, ...]:
    """The Saturdays and Sundays between that are not worked."""
    days = range(problem.start.toordinal() + 1, solution.due.toordinal() + 1)
    found = (date.fromordinal(number) for number in days if date.fromordinal(number).weekday() > 4)
    return tuple(day for day in found if not is_working_day(day, problem.calendar))
