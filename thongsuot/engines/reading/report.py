"""A commune's own report: sections of results, difficulties, plans and requests, each a list of points.

What a point is, its section says; no verb has to. A point is one item, whatever sentences it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from thongsuot.engines.reading import superior
from thongsuot.engines.reading.cast import Voice
from thongsuot.engines.reading.cues import report as cues
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.layout import Layout, Part, Placed
from thongsuot.engines.reading.model import ItemKind, UnitMention
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.people import Crowd
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.places import Atlas, Found, mention, units_in
from thongsuot.engines.reading.rows import Reader
from thongsuot.engines.reading.scene import Row, Scene, Speaker
from thongsuot.engines.reading.segments import Range, segments
from thongsuot.engines.reading.story import Story

_HEAD = 25
_SHORT_HEAD = 120
_KINDS = {
    "ubnd": "UBND",
    "ủy ban nhân dân": "UBND",
    "hđnd": "HĐND",
    "hội đồng nhân dân": "HĐND",
    "ủy ban mttq": "Ủy ban MTTQ",
}


def is_report(page: Page) -> bool:
    """Whether the document calls itself a report."""
    return any(cues.TITLE.match(page.low_of(line)) for line in page.lines[:_HEAD])


def reporter(page: Page, atlas: Atlas) -> tuple[str, Found] | None:
    """The body that reports and its unit, from the letterhead of one or two lines."""
    lines = page.lines[:8]
    for line, after in zip(lines, [*lines[1:], Line(0, 0)], strict=True):
        low = page.low_of(line)
        found = cues.LETTERHEAD.match(low)
        if not found:
            continue
        body = next((name for words, name in _KINDS.items() if found.group().startswith(words)), "Đảng ủy")
        for place in (line, after):
            column = Line(place.start, _column_end(page, place.start, place.end))
            if cues.UNIT.search(page.low_of(column)) and (unit := _unit(page, column, atlas)):
                return f"{body} {unit.kind} {unit.name}", unit
    return None


def _unit(page: Page, line: Line, atlas: Atlas) -> Found | None:
    """The unit of a letterhead, whose name may stand in capitals: the first line that writes it small names it."""
    at = cues.UNIT.search(page.low, line.start, line.end)
    if at is None:
        return None
    end = line.end
    named = page.low[at.start() : end].strip(" .-*")
    for other in page.lines[:_HEAD]:
        start = page.low.find(named, other.start, other.end)
        if start >= 0 and not page.text[start : start + len(named)].isupper():
            found = next(units_in(page.row(start, start + len(named)), page.text, atlas), None)
            if found:
                return found
    kind = next(word for word in ("đặc khu", "phường", "xã") if named.startswith(word))
    name = page.text[at.start() + len(kind) : end].strip(" .-*").title()
    tokens = page.row(at.start(), end)
    return Found(name, kind, 0, len(tokens), at.start(), end) if name else None


def _column_end(page: Page, start: int, end: int) -> int:
    """Where the left column of a letterhead of two columns ends."""
    gap = page.low.find("  ", start, end)
    return gap if gap >= 0 else end


class Report:
    """Walks over the lines of a report and fills the scene with items."""

    def __init__(self, page: Page, layout: Layout, crowd: Crowd, scene: Scene, by: str) -> None:
        self._page, self._layout, self._crowd, self.scene = page, layout, crowd, scene
        self._rows = Reader(page, crowd, scene)
        self._story = Story(page, layout, crowd, scene)
        self._section: ItemKind | None = None
        self._is_told = False  # whether a heading has said what section this is
        self._by_digit = False  # whether that heading was numbered 1, 2, 3
        self._to = ""
        scene.turn_to(Speaker(Voice.HOST, by, by))

    def read(self) -> None:
        for placed in self._lines():
            if placed.row:
                self.scene.mode = self._section
                self._rows.read(placed.row)
            elif placed.part is not Part.TABLE:
                self._line(placed.line)

    def _lines(self) -> Iterator[Placed]:
        """The lines behind the title of the kind, to where the signatures begin."""
        begun = False
        for placed in self._layout.lines:
            low = self._page.low_of(placed.line)
            if placed.rule == "signature" or (begun and low.startswith("nơi nhận")):
                return
            if begun and placed.part is not Part.CAPTION:
                yield placed
            begun |= bool(cues.TITLE.match(low))

    def _line(self, line: Line) -> None:
        low = self._page.low_of(line)
        if cues.END.match(low):
            return
        if self._is_heading(line, low):
            return
        if cues.CAUSE.match(low) or (self._is_told and self._section is None):
            return
        if not self._is_told:
            self.scene.in_contrast = False
            self._story.block(line)
            return
        marker = cues.NUMBER.match(low)
        start = line.start + (marker.end() if marker else 0)
        row = Row.of(self._crowd, Line(start, line.end))
        if not row.tokens:
            return
        row.is_point = marker is not None
        if self._section is ItemKind.RESULT:
            self._result(row, line)
        elif self._section is ItemKind.DIFFICULTY:
            self._difficulty(row, line)
        elif self._section is ItemKind.RECOMMENDATION:
            self._request(row, line.end)
        else:
            self._plan(row)

    def _is_heading(self, line: Line, low: str) -> bool:
        """A short line that opens a section; numbered ones without a known word are only headings within it."""
        if len(low) > _SHORT_HEAD or low.endswith((".", ";", "…")):
            return False
        text = self._page.of(line)
        numbered = cues.MAJOR.match(low)
        is_major = text.isupper() or bool(numbered)
        if not is_major and not low.endswith(":"):
            return False
        body = low[numbered.end() :].strip() if numbered else low
        known, section = cues.section_of(body)
        is_digit = numbered is not None and numbered.group()[0].isdigit()
        if text.isupper() or (numbered and not is_digit):
            if known:
                self._enter(section, by_digit=False)
            return known or text.isupper()
        if known and (_begins_section(body, section, self._section) or (is_digit and not self._is_told)):
            self._enter(section, by_digit=is_digit)
            return True
        if is_digit and self._by_digit and self._section is not ItemKind.RECOMMENDATION:
            self._is_told = self._by_digit = False
            return True
        if self._section is ItemKind.RECOMMENDATION:
            return self._heads_requests(line, numbered.end() if numbered else 0)
        return self._section is not ItemKind.DIFFICULTY and (low.endswith(":") or len(body.split()) <= 14)

    def _enter(self, section: ItemKind | None, *, by_digit: bool) -> None:
        self._section, self._to, self._is_told, self._by_digit = section, "", True, by_digit

    def _heads_requests(self, line: Line, skip: int) -> bool:
        """ "2. Với UBND tỉnh:", "(3) Kiến nghị UBND tỉnh:": to whom the lines below go."""
        start = line.start + skip
        told = cues.TO.match(self._page.low, start, line.end)
        body = self._page.text[told.end() if told else start : line.end].strip(" :.")
        row = Row.of(self._crowd, Line(told.end() if told else start, line.end))
        organ = organ_at(row.tokens, 0) if row.tokens else None
        last = [token for token in row.tokens if token.is_word]
        if (organ and organ.to >= len(last)) or (told and len(body.split()) <= 10 and not _asks(row)):
            self._to = body
            return True
        return self._page.low_of(line).endswith(":")

    # Points

    def _themeless(self, row: Row) -> int:
        """Where a point begins behind "Về tổ chức bộ máy:"."""
        colon = next((k for k in range(min(14, len(row.tokens))) if row.tokens[k].low == ":"), 0)
        return colon + 1 if 0 < colon < len(row.tokens) - 2 else 0

    def _words(self, row: Row, part: Range) -> str:
        return self._page.low[row.tokens[part[0]].start : row.tokens[part[1] - 1].end]

    def _result(self, row: Row, line: Line) -> None:
        skip = self._themeless(row)
        for at, to in self.scene.sentences(row, line, 0):
            for part in segments(row.tokens, max(at, skip), to):
                if cues.DONE.search(self._words(row, part)) and part[1] - part[0] > 3:
                    self.scene.add(
                        ItemKind.RESULT,
                        row,
                        part,
                        "result.section",
                        0.75,
                        by=self.scene.speaker.by,
                        keep_subject=True,
                    )

    def _difficulty(self, row: Row, line: Line) -> None:
        skip = self._themeless(row)
        whole = (skip, len(row.tokens))
        parts = [whole] if row.is_point else self.scene.sentences(row, line, 0)
        for part in parts:
            low = self._words(row, part) if part[1] > part[0] else ""
            if part[1] - part[0] > 3 and not cues.OVERCOME.search(low) and not cues.CAUSE.match(low):
                self.scene.add(
                    ItemKind.DIFFICULTY,
                    row,
                    part,
                    "difficulty.section",
                    0.9 if row.is_point else 0.7,
                    by=self.scene.speaker.by,
                    keep_subject=True,
                )

    def _request(self, row: Row, end: int) -> None:
        """ "[Đề nghị] [Sở X][:] A; B": each of A and B, to X."""
        at, to = self._addressed(row)
        low = self._page.low[row.tokens[0].start : end]
        again = cues.AGAIN.search(low)
        stop = row.tokens[0].start + again.start() if again else end
        self.scene.raised_before = again is not None
        last = next((k for k, token in enumerate(row.tokens) if token.start >= stop), len(row.tokens))
        for part in segments(row.tokens, at, last):
            self.scene.add(
                ItemKind.RECOMMENDATION,
                row,
                part,
                "recommendation.section",
                0.9,
                by=self.scene.speaker.by,
                to=to or self._to,
            )
        self.scene.raised_before = False

    def _addressed(self, row: Row) -> tuple[int, str]:
        """Where the matter of a request begins, and to whom it goes, "" when the point does not say."""
        at = 0
        told = cues.TO.match(self._page.low, row.tokens[0].start) or cues.ASKS.match(
            self._page.low, row.tokens[0].start
        )
        if told:
            at = next((k for k, token in enumerate(row.tokens) if token.start >= told.end()), 0)
        organ = organ_at(row.tokens, at)
        if organ is None:
            colon = self._themeless(row)
            if told and colon:
                return colon, self.scene.words(row, (at, colon - 1))
            return at, ""
        behind = organ.to + (organ.to < len(row.tokens) and row.tokens[organ.to].low in (":", ","))
        return behind, self.scene.phrase(row, organ)

    def _plan(self, row: Row) -> None:
        """What a plan gives to somebody by name; the rest is the body's own intention."""
        organ = organ_at(row.tokens, 0)
        if organ is None or organ.to >= len(row.tokens) or not ACTIONS.at(row.tokens, organ.to):
            return
        part = (0, len(row.tokens))
        superior.classify(self.scene, row, part, row.opener.read(*part), continues=False)


