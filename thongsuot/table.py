"""A record as a table for the terminal: Vietnamese, aligned, wrapped to the width."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from datetime import date

from thongsuot.engines.reading.model import Assignee, Item, ItemKind, Nature, Participant, Record, Role, Side
from thongsuot.facts import topics

HEADINGS = {
    ItemKind.RESULT: "Kết quả",
    ItemKind.DIFFICULTY: "Khó khăn, vướng mắc",
    ItemKind.RECOMMENDATION: "Kiến nghị, đề xuất",
    ItemKind.ANSWER: "Trả lời tại buổi làm việc",
    ItemKind.COMMITMENT: "Cam kết",
    ItemKind.DIRECTIVE: "Nội dung chỉ đạo",
    ItemKind.STATEMENT: "Ý kiến khác",
}
SIDES = {Side.DELEGATION: "đoàn công tác", Side.HOST: "địa phương", Side.OTHER: "khác"}
_NARROWEST, _WIDEST = 40, 120
_LABEL = 14


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else "chưa rõ"


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def _row(label: str, text: str, width: int) -> str:
    """A label and a text that keeps to its column."""
    head = f"{label:<{_LABEL}}  "
    return textwrap.fill(
        text, width, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=True
    )


def _point(number: int, text: str, width: int) -> str:
    head = f"{number:>3}. "
    return textwrap.fill(text, width, initial_indent=head, subsequent_indent=" " * len(head))


def _note(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent=" " * 5, subsequent_indent=" " * 5)


def _person(person: Participant) -> str:
    titles = f" – {', '.join(person.titles)}" if person.titles else ""
    return f"{person.name}{titles} ({'chủ trì' if person.is_chair else SIDES[person.side]})"


def _assignees(assignees: tuple[Assignee, ...]) -> str:
    leads = ", ".join(one.name for one in assignees if one.role is Role.LEAD)
    support = ", ".join(one.name for one in assignees if one.role is Role.SUPPORT)
    return f"{leads} (phối hợp: {support})" if support else leads


def _due(item: Item) -> str:
    if item.deadline is None:
        return ""
    day = f" ({_day(item.deadline.on)})" if item.deadline.on else ""
    return f"thời hạn: {' '.join(item.deadline.words.split())}{day}"


def _facts(item: Item, numbers: dict[int, int]) -> Iterator[str]:
    """What is known of an item beside its matter."""
    if item.by:
        yield f"người nêu: {item.by}"
    if item.to:
        yield f"gửi: {item.to}"
    if item.assignees:
        yield f"giao: {_assignees(item.assignees)}"
    elif item.kind is ItemKind.DIRECTIVE:
        yield "giao: chưa rõ"
    if due := _due(item):
        yield due
    if item.raised_before:
        yield "đã kiến nghị trước đây"
    if item.answers is not None:
        yield f"trả lời kiến nghị {numbers[item.answers]}"
    if item.nature is Nature.ORIENTATION:
        yield "tính chất: quán triệt chung"
    yield f"lĩnh vực: {topics()[item.topic][0]}"


def _section(kind: ItemKind, record: Record, width: int) -> Iterator[str]:
    """The items of a kind, numbered from 1."""
    chosen = [(i, item) for i, item in enumerate(record.items) if item.kind is kind]
    if not chosen:
        return
    requests = [i for i, item in enumerate(record.items) if item.kind is ItemKind.RECOMMENDATION]
    numbers = {i: number for number, i in enumerate(requests, 1)}
    yield ""
    yield f"{HEADINGS[kind]} ({len(chosen)})"
    for number, (_, item) in enumerate(chosen, 1):
        yield _point(number, item.text, width)
        yield _note(" · ".join(_facts(item, numbers)), width)


def _head(name: str, record: Record, width: int) -> Iterator[str]:
    units = ", ".join(f"{unit.type} {unit.name}".strip() for unit in record.units)
    yield _row("Tệp", name, width)
    yield _row("Tiêu đề", record.title or "không có", width)
    part = f"{record.part_of_day} " if record.part_of_day and record.held_on else ""
    yield _row("Ngày làm việc", f"{part}{_day(record.held_on)}", width)
    yield _row("Đơn vị", units or "chưa rõ", width)
    for n, person in enumerate(record.participants):
        yield _row("" if n else "Thành phần", _person(person), width)


def table(name: str, record: Record) -> str:
    """The whole record, as wide as the terminal."""
    width = _width()
    lines = [*_head(name, record, width)]
    for kind in HEADINGS:
        lines += _section(kind, record, width)
    lines += ["", _row("Đã lược bỏ", f"{len(record.dropped)} dòng không thuộc báo cáo", width)]
    return "\n".join(lines) + "\n"
