"""Tables of tasks, requests and troubles: "stt | nội dung | cơ quan chủ trì | thời hạn", row by row.

A row is a line whose cells stand between bars, or between tabs where it was pasted. What a column holds is
told by its head; a table whose head says nothing known is left to the other stages as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from thongsuot.engines.reading.page import Line, Page


class Column(StrEnum):
    NUMBER = "number"
    REQUEST = "request"
    TROUBLE = "trouble"
    TASK = "task"
    MATTER = "matter"
    """ "Nội dung": what it is, the other columns tell."""
    ASKER = "asker"
    SOLVER = "solver"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    OTHER = "other"


_HEADS = (
    (Column.NUMBER, r"(?:s?tt|số tt|số thứ tự|số)\.?$"),
    (Column.SUPPORT, r".*\bphối hợp\b(?!.*\bchủ trì\b)"),
    (Column.DUE, r"(?:thời (?:hạn|gian|điểm)|hạn|ngày) (?:hoàn thành|thực hiện|trình|xong|báo cáo|xử lý|giải quyết)"
                 r"|thời hạn|thời gian$|hạn$|hoàn thành trước|tiến độ$"),
    (Column.SOLVER, r"(?:cơ quan|đơn vị|cấp|thẩm quyền|nơi).{0,20}\b(?:giải quyết|trả lời|xử lý|thẩm quyền)\b"
                    r"|(?:kiến nghị|đề xuất|gửi) (?:tới|đến|với)\b|thẩm quyền"),
    (Column.ASKER, r"(?:địa phương|đơn vị|xã|cơ quan|người|cử tri|nơi).{0,25}\b(?:kiến nghị|đề xuất|nêu|phản ánh)\b"
                   r"|(?:địa phương|xã, phường|tên xã|cử tri|người kiến nghị)$"),
    (Column.LEAD, r"(?:cơ quan|đơn vị|cá nhân|người|lãnh đạo|bộ phận|tập thể)?.{0,16}"
                  r"\b(?:chủ trì|thực hiện|trách nhiệm|phụ trách|đầu mối|tham mưu|được giao)\b|giao cho"),
    (Column.REQUEST, r".*\b(?:kiến nghị|đề xuất|đề nghị)\b"),
    (Column.TROUBLE, r".*\b(?:khó khăn|vướng mắc|tồn tại|hạn chế|bất cập)\b"),
    (Column.TASK, r".*\b(?:nhiệm vụ|chỉ đạo|công việc|việc cần làm|nội dung giao|đầu việc)\b"),
    (Column.MATTER, r"(?:tóm tắt )?nội dung\b|vấn đề"),
)  # fmt: skip
"""In the order in which they are tried on the levelled head of a column."""
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _HEADS)
_MATTERS = frozenset({Column.REQUEST, Column.TROUBLE, Column.TASK, Column.MATTER})
_LONGEST_HEAD, _LONGEST_GROUP = 60, 160
_FEWEST = 2
_BAR, _TAB = re.compile(r"\|"), re.compile(r"\t")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table: its cells, and what the head says of each. `group` is a line over the rows below it."""

    columns: tuple[Column, ...]
    cells: tuple[Line, ...]
    group: str = ""

    def of(self, column: Column) -> Line | None:
        """The first cell of that column that says something."""
        return next(
            (
                cell
                for kind, cell in zip(self.columns, self.cells, strict=False)
                if kind is column and cell.end > cell.start
            ),
            None,
        )


def cells_of(page: Page, line: Line) -> tuple[Line, ...]:
    """The cells of a line, trimmed; one cell where it has neither bars nor tabs."""
    text = page.of(line)
    mark = _BAR if "|" in text else _TAB
    start, end = line.start, line.end
    if text.startswith("|"):
        start += 1
    if text.endswith("|") and end > start:
        end -= 1
    cuts = [start, *(found.end() for found in mark.finditer(page.text, start, end))]
    ends = [*(found.start() for found in mark.finditer(page.text, start, end)), end]
    return tuple(trimmed(page.text, a, b) for a, b in zip(cuts, ends, strict=True))


def trimmed(text: str, start: int, end: int) -> Line:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Line(start, end)


def _column(low: str) -> Column:
    if not low or len(low) > _LONGEST_HEAD:
        return Column.OTHER
    return next((column for column, pattern in _PATTERNS if pattern.match(low)), Column.OTHER)


def _head(page: Page, line: Line) -> tuple[Column, ...]:
    """The columns of a line that is the head of a table of ours; () when it is none."""
    cells = cells_of(page, line)
    if len(cells) < _FEWEST:
        return ()
    columns = tuple(_column(page.low_of(cell)) for cell in cells)
    known = [column for column in columns if column is not Column.OTHER]
    has_matter = any(column in _MATTERS for column in known)
    return columns if has_matter and len(known) >= _FEWEST and len(known) * 2 >= len(columns) else ()


def tables_in(page: Page) -> Mapping[int, Cells | None]:
    """The lines (by number) that are rows of a table; None for its head."""
    found: dict[int, Cells | None] = {}
    if "|" not in page.text and "\t" not in page.text:
        return found
    columns: tuple[Column, ...] = ()
    group = ""
    following = [*page.lines[1:], Line(0, 0)]
    for i, (line, after) in enumerate(zip(page.lines, following, strict=True)):
        if head := _head(page, line):
            columns, group, found[i] = head, "", None
            continue
        if not columns:
            continue
        cells = cells_of(page, line)
        if len(cells) >= _FEWEST:
            if not all(page.of(cell).strip("()").isdecimal() for cell in cells):  # "(1) | (2) | (3)"
                found[i] = Cells(columns, cells, group)
        elif line.end - line.start <= _LONGEST_GROUP and len(cells_of(page, after)) >= _FEWEST:
            group, found[i] = page.of(line), None
        else:
            columns = ()
    return _with_rows(found)


def _with_rows(found: Mapping[int, Cells | None]) -> dict[int, Cells | None]:
    """A head without a row is a menu or a heading."""
    pairs = [*pairwise([*sorted(found), -1])]
    kept = dict(found)
    for i, following in reversed(pairs):
        if kept.get(i) is None and (following != i + 1 or following not in kept):
            del kept[i]
    return kept
