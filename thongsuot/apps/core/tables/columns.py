"""Which column of a table says what: found by its heading without regard to marks; and days as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from thongsuot.apps.core.bridge import fold

EXCEL_DAY_NONE = date(1899, 12, 30)
"""Day 0 of a spreadsheet, as far as it matters after 1900."""
SERIALS = range(7_306, 73_051)
"""1920 to 2099: a number in a column of days that is one."""
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?")


@dataclass(frozen=True, slots=True)
class Column:
    """`words`: folded headings under which it is found; `note`: what the template says of it."""

    code: str
    word: str | Promise
    words: tuple[str, ...]
    note: str | Promise
    is_needed: bool = False
    width: int = 20


def guessed(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """Line of the heading from 1, and the place of each column recognised there: the line with most of them."""
    best: tuple[int, dict[str, int]] = (_first_filled(rows), {})
    for line, row in enumerate(rows[:40], 1):
        found = recognised(row, columns)
        if len(found) > len(best[1]) and len(found) >= 2:
            best = (line, found)
    return best


def _first_filled(rows: Sequence[Sequence[str]]) -> int:
    return next((line for line, row in enumerate(rows, 1) if any(row)), 1)


def recognised(heading: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Code -> place from 0. A heading that says exactly a word goes before one that begins with it."""
    keys = [key(cell) for cell in heading]
    found: dict[str, int] = {}
    for is_like in (_is, _begins):
        for column in columns:
            free = (n for n, one in enumerate(keys) if n not in found.values() and is_like(one, column))
            place = next(free, None)
            if column.code not in found and place is not None:
                found[column.code] = place
    return found


def _is(heading: str, column: Column) -> bool:
    return heading in column.words or heading == key(str(column.word))


def _begins(heading: str, column: Column) -> bool:
    return any(heading.startswith(f"{word} ") for word in column.words)


def key(cell: str) -> str:
    """The words of a cell without marks, case and punctuation."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(cell)).split())


def day(text: str) -> date | None:
    """dd/mm/yyyy, yyyy-mm-dd, or a spreadsheet's number of days; None for nothing. ValueError for anything else."""
    text = text.strip()
    if not text:
        return None
    if match := DAY.fullmatch(text):
        number, month, year = map(int, match.groups())
        return date(year, month, number)
    if match := ISO.fullmatch(text):
        return date(*map(int, match.groups()))
    if text.isdecimal() and int(text) in SERIALS:
        return EXCEL_DAY_NONE + timedelta(days=int(text))
    raise ValueError(text)
