"""An independent judge of any record: does it hold together, whoever made it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from thongsuot.engines.reading.cues.topics import CODES
from thongsuot.engines.reading.model import Deadline, Item, ItemKind, Record, Role, Span
from thongsuot.engines.text.fold import fold, nfc

_WORD = re.compile(r"\d+|[^\W\d_]+")  # as the reader cuts: "1rà soát" has three words
_BEFORE = 600
"""How far before its passage the head or theme of an item may stand, in characters."""


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start <= span.end <= len(text)


def _spans(record: Record) -> Iterator[str]:
    spans = [("held_on", record.held_on_span)]
    spans += [(f"unit {unit.name}", unit.span) for unit in record.units]
    spans += [(f"participant {person.name}", person.span) for person in record.participants]
    spans += [(f"dropped {drop.rule}", drop.span) for drop in record.dropped]
    for i, item in enumerate(record.items):
        spans.append((f"item {i}", item.span))
        spans += [(f"item {i} assignee", assignee.span) for assignee in item.assignees]
        spans.append((f"item {i} deadline", item.deadline.span if item.deadline else None))
    for name, span in spans:
        if span is not None and not _inside(span, record.text):
            yield f"{name}: span outside the text"


def words_of(text: str) -> set[str]:
    """The words of a text without marks and case."""
    return set(_WORD.findall(fold(text)))


def _texts(record: Record) -> Iterator[str]:
    """The words of an item stand in its passage, a shared head or theme shortly before it."""
    for i, item in enumerate(record.items):
        passage = words_of(record.text[item.span.start : item.span.end])
        near = words_of(record.text[max(0, item.span.start - _BEFORE) : item.span.end])
        if not item.text.strip():
            yield f"item {i}: no text"
        elif foreign := words_of(item.text) - near:
            yield f"item {i}: words that its passage does not have: {sorted(foreign)}"
        elif not words_of(item.text) & passage:
            yield f"item {i}: no word of it stands in its passage"


def _deadline(i: int, deadline: Deadline | None, record: Record) -> Iterator[str]:
    if deadline and record.text[deadline.span.start : deadline.span.end] != deadline.words:
        yield f"item {i}: the words of the deadline do not stand at its span"


def _kind(i: int, item: Item, items: tuple[Item, ...]) -> Iterator[str]:
    if (item.nature is not None) != (item.kind is ItemKind.DIRECTIVE):
        yield f"item {i}: a nature belongs to directives, and to each"
    if item.answers is not None and not (
        item.kind is ItemKind.ANSWER
        and 0 <= item.answers < len(items)
        and items[item.answers].kind is ItemKind.RECOMMENDATION
    ):
        yield f"item {i}: answers what is no recommendation"
    if item.assignees and all(one.role is Role.SUPPORT for one in item.assignees):
        yield f"item {i}: supported by some, led by nobody"


def _items(record: Record) -> Iterator[str]:
    for i, item in enumerate(record.items):
        if not {item.topic, *item.alt_topics} <= CODES or item.topic in item.alt_topics:
            yield f"item {i}: topic {item.topic} {item.alt_topics}"
        if not 0 < item.confidence <= 1 or not item.rule:
            yield f"item {i}: confidence {item.confidence}, rule {item.rule!r}"
        yield from _kind(i, item, record.items)
        yield from _deadline(i, item.deadline, record)


def _observations(record: Record) -> Iterator[str]:
    """A figure stands inside the passage of the item that it is taken from."""
    for one in record.observations:
        if not 0 <= one.item < len(record.items):
            yield f"observation of item {one.item}, which is not there"
            continue
        item = record.items[one.item]
        if not item.span.start <= one.span.start < one.span.end <= item.span.end:
            yield f"observation {one.indicator!r}: not in the passage of its item"
        if one.period and record.text[one.period.span.start : one.period.span.end] != one.period.words:
            yield f"observation {one.indicator!r}: the words of its period do not stand at its span"


def _order(record: Record) -> Iterator[str]:
    places = [(item.span.start, item.span.end) for item in record.items]
    if places != sorted(places):
        yield "items out of order"


def _overlaps(record: Record) -> Iterator[str]:
    """Nothing rests on a line that was dropped."""
    drops = sorted((drop.span.start, drop.span.end) for drop in record.dropped)
    if any(one[1] > other[0] for one, other in pairwise(drops)):
        yield "dropped lines overlap"
    at = 0
    for i, item in sorted(enumerate(record.items), key=lambda pair: pair[1].span.start):
        while at < len(drops) and drops[at][1] <= item.span.start:
            at += 1
        if at < len(drops) and drops[at][0] < item.span.end:
            yield f"item {i}: rests on a dropped line"


def _normal(record: Record) -> Iterator[str]:
    if nfc(record.text) != record.text:
        yield "text is not NFC"
    if len({person.name for person in record.participants if person.is_chair}) > 1:
        yield "more than one chair"


_CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    _normal,
    _spans,
    _texts,
    _items,
    _observations,
    _order,
    _overlaps,
)


def faults(record: Record) -> list[str]:
    """What is wrong with a record, in plain words for a developer; an empty list when nothing is."""
    return [fault for check in _CHECKS for fault in check(record)]
