"""Tables in and out: XLSX and CSV become rows of text, rows become XLSX. Nothing of a file is believed.

Only stored values are read, never formulas. An archive is looked at before it is unpacked; every size is bounded.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries

from thongsuot.apps.core.bridge import nfc

ROWS = 10_000
"""Rows with something in them."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""What a file of `workbook` is called in HTTP."""
LINES = 50_000
"""Lines of a sheet, empty ones too: a sheet that was once coloured down to its end has a million."""
COLUMNS = 60
SHEETS = 20
LETTERS = 500
"""Of one cell, unless told otherwise; what is longer is cut."""
MEMBERS = 500
UNPACKED = 60_000_000
RATIO = 200
"""Times that an archive may grow; plain tables grow by ten to forty."""
MERGED = 5_000
BLANKS = re.compile(r"[\s\u00a0\u200b]+")
UNREADABLE = dict.fromkeys([*range(32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
TEXT, SHORT_DAY = "@", "dd/mm/yyyy"
FORMULA = ("=", "+", "-", "@")


class Unreadable(Exception):
    """`problem`: not-a-table, damaged, bomb, unsafe, encrypted, encoding, too-long, too-many-rows, empty."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: `rows` of text, all equally long, lines numbered from 1 as in the program."""

    name: str
    is_hidden: bool
    rows: list[list[str]]


def sheets(content: bytes, *, letters: int = LETTERS) -> list[Sheet]:
    """Every sheet of a file; a CSV is one, named "CSV"; cells of at most `letters`. Raises `Unreadable`."""
    if content.startswith(b"PK\x03\x04"):
        found = _of_workbook(content, letters)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):  # an old XLS, or an XLSX behind a password
        raise Unreadable("encrypted")
    else:
        found = [Sheet("CSV", False, _of_csv(content, letters))]
    if not any(sheet.rows for sheet in found):
        raise Unreadable("empty")
    return found


def _of_workbook(content: bytes, letters: int) -> list[Sheet]:
    with _archive(content) as archive:
        _require_safe(archive)
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            tables = list(book.worksheets)[:SHEETS]
            return [
                Sheet(nfc(sheet.title), sheet.sheet_state != "visible", _of_sheet(sheet, archive, letters))
                for sheet in tables
            ]
        except Unreadable:
            raise
        except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
            raise Unreadable("damaged") from error


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable("damaged") from error


def _require_safe(archive: zipfile.ZipFile) -> None:
    """The sizes told are the most that is unpacked: zipfile stops there, and what differs is damaged."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    if any(_leads_out(member.filename) for member in members):
        raise Unreadable("unsafe")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MEMBERS or size > UNPACKED or (size > 1_000_000 and size > RATIO * packed):
        raise Unreadable("bomb")
    if "xl/workbook.xml" not in archive.namelist():
        raise Unreadable("not-a-table")
    if any(
        _has_entities(archive, member) for member in members if member.filename.endswith((".xml", ".rels"))
    ):
        raise Unreadable("unsafe")


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ":" in plain.partition("/")[0] or ".." in plain.split("/")


def _has_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """No program that writes tables declares a document type; whoever does so wants entities."""
    try:
        with archive.open(member) as part:
            head = part.read(4_096)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable("damaged") from error
    return b"\x00" in head or b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in head.upper()


def _of_sheet(sheet: Any, archive: zipfile.ZipFile, letters: int) -> list[list[str]]:
    lines = sheet.iter_rows(max_col=COLUMNS, max_row=LINES + 1, values_only=True)
    rows = _squared(_bounded([_text(value, letters) for value in line] for line in lines))
    for left, top, right, bottom in _merged(archive, sheet._worksheet_path):
        _fill(rows, left - 1, top - 1, right - 1, bottom - 1)
    return rows


def _bounded(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    filled = 0
    for number, line in enumerate(lines, 1):
        if number > LINES:
            raise Unreadable("too-long")
        filled += any(line)
        if filled > ROWS + 50:  # titles and headings above the table
            raise Unreadable("too-many-rows")
        yield line


def _squared(lines: Iterable[list[str]]) -> list[list[str]]:
    """Without the empty lines and columns at the end, every line as long as the longest."""
    rows = list(lines)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _merged(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[int, int, int, int]]:
    """The merged ranges, which a reader that streams leaves out: left, top, right, bottom from 1."""
    with archive.open(path) as part:
        found = re.findall(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"', part.read())
    for reference in found[:MERGED]:
        yield range_boundaries(reference.decode("ascii"))


def _fill(rows: list[list[str]], left: int, top: int, right: int, bottom: int) -> None:
    """What stands in a merged cell stands in every line and column that it covers."""
    if top >= len(rows) or left >= len(rows[top]):
        return
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = row[column] or rows[top][left]


def _text(value: Any, letters: int) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time):
        return value.isoformat()
    return clean(str(value), letters)


def clean(text: str, letters: int = LETTERS) -> str:
    """One line of NFC without what no document may hold, cut to so many letters."""
    return BLANKS.sub(" ", nfc(text).translate({**UNREADABLE, 9: " ", 10: " ", 13: " "})).strip()[:letters]


def _of_csv(content: bytes, letters: int) -> list[list[str]]:
    text = _decoded(content)
    csv.field_size_limit(1_000_000)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        return _squared(_bounded([clean(cell, letters) for cell in line[:COLUMNS]] for line in lines))
    except csv.Error as error:
        raise Unreadable("damaged") from error


def _decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 that says so. Older Vietnamese code pages cannot be told apart, so they are refused."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and b"\x00" in content:
        raise Unreadable("not-a-table")
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error


def _delimiter(text: str) -> str:
    """The one that the first lines use most."""
    head = "\n".join(text.splitlines()[:20])
    return max(",;\t", key=head.count)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a file that is written: its word, its width in letters."""

    word: str
    width: int = 20


def workbook(title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Any]], *notes: str) -> bytes:
    """One sheet with a fixed heading line; `notes` on a second. Text stays text, whatever it begins with."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = heading.width
    sheet.append([_heading(sheet, heading.word) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if notes:
        beside = book.create_sheet("Hướng dẫn")
        beside.column_dimensions["A"].width = 110
        for note in notes:
            beside.append([_cell(beside, note)])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _heading(sheet: Any, word: str) -> Any:
    cell = WriteOnlyCell(sheet, word)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8EEF5")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """What one may append to a row: a text that a program might take for a formula is typed as text."""
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = SHORT_DAY
        return cell
    if not isinstance(value, str):
        return value
    text = clean(value)
    if not text.startswith(FORMULA):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", TEXT
    return cell
