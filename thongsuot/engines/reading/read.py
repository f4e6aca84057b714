"""The reader's one door: a document in, a record out. Same document, same record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from thongsuot.engines.reading.answers import in_order, linked, without_repeats
from thongsuot.engines.reading.attendance import Register
from thongsuot.engines.reading.cast import Cast
from thongsuot.engines.reading.dates import Session, day_told, full_dates, session_before, session_in
from thongsuot.engines.reading.figures import observed
from thongsuot.engines.reading.hosts import host_rank, hosts_of, organs_of
from thongsuot.engines.reading.language import check_language
from thongsuot.engines.reading.layout import Layout, Part, layout_of
from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.load.opened import load
from thongsuot.engines.reading.load.wrapped import unwrapped
from thongsuot.engines.reading.model import (
    VERSION,
    Dropped,
    Item,
    Limits,
    Participant,
    Record,
    Source,
    Span,
    UnitMention,
)
from thongsuot.engines.reading.page import Page, clean, page_of
from thongsuot.engines.reading.people import Crowd
from thongsuot.engines.reading.places import Atlas, province_of
from thongsuot.engines.reading.report import Report, host_of
from thongsuot.engines.reading.scene import Scene
from thongsuot.engines.reading.slips import mended
from thongsuot.engines.reading.story import Story
from thongsuot.engines.reading.topics import subject_of
from thongsuot.engines.text.gazetteer import Gazetteer

Progress = Callable[[str, float], None]
Unsure = TypeVar("Unsure", UnitMention, Participant, Item)


_LIMITS = Limits()
_NO_SESSION = Session(None, None, "")
_WHEN = re.compile(r"(?:[-+*•\d.]+\s*)?(?:thời gian|hôm nay|vào hồi|bắt đầu hồi)\b")
"""How minutes say when they were taken."""


def _silent(stage: str, share: float) -> None:
    """Nobody asked."""


def _session(page: Page, layout: Layout, source: Source) -> Session:
    """The day of the session: from the lead, else the standfirst, else the first paragraphs."""
    known = full_dates(page.low)
    published = source.published_on or _stamped(page, layout)
    for placed in layout.lines[:40]:
        if placed.part is not Part.DROPPED and _WHEN.match(page.low, placed.line.start):
            line = placed.line
            found = session_in(page.low, line.start, line.end, known, published)
            if found or (found := day_told(page.low, line.start, line.end)):
                return found
    for part in (Part.LEAD, Part.STANDFIRST, Part.BODY, Part.TITLE):
        for placed in list(layout.of(part))[:3]:
            found = session_in(page.low, placed.line.start, placed.line.end, known, published)
            if found:
                return found
    for placed in list(layout.of(Part.LEAD, Part.STANDFIRST, Part.BODY))[:3]:
        if found := session_before(page.low, placed.line.start, placed.line.end, published):
            return found
    return Session(None, None, "")


def _stamped(page: Page, layout: Layout) -> date | None:
    """The day on the page's own time stamp."""
    for placed in layout.of(Part.DROPPED):
        if placed.rule == "stamp" and (days := full_dates(page.low_of(placed.line))):
            return days[0]
    return None


def _title(page: Page, layout: Layout) -> str:
    return next((" ".join(page.of(placed.line).split()) for placed in layout.of(Part.TITLE)), "")


def _dropped(layout: Layout) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(Span(placed.line.start, placed.line.end), placed.rule or "furniture")
        for placed in layout.of(Part.DROPPED, Part.CAPTION)
    )


def _rests_on(items: Sequence[Item], span: Span) -> bool:
    """A report of a commune is read line by line, also where a line looks like furniture."""
    return any(item.span.start < span.end and span.start < item.span.end for item in items)


_OF_A_SCAN = 0.8
"""How sure one is of what was read off a scan, of what one would be otherwise."""


def _less_sure(record: Record) -> Record:
    def lowered(one: Unsure) -> Unsure:
        return replace(one, confidence=round(one.confidence * _OF_A_SCAN, 3))

    return replace(
        record,
        units=tuple(map(lowered, record.units)),
        participants=tuple(map(lowered, record.participants)),
        items=tuple(map(lowered, record.items)),
    )


def _items(scene: Scene) -> tuple[Item, ...]:
    items, themes = in_order(scene.items, scene.themes)
    items, themes = without_repeats(items, themes)
    return tuple(linked(items, themes))


def read(
    source: Source,
    gazetteer: Gazetteer,
    limits: Limits = _LIMITS,
    progress: Progress | None = None,
) -> Record:
    """Read one document. Raises Unreadable with the reason when it cannot be read.

    `progress` is called with the name of a stage and the share of the work done (0 to 1).
    """
    tell = progress or _silent
    tell("load", 0.0)
    loaded = load(source.content, limits)
    if source.is_recognised:
        loaded = Loaded(unwrapped(loaded.text.splitlines()), "ocr", loaded.published_on)
    text = clean(loaded.text)
    check_language(text)
    tell("clean", 0.3)
    page = page_of(text, mended if source.is_recognised else None)
    layout = layout_of(page, loaded.format)
    source = source if source.published_on else replace(source, published_on=loaded.published_on)
    record = _read(page, layout, source, loaded.format, gazetteer, tell)
    tell("record", 1.0)
    return _less_sure(record) if source.is_recognised else record


def _read(
    page: Page, layout: Layout, source: Source, format: str, gazetteer: Gazetteer, tell: Progress
) -> Record:
    province = source.province_code or province_of(page, gazetteer)
    atlas = Atlas(gazetteer, province)
    reporting = host_of(page, atlas)
    session = _NO_SESSION if reporting else _session(page, layout, source)
    hosts = [reporting[1]] if reporting else hosts_of(page, layout, atlas)
    tell("entities", 0.4)
    cast = Cast(hosts=hosts, host_rank=host_rank(page, layout, hosts))
    crowd = Crowd(page, atlas)
    register = Register(page, layout, crowd, cast)
    if not reporting:
        register.fill()
    tell("clauses", 0.6)
    held = session.on or source.published_on or _stamped(page, layout)
    if reporting:
        held = source.published_on or next(iter(full_dates(page.low)), None)
    scene = Scene(page, cast, held, subject="" if reporting else subject_of(_title(page, layout)))
    if reporting:
        Report(page, layout, crowd, scene, reporting[0]).read()
    else:
        Story(page, layout, crowd, scene).read()
    items = _items(scene)
    return Record(
        text=page.text,
        format=format,
        title=_title(page, layout),
        held_on=session.on,
        held_on_span=session.span,
        part_of_day=session.part,
        province_code=province,
        units=tuple(hosts),
        host_organs=organs_of(page, layout),
        participants=register.participants(),
        items=items,
        observations=observed(page, items, held),
        dropped=tuple(one for one in _dropped(layout) if not _rests_on(items, one.span)),
        engine_version=VERSION,
    )
