"""Word documents (.docx): paragraphs and tables in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from thongsuot.engines.reading.load.archive import names_of
from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.model import Limits, Problem, Unreadable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row

_BODY = "word/document.xml"
_LETTERHEAD_COLUMNS, _LETTERHEAD_ROWS = 2, 4
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def _cells(row: _Row) -> list[str]:
    """The texts of a row, one a column; a cell merged over several says its text in the first."""
    told: list[str] = []
    seen: object = None
    for cell in row.cells:
        told.append("" if cell._tc is seen else " ".join(cell.text.split()))
        seen = cell._tc
    return told


def _row_text(texts: list[str]) -> str:
    """A row as one line of cells; one that is merged whole, a heading between rows, is its text."""
    said = [text for text in texts if text]
    return said[0] if len(said) == 1 and texts[0] else " | ".join(texts)


def _table_lines(table: Table) -> Iterator[str]:
    """A row a line. A table of one or two columns and few rows lays out a letterhead: its cells stay lines."""
    if len(table.columns) <= _LETTERHEAD_COLUMNS and len(table.rows) <= _LETTERHEAD_ROWS:
        for row in table.rows:
            texts = [cell.text.strip() for cell in row.cells]
            yield from dict.fromkeys(line for text in texts for line in text.split("\n") if line.strip())
        return
    for row in table.rows:
        yield _row_text(_cells(row))


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _table_lines(part)
        else:
            yield part.text


def _opened(content: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(content))


def load(content: bytes, limits: Limits) -> Loaded:
    """The text of a .docx; Unreadable when it is another archive, damaged or a bomb."""
    if _BODY not in names_of(content, limits.max_unpacked_bytes):
        raise Unreadable(Problem.UNKNOWN_TYPE, "zip without word/document.xml")
    try:
        text = "\n".join(_lines(_opened(content)))
    except Exception as broken:  # python-docx and lxml name dozens of ways in which a package is broken
        raise Unreadable(Problem.DAMAGED, f"docx: {type(broken).__name__}") from broken
    return Loaded(text, "docx")


def refuse_ole(content: bytes) -> Unreadable:
    """An OLE file is a locked .docx when it holds an encrypted package, else an old .doc or .xls."""
    if _LOCKED_PACKAGE in content:
        return Unreadable(Problem.ENCRYPTED, "docx behind a password")
    return Unreadable(Problem.UNKNOWN_TYPE, "OLE file, such as .doc")
