"""Tables of facts as CSV, readable without Django; where each comes from stands beside it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from thongsuot.engines.calendar.model import Calendar, Hours
from thongsuot.engines.calendar.model import calendar as made_of
from thongsuot.engines.similar.model import Lexicon
from thongsuot.engines.similar.model import lexicon as lexicon_of
from thongsuot.engines.text.gazetteer import Gazetteer, Place, split_type

ROOM = Path(__file__).parent
_PREDECESSOR = ("new_code", "old_code", "old_type", "old_name", "old_district_code", "old_district")
_Successors = defaultdict[tuple[str, ...], dict[str, None]]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table, all values as text, "" for unknown; `table("places/communes")`.

    Raises FileNotFoundError for a name that is not a table.
    """
    with (ROOM / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def topics() -> dict[str, tuple[str, str]]:
    """Code of each topic -> its Vietnamese and English name, in the order of the table."""
    return {row["code"]: (row["vi"], row["en"]) for row in table("topics")}


@cache
def calendar() -> Calendar:
    """Holidays, days off and worked Saturdays of agencies, as far as rows are in force; their usual office hours."""
    rows = (row for row in table("calendar/days") if row["in_force"] == "1")
    made = made_of((date.fromisoformat(row["on"]), row["kind"], row["name"]) for row in rows)
    return replace(made, hours=office_hours())


@cache
def office_hours() -> tuple[Hours, ...]:
    return tuple(
        Hours(int(row["weekday"]), time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
        for row in table("calendar/hours")
    )


def limit(code: str, *, on: date) -> dict[str, str]:
    """The row of this code in force on a day: `days`, `unit` ("working", "calendar", "hours"), `law`. LookupError."""
    for row in limits():
        ends = row["valid_to"] or "9999-12-31"
        if row["code"] == code and row["valid_from"] <= on.isoformat() < ends:
            return row
    raise LookupError(f"{code} on {on}")


@cache
def limits() -> list[dict[str, str]]:
    """Every limit that is shipped, of every time."""
    return table("calendar/limits")


@cache
def lexicon() -> Lexicon:
    """Words of the field in requests of communes, for `engines.similar`."""
    return lexicon_of(table("similar/words"))


@cache
def gazetteer() -> Gazetteer:
    """The current 34 provinces and their units; former names are read when first asked for."""
    return Gazetteer(_current(), former=_former)


def _columns(name: str, *columns: str) -> Iterator[Any]:
    """Tuples of some columns of a table: cheaper than rows, because the command line waits for them."""
    with (ROOM / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        yield from map(itemgetter(*map(header.index, columns)), rows)


def _current() -> Iterator[Place]:
    for code, name, kind in _columns("places/provinces", "code", "name", "type"):
        yield Place(code, name, kind, code)
    for row in _columns("places/communes", "code", "name", "type", "province_code"):
        yield Place(*row)


def _former() -> Iterator[Place]:
    province_of: dict[str, str] = dict(_columns("places/communes", "code", "province_code"))
    yield from _aliases()
    for code, name, kind in _columns("places/versions", "code", "name", "type"):
        yield Place(code, name, kind, province_of.get(code, code), False, (code,))
    units: _Successors = defaultdict(dict)
    districts: _Successors = defaultdict(dict)
    for new, *unit, district, district_name in _columns("places/predecessors", *_PREDECESSOR):
        units[tuple(unit)][new] = None
        districts[district, district_name][new] = None
    for (code, kind, name), now in units.items():
        yield _gone(code, kind, name, now, province_of)
    for (code, full_name), now in districts.items():
        if code:
            yield _gone(code, *split_type(full_name), now, province_of)


def _aliases() -> Iterator[Place]:
    for code, kind, aliases in _columns("places/provinces", "code", "type", "aliases"):
        for alias in aliases.split():
            for name in (alias, f"tp{alias}"):
                yield Place(code, name.upper(), kind, code, False, (code,))


def _gone(code: str, kind: str, name: str, now: Iterable[str], province_of: dict[str, str]) -> Place:
    """A unit that is no more. Districts had no successor as such: for them stand their communes'."""
    successors = tuple(now)
    return Place(code, name, kind, province_of.get(successors[0], successors[0]), False, successors)
