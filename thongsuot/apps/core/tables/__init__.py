"""Tables of people who keep lists in spreadsheets: files read and written, columns found by their headings."""

from thongsuot.apps.core.tables.columns import Column, day, guessed, key, recognised
from thongsuot.apps.core.tables.files import (
    LINES,
    ROWS,
    XLSX,
    Heading,
    Sheet,
    Unreadable,
    clean,
    sheets,
    workbook,
)
from thongsuot.apps.core.tables.words import problem

__all__ = [
    "LINES",
    "ROWS",
    "XLSX",
    "Column",
    "Heading",
    "Sheet",
    "Unreadable",
    "clean",
    "day",
    "guessed",
    "key",
    "problem",
    "recognised",
    "sheets",
    "workbook",
]
