"""What each line of a page is: furniture, title, lead, body, heading or caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.engines.reading.cues import furniture as cues
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.tables import Cells, tables_in
from thongsuot.engines.text.fold import fold


class Part(StrEnum):
    DROPPED = "dropped"
    TITLE = "title"
    STANDFIRST = "standfirst"
    LEAD = "lead"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its part; `rule` says which furniture it is, `row` what a row of a table holds."""

    line: Line
    part: Part
    rule: str = ""
    row: Cells | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page in their order. `is_official` tells a notice or minutes from a press report."""

    lines: tuple[Placed, ...]
    is_official: bool

    def of(self, *parts: Part) -> Iterator[Placed]:
        return (placed for placed in self.lines if placed.part in parts)


_DAY = r"\d{1,2}\s?[/.\-]\s?\d{1,2}|\d{1,2}\s+tháng\s+\d{1,2}"
_LEAD_DAY = re.compile(rf"\b(?:sáng|chiều|tối|trưa|ngày|hôm)\b[^.;]{{0,60}}?(?:{_DAY})")
_SESSION = re.compile(
    r"\b(?:làm việc|khảo sát|kiểm tra|tiếp xúc cử tri|giám sát|buổi làm việc|hội nghị|thăm|họp|chủ trì"
    r"|đối thoại)\b"
)
_WHO = re.compile(
    r"\b(?:đồng chí|ông|bà|bí thư|chủ tịch|đoàn|tổ công tác|giám đốc|bộ trưởng|phó thủ tướng|trưởng ban)\b"
)
_OFFICIAL = re.compile(
    r"^(?:thông báo|biên bản(?: làm việc| cuộc họp)?|kết luận|cộng hòa xã hội chủ nghĩa việt nam"
    r"|đảng cộng sản việt nam|số\s*:?\s*\d+\s*[-/].{1,40})$"
)
_KIND = re.compile(r"^(?:thông báo|biên bản(?: làm việc)?|kết luận|báo cáo)$")
_POINT = re.compile(
    r"(?:[-–•*+]|\(?\d{1,3}(?:\.\d{1,2}){0,2}[.)]|\d{1,2}\.\d{1,2}|[ivx]{1,5}\.|[a-zđ]\))\s+\S"
)
_CLOSED = (".", ";", ":", "!", "?", "…", '"', "”", ",", ")")
_LONG, _LEAD_LENGTH, _HEADING = 120, 90, 160
_LEAD_ENOUGH = 5
_STORY, _MOST_ABOVE = 150, 2
"""No more than two whole paragraphs stand above the lead: a standfirst, or one in two parts."""


def _rule_of(low: str, format: str) -> str:
    if len(low) > 400 and not low.startswith(("data:", "!", "http")):
        return ""
    if format == "docx" and "|" in low:
        return ""
    return next((rule.name for rule in cues.LINE_RULES if rule.pattern.search(low)), "")


def _lead_score(low: str) -> int:
    head = cues.SOURCE_TAG.sub("", low)[:400]
    day = _LEAD_DAY.search(head)
    score = (4 if day.start() < 60 else 2) if day else 0
    score += 2 * bool(_SESSION.search(head)) + 2 * bool(_WHO.search(head))
    return score + (len(low) >= _LEAD_LENGTH) + low.endswith(_CLOSED) - 4 * (len(low) < 60)


def _lead_at(lows: Sequence[str], rules: Sequence[str], is_official: bool) -> int | None:
    """The first line with the pattern of a session's first sentence; no point of a notice or a plan."""
    scores = [
        0 if rule or (is_official and _POINT.match(low)) else _lead_score(low)
        for low, rule in zip(lows, rules, strict=True)
    ]
    best = max(scores, default=0)
    if best < _LEAD_ENOUGH:
        return None
    found = next(i for i, score in enumerate(scores) if score >= min(best, _LEAD_ENOUGH + 3))
    above = [i for i in range(found) if not rules[i] and len(lows[i]) >= _STORY and lows[i].endswith(_CLOSED)]
    return found if is_official or len(above) <= _MOST_ABOVE else above[0]


def _is_body(low: str) -> bool:
    if _POINT.match(low) and len(low) > 15:
        return True
    return len(low) >= _LONG or (low.endswith(_CLOSED[:8]) and low.count(" ") >= 6)


