"""Who received the delegation: units and bodies named as partners in the lead or in the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.layout import Layout, Part, Placed
from thongsuot.engines.reading.model import Span, UnitMention
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.places import (
    COMMUNE_TYPES,
    Atlas,
    Found,
    mention,
    run_end,
    type_at,
    units_in,
)
from thongsuot.engines.reading.tokens import Token
from thongsuot.engines.text.sentences import sentences

_MEETS = re.compile(
    r"\b(?:làm việc|khảo sát|kiểm tra|thăm|tiếp xúc|giám sát|buổi làm việc|gặp gỡ|đối thoại|thị sát"
    r"|hội nghị|họp)\b"
)
_PURPOSE = re.compile(
    r"\b(?:về việc|về tình hình|về|nhằm|để|nghe báo cáo|trước kỳ họp|theo chương trình|cùng dự|tham dự)\b"
)
_CENTRAL = re.compile(
    r"\b(?:thủ tướng|bộ trưởng|thứ trưởng|tổng bí thư|chủ tịch nước|chủ tịch quốc hội|đoàn công tác của "
    r"(?:chính phủ|bộ|trung ương|quốc hội)|bộ chính trị|ban bí thư)\b"
)
"""Signs that the centre came: only then is a province the host."""
_NAMELESS = re.compile(r"(?:các|\d+)\s+(?:xã|phường|địa phương|đơn vị hành chính)\b")
"""Partners counted but not named: the unit named before is only the venue."""
_WHERE = (
    (Part.LEAD, "host.lead"),
    (Part.TITLE, "host.title"),
    (Part.STANDFIRST, "host.title"),
    (Part.HEADING, "host.heading"),
    (Part.BODY, "host.body"),
)
_FIRST_LINES = 12
_HOME = re.compile(r"(?:công tác tại|trú tại|ở|quê)\s*$")


def _scope(page: Page, line: Line) -> tuple[int, int]:
    """The first sentence of the line."""
    return next(iter(sentences(page.text, line.start, line.end)), (line.start, line.end))


def _scopes(page: Page, placed: Placed) -> list[tuple[int, int]]:
    """Where a line may say with whom: a lead in any of its sentences, another in its first."""
    every = list(sentences(page.text, placed.line.start, placed.line.end))
    return every if placed.part is Part.LEAD else every[:1]


_LATER = re.compile(
    r"^(?:(?:chiều|sáng|tối)\b|buổi (?:chiều|sáng|tối)|cùng ngày|cũng trong|tiếp (?:đó|theo|tục)|trước đó|sau đó)"
)
_WORKS = re.compile(r"\b(?:đoàn|đồng chí|ông|bà|chủ tịch|bí thư)\b[^.;]{0,80}?\blàm việc (?:với|tại)\b")


def _later(page: Page, layout: Layout, atlas: Atlas, first: list[Found]) -> list[Found]:
    """The units of the other sessions of the same day: "Chiều cùng ngày, đoàn làm việc với xã B"."""
    found = [*first]
    for placed in layout.of(Part.BODY):
        at, end = _scope(page, placed.line)
        if not _LATER.match(page.low[at:end]):
            continue
        if _WORKS.search(page.low, at, end):
            found += [one for one in _meeting_units(page, at, end, atlas) if one.kind in COMMUNE_TYPES]
    return _distinct(found)[len(first) :]


def _meeting_units(page: Page, at: int, end: int, atlas: Atlas) -> list[Found]:
    """Units behind the verb of meeting; before a purpose first, anywhere behind the verb else."""
    tokens = page.row(at, end)
    found = [one for one in units_in(tokens, page.text, atlas) if one.kind in (*COMMUNE_TYPES, "")]
    verb = _MEETS.search(page.low, at, end)
    if not verb:
        return []
    behind = [
        one
        for one in found
        if one.start >= verb.end() and not _HOME.search(page.low[max(at, one.start - 30) : one.start])
    ]
    purpose = next(
        (
            p.start()
            for p in _PURPOSE.finditer(page.low, verb.end(), end)
            if any(one.start < p.start() for one in behind)
        ),
        end,
    )
    before_purpose = [one for one in behind if one.start < purpose]
    if not behind and _NAMELESS.search(page.low, verb.end(), end):
        return []
    return before_purpose or behind or found


def _districts(page: Page, at: int, end: int, atlas: Atlas) -> list[Found]:
    tokens = page.row(at, end)
    verb = _MEETS.search(page.low, at, end)
    return [one for one in units_in(tokens, page.text, atlas) if verb and one.start >= verb.end()]


def _distinct(found: Sequence[Found]) -> list[Found]:
    seen: dict[str, Found] = {}
    for one in found:
        known = seen.get(one.name)
        if known is None or (one.kind and not known.kind):
            seen[one.name] = (
                one
                if known is None
                else Found(one.name, one.kind, known.at, known.to, known.start, known.end)
            )
    return list(seen.values())


def hosts_of(page: Page, layout: Layout, atlas: Atlas) -> list[UnitMention]:
    """The host units, each once, in the order of the text."""
    for part, rule in _WHERE:
        for placed in list(layout.of(part))[:_FIRST_LINES]:
            for at, end in _scopes(page, placed):
                found = _distinct(_meeting_units(page, at, end, atlas)) or _distinct(
                    _districts(page, at, end, atlas)
                )
                if found:
                    later = _later(page, layout, atlas, found)
                    return [mention(one, atlas, rule) for one in found] + [
                        mention(one, atlas, "host.later") for one in later
                    ]
    if there := _there(page, layout, atlas):
        return [mention(one, atlas, "host.lead") for one in there]
    if reporting := _reporting(page, layout, atlas):
        return [mention(reporting, atlas, "host.report")]
    return _province_host(page, layout, atlas) if _CENTRAL.search(_heads(page, layout)) else []


def _there(page: Page, layout: Layout, atlas: Atlas) -> list[Found]:
    """ "... trụ sở xã Võ Nhai ... đã có buổi làm việc tại đây": the place named before "here"."""
    for placed in layout.of(Part.LEAD):
        here = page.low.find("làm việc tại đây", placed.line.start, placed.line.end)
        if here >= 0:
            found = units_in(page.row(placed.line.start, here), page.text, atlas)
            return _distinct([one for one in found if one.kind in COMMUNE_TYPES])
    return []


_REPORTS = re.compile(r"\b(?:ubnd|ủy ban nhân dân|đảng ủy|hđnd)\s+(?=(?:xã|phường|đặc khu)\s)")


def _reporting(page: Page, layout: Layout, atlas: Atlas) -> Found | None:
    """ "UBND xã Ba Tơ báo cáo như sau": the unit of a commune's own report, which tells of no session."""
    if not any(page.low_of(placed.line) == "báo cáo" for placed in layout.lines[:_FIRST_LINES]):
        return None
    for placed in layout.lines[: 2 * _FIRST_LINES]:
        for told in _REPORTS.finditer(page.low, placed.line.start, placed.line.end):
            behind = page.low[told.end() : placed.line.end]
            if "báo cáo" in behind[:60] and (
                found := next(units_in(page.row(told.end(), placed.line.end), page.text, atlas), None)
            ):
                return found
    return None