def _asks(row: Row) -> bool:
    return any(ACTIONS.at(row.tokens, k) for k in range(len(row.tokens)))


def _begins_section(body: str, section: ItemKind | None, now: ItemKind | None) -> bool:
    """A numbered line within a section opens another only where it begins with the word for it."""
    if section is now:
        return False
    words = {
        ItemKind.DIFFICULTY: (
            "khó khăn",
            "hạn chế",
            "tồn tại",
            "những khó khăn",
            "một số khó khăn",
            "vướng mắc",
        ),
        ItemKind.RECOMMENDATION: ("kiến nghị", "đề xuất", "đề nghị"),
        ItemKind.RESULT: ("kết quả", "ưu điểm", "những kết quả"),
        ItemKind.DIRECTIVE: ("phương hướng", "nhiệm vụ", "giải pháp"),
        None: ("nguyên nhân", "đặc điểm", "bài học"),
    }
    return body.startswith(words[section]) and not (section is ItemKind.RECOMMENDATION and _names_one(body))


def _names_one(body: str) -> bool:
    """ "kiến nghị Sở Y tế ..." is a request, no heading."""
    return any(word in body.split() for word in ("sở", "ubnd", "tỉnh", "chính", "bộ", "hđnd", "trung"))


def host_of(page: Page, atlas: Atlas) -> tuple[str, UnitMention] | None:
    """The body that reports, and its unit as host of the record."""
    if not is_report(page) or (found := reporter(page, atlas)) is None:
        return None
    body, unit = found
    return body, mention(unit, atlas, "host.report")