def _is_single(low: str) -> bool:
    return ". " not in low.rstrip(". ")


_CAPTION_STOP = re.compile(
    r"\b(?:đề nghị|yêu cầu|cho biết|nhấn mạnh|như:|khẳng định|kiến nghị|thảo luận|đã|sẽ|cần|tiếp tục"
    r"|bày tỏ|phản ánh)\b"
)
_AT_SESSION = re.compile(
    r"(?:tại|dự|kết luận|với|chủ trì|của)\s+(?:\S+\s+){0,3}?(?:buổi|hội nghị|cuộc|chương trình|điểm"
    r"|đại hội)[^.,;]{0,60}\.?$"
)


_PICTURED = 200
_STANDS = re.compile(
    r"\((?:đứng |ngồi )?(?:giữa|bìa|bên (?:trái|phải)|áo|ngoài cùng|hàng đầu|thứ (?:hai|ba|tư|\d) từ)\b[^)]*\)"
)


def is_caption(low: str) -> bool:
    """A short paragraph that describes a picture. Called on levelled lines behind the lead."""
    if len(low) > 320 or (_POINT.match(low) and not low.startswith(("(ảnh", "- ảnh"))):
        return False
    if cues.CAPTION_END.search(low) and len(low) < 300 and low.count(". ") <= 2:
        return True
    if low.startswith(("(ảnh", "ảnh:", "ảnh -")) or (len(low) < _PICTURED and _STANDS.search(low)):
        return True
    is_open = not low.endswith(_CLOSED[:8])
    if cues.CAPTION_START.match(low) and not _CAPTION_STOP.search(low):
        return is_open or (len(low) <= 100 and _is_single(low))
    has_act = bool(cues.CAPTION_ACT.search(low)) and bool(_WHO.search(low) or "cử tri" in low)
    if is_open:
        return has_act and len(low) <= 260
    return (
        has_act
        and len(low) <= 200
        and _is_single(low)
        and bool(_AT_SESSION.search(low))
        and not _CAPTION_STOP.search(low)
    )


def _is_author(text: str) -> bool:
    words = [word for word in re.split(r"[\s\-–&/,.()]+", text) if word]
    return 0 < len(words) <= 8 and len(text) <= 60 and all(word[0].isupper() for word in words)


def _title_at(page: Page, lines: Sequence[Line], rules: Sequence[str], lead: int) -> int | None:
    """Of the lines above the lead, the one that says most of what the lead says."""
    words = set(fold(page.of(lines[lead])[:600]).split())
    best, best_score = None, 0.0
    for i in range(lead):
        text = page.of(lines[i])
        tokens = fold(text).split()
        if rules[i] or len(tokens) < 5 or (text.endswith(".") and len(text) > _LONG):
            continue
        score = sum(token in words for token in tokens) / (len(tokens) + 2) + i / (20 * lead)
        if score > best_score:
            best, best_score = i, score
    return best


class _Tail:
    """Finds where the story ends, and what below it is not the story's."""

    def __init__(
        self, page: Page, lines: Sequence[Line], lows: Sequence[str], rules: Sequence[str], lead: int
    ) -> None:
        self._lows, self._rules, self._lead = lows, rules, lead
        self._closed = self._last_mark(page, lines)
        self._marker = self._tail_marker()
        self.last = self._last_body()

    def _last_mark(self, page: Page, lines: Sequence[Line]) -> int | None:
        """The line with the closing "./." when most of the story stands above it."""
        marks = [
            i for i, low in enumerate(self._lows) if i >= self._lead and low.endswith(("./.", './."', "/."))
        ]
        return marks[-1] if marks else None

    def _is_story(self, i: int) -> bool:
        return not self._rules[i] and len(self._lows[i]) >= _STORY and self._lows[i].endswith(_CLOSED)

    def _tail_marker(self) -> int:
        """The heading of what stands below. One in mid-story, a box of links, does not end it."""
        for i in range(self._lead + 1, len(self._lows)):
            if not cues.TAIL.match(self._lows[i]):
                continue
            stories = [j for j in range(i + 1, len(self._lows)) if self._is_story(j)]
            is_new = bool(stories) and _lead_score(self._lows[stories[0]]) >= _LEAD_ENOUGH + 2
            ended = self._closed is not None and self._closed < i
            ended |= i - 1 > self._lead and (self._rules[i - 1] == "source" or len(self._lows[i - 1]) < 40)
            if len(stories) < 2 or is_new or ended:
                return i
        return len(self._lows)

    def _last_body(self) -> int:
        closed = self._closed if self._closed is not None and self._closed < self._marker else None
        if closed is not None and not any(
            _is_body(low) and not is_caption(low) for low in self._lows[closed + 1 : self._marker]
        ):
            return closed
        bodies = [
            i
            for i in range(self._lead, self._marker)
            if not self._rules[i] and _is_body(self._lows[i]) and not is_caption(self._lows[i])
        ]
        return bodies[-1] if bodies else self._lead

    @property
    def marker(self) -> int:
        return self._marker