def _heads(page: Page, layout: Layout) -> str:
    return " ".join(page.low_of(placed.line)[:600] for placed in layout.of(Part.LEAD, Part.TITLE))


_AT_PROVINCE = re.compile(r"(?:làm việc|khảo sát|kiểm tra|thăm)[^.;]{0,60}?\b(?=(?:tỉnh|thành phố|tp\.?)\s)")


def _province_host(page: Page, layout: Layout, atlas: Atlas) -> list[UnitMention]:
    """ "làm việc với lãnh đạo tỉnh Quảng Ninh": a province receives the centre."""
    for placed in layout.of(Part.LEAD, Part.TITLE):
        for found in _AT_PROVINCE.finditer(
            page.low, placed.line.start, min(placed.line.end, placed.line.start + 600)
        ):
            tokens = page.row(found.end(), min(found.end() + 60, placed.line.end))
            kind, width = type_at(tokens, 0) if tokens else ("", 0)
            end = run_end(tokens, width, page.text) if width else 0
            for stop in range(min(end, width + 3), width, -1):
                place = atlas.province_named(page.text[tokens[width].start : tokens[stop - 1].end])
                if place:
                    name = page.text[tokens[width].start : tokens[stop - 1].end]
                    span = Span(tokens[width].start, tokens[stop - 1].end)
                    return [UnitMention(name, kind, place.code, (), span, 0.8, "host.province")]
    return []


def host_rank(page: Page, layout: Layout, hosts: Sequence[UnitMention]) -> Rank:
    """The tier of the hosts: voters, communes, districts, or a province that receives the centre."""
    heads = [page.low_of(placed.line)[:600] for placed in layout.of(Part.LEAD, Part.TITLE)]
    if any(
        re.search(
            r"tiếp xúc (?:với )?(?:cử tri|doanh nghiệp|người dân)"
            r"|đối thoại (?:trực tiếp )?với (?:nhân dân|người dân)",
            low,
        )
        for low in heads
    ):
        return Rank.PEOPLE
    if any(unit.type in COMMUNE_TYPES or not unit.type for unit in hosts):
        return Rank.COMMUNE
    if any(unit.rule == "host.province" for unit in hosts):
        return Rank.PROVINCE
    if hosts:
        return Rank.DISTRICT
    province = r"làm việc (?:với|tại) (?:ban thường vụ |lãnh đạo |thường trực |ubnd )?(?:tỉnh|thành phố|tp)\b"
    return Rank.PROVINCE if any(re.search(province, low) for low in heads) else Rank.COMMUNE


def organs_of(page: Page, layout: Layout) -> tuple[str, ...]:
    """The bodies with whom the delegation met: "Ban Thường vụ Đảng ủy phường Khánh Hậu".

    The lead comes first: a title is often all in capitals, or says it shorter.
    """
    for placed in (*layout.of(Part.LEAD), *layout.of(Part.TITLE)):
        at, end = _scope(page, placed.line)
        tokens = page.row(at, end)
        found = _after_meeting(page, tokens)
        if found:
            return (found,)
    return ()


def _after_meeting(page: Page, tokens: Sequence[Token]) -> str:
    for k in range(len(tokens) - 3):
        if (tokens[k].low, tokens[k + 1].low) == ("làm", "việc") and tokens[k + 2].low in ("với", "tại"):
            organ = organ_at(tokens, k + 3)
            if organ:
                return " ".join(page.text[tokens[organ.at].start : tokens[organ.to - 1].end].split())
    return ""