def _below(i: int, low: str, text: str, rule: str, marker: int) -> tuple[Part, str]:
    """A line under the last paragraph of the story."""
    if rule:
        return Part.DROPPED, rule
    if i >= marker:
        return Part.DROPPED, "below-story"
    if is_caption(low):
        return Part.CAPTION, "caption"
    return Part.DROPPED, "author" if _is_author(text) else "below-story"


def _inside(low: str, rule: str, is_official: bool) -> tuple[Part, str]:
    """A line between the lead and the last paragraph."""
    if not (is_official and _POINT.match(low)) and is_caption(low):
        return Part.CAPTION, "caption"
    if rule and not (_is_body(low) and rule in {"hotline", "source", "tags", "menu"} and len(low) > 80):
        return Part.DROPPED, rule
    if cues.TAIL.match(low):
        return Part.DROPPED, "below-story"
    if not low.endswith(_CLOSED[:8]) and len(low) <= _HEADING and not low.startswith(("-", "+", "•")):
        return Part.HEADING, ""
    return Part.BODY, ""


def _above(text: str, low: str, rule: str, is_official: bool) -> tuple[Part, str]:
    if rule:
        return Part.DROPPED, rule
    if len(text) >= 80 and text.endswith((".", "!", "…", '."', ".”")):
        return Part.STANDFIRST, ""
    return (Part.HEADING, "") if is_official else (Part.DROPPED, "masthead")


def _signature_at(lows: Sequence[str], lead: int) -> int:
    """Where the addressees and signers of an official document begin."""
    for i in range(lead + 1, len(lows)):
        if cues.COPY_LIST.match(lows[i]) or re.match(
            r"^(?:thư ký|chủ tọa|chủ trì|đại diện)\b.{0,80}(?:chủ trì|thư ký|đại diện)", lows[i]
        ):
            return i
    return len(lows)


def _joint(
    page: Page, lines: Sequence[Line], lows: Sequence[str], rules: Sequence[str], official: bool
) -> list[Placed]:
    lead = _lead_at(lows, rules, official)
    first = lead or 0
    title = _title_at(page, lines, rules, lead) if lead else None
    if title is None and official:
        title = next(
            (i + 1 for i, low in enumerate(lows[:20]) if _KIND.match(low) and i + 1 < len(lows)), None
        )
    tail = _Tail(page, lines, lows, rules, first)
    signed = _signature_at(lows, first) if official else len(lows)
    rows = tables_in(page)
    placed: list[Placed] = []
    for i, line in enumerate(lines):
        text, low, rule = page.of(line), lows[i], rules[i]
        if i in rows:
            placed.append(Placed(line, Part.TABLE, row=rows[i]))
            continue
        if i == title:
            part = Part.TITLE, ""
        elif i < first:
            part = _above(text, low, rule, official)
        elif i == lead:
            part = Part.LEAD, ""
        elif i >= signed:
            part = Part.DROPPED, "signature"
        elif i <= tail.last:
            part = _inside(low, rule, official)
        else:
            part = _below(i, low, text, rule, tail.marker)
        placed.append(Placed(line, *part))
    return placed


def layout_of(page: Page, format: str = "text") -> Layout:
    """The part that each line of the page plays."""
    lows = [page.low_of(line) for line in page.lines]
    rules = [_rule_of(low, format) for low in lows]
    official = any(_OFFICIAL.match(low) for low in lows[:20])
    return Layout(tuple(_joint(page, page.lines, lows, rules, official)), official)
