"""The report from its first sentence to its last: speakers change, lists open and close, items fall out."""

from __future__ import annotations

from dataclasses import replace

from thongsuot.engines.reading import department, host, superior
from thongsuot.engines.reading.asked import addressee
from thongsuot.engines.reading.cast import Voice
from thongsuot.engines.reading.charges import extend_last
from thongsuot.engines.reading.cues import sections
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.layout import Layout, Part
from thongsuot.engines.reading.model import ItemKind
from thongsuot.engines.reading.opening import Opener, Opening
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.people import Crowd
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.quotes import obliges, quotation, whole_quotes
from thongsuot.engines.reading.replies import request_in
from thongsuot.engines.reading.rows import Reader
from thongsuot.engines.reading.scene import NARRATOR, Row, Scene
from thongsuot.engines.reading.segments import Range, segments
from thongsuot.engines.reading.turns import SPOKEN, Turns
from thongsuot.engines.reading.work import alone

_CLASSIFY = {
    Voice.NARRATOR: host.classify,
    Voice.HOST: host.classify,
    Voice.DEPARTMENT: department.classify,
    Voice.SUPERIOR: superior.classify,
}
_LABEL = 60
_STAFF = frozenset({"cán", "công", "đảng", "mỗi", "từng"})


class Story(Turns):
    """Walks over the body of a page and fills the scene with items."""

    def __init__(self, page: Page, layout: Layout, crowd: Crowd, scene: Scene) -> None:
        super().__init__(page, layout, crowd, scene)
        self._rows = Reader(page, crowd, scene)
        self._replies_next = False

    def read(self) -> None:
        for placed in self._layout.of(Part.LEAD, Part.BODY, Part.HEADING, Part.TABLE):
            if placed.row:
                self._rows.read(placed.row)
            elif placed.part is Part.HEADING:
                self._heading(placed.line)
            elif placed.part is not Part.TABLE:
                self.block(placed.line, is_lead=placed.part is Part.LEAD)
                if placed.part is Part.LEAD and not self._layout.is_official:
                    self.scene.turn_to(NARRATOR)  # a lead may open with words of the conclusion

    # Headings and labels of minutes and notices

    def _heading(self, line: Line) -> None:
        """A heading of a notice or of minutes says what follows; one of a press report says nothing."""
        low = self._page.low_of(line)
        numbered = sections.NUMBERED.match(low)
        if not numbered and not self._layout.is_official:
            return
        row = Row.of(self._crowd, Line(line.start + (numbered.end() if numbered else 0), line.end))
        if self._section == "tasks" and row.tokens and (organ := alone(row)):
            self.scene.open(ItemKind.DIRECTIVE)  # "1. UBND xã Vị Xuyên" over points of what it shall do
            self.scene.assignees = self.scene.charged(row, organ)
            return
        is_upper = bool(sections.ROMAN.match(low)) or self._page.of(line).isupper()
        if self._section == "replies" and numbered and self._asked(row):
            return
        known = sections.section_of(low)
        self._section = known or ("" if is_upper or self._is_concluded else self._section)
        if self._section == "attendance":
            return
        self._enter_section(row, low)
        person = next((m for m in row.people.all() if " " in m.name), None)
        if person and (found := self.scene.cast.resolve(person, self._last)):
            self._speak(found)
        elif "báo cáo" in low:
            self._reporter_speaks(row)

    def _asked(self, row: Row) -> bool:
        """ "2- Đối với đề xuất X" over the reply."""
        opening = Opener(row.tokens, row.people).read(0, len(row.tokens))
        begin = opening.theme[0] if opening.theme else opening.rest + 2
        if not opening.is_request_theme and not sections.REPLIES.search(self._page.low, row.tokens[0].start):
            return False
        self._requested(row, Opening(theme=(begin, len(row.tokens))))
        return True

    def _enter_section(self, row: Row, low: str) -> None:
        scene = self.scene
        scene.mode, scene.assignees, scene.in_contrast = None, (), False
        scene.section = {
            "results": ItemKind.RESULT,
            "difficulties": ItemKind.DIFFICULTY,
            "tasks": ItemKind.DIRECTIVE,
            "replies": ItemKind.DIRECTIVE,
        }.get(self._section)
        if self._section in ("tasks", "replies"):
            organs = [
                o for k in range(len(row.tokens)) if (o := organ_at(row.tokens, k)) and o.rank > Rank.NONE
            ]
            organs = [one for one in organs if row.tokens[one.at].low != "ý"]
            scene.section_by = scene.phrase(row, organs[0]) if organs and self._section == "replies" else ""
            self._chair_speaks()
        elif self._is_concluded and self._section not in ("results", "difficulties"):
            self._chair_speaks()
        elif self._section in ("results", "difficulties", "requests"):
            self._reporter_speaks(row)
            scene.in_contrast = self._section == "difficulties"
            if self._section == "requests":
                scene.mode = ItemKind.RECOMMENDATION

    # Paragraphs

    def block(self, line: Line, *, is_lead: bool = False) -> None:
        """One paragraph."""
        low = self._page.low_of(line)
        marker = sections.MARKER.match(low)
        if self._layout.is_official and low.endswith(":") and len(low) < 90 and sections.REPLIES.search(low):
            self._heading(line)  # "4. Về đề xuất của các xã:"
            return
        row = Row.of(self._crowd, Line(line.start + (marker.end() if marker else 0), line.end))
        row.is_assessment = bool(sections.ASSESSES.search(low))
        row.is_point = bool(sections.NUMBERED.match(low)) and not row.is_assessment
        row.is_bullet = bool(marker) and not sections.NUMBERED.match(low)
        if not row.tokens or self._section == "attendance":
            return
        if not marker and self.scene.speaker.voice is not Voice.SUPERIOR:
            self.scene.in_contrast = self.scene.in_contrast and self._section == "difficulties"
        self.scene.asked_topic = ""
        self.scene.is_reply, self._replies_next = self._replies_next, False
        is_label = low.endswith(":") and len(low) < _LABEL
        start = self._label(row) if marker or self._layout.is_official or is_label else 0
        if start >= len(row.tokens):
            return
        if asked := sections.REQUESTED.match(self._page.low, row.tokens[0].start):
            self._asked_for(row, asked.end())
            return
        if self._layout.is_official and sections.CONCLUDES.search(low):
            self._conclude(row)
            return
        if self._heads_points(row):
            return
        start = self._replied(row) or self._behind_label(row) or start
        ranges = whole_quotes(row, self.scene.sentences(row, line, start))
        for n, (at, to) in enumerate(ranges):
            if is_lead and n == 0:
                continue
            if quoted := self._quote(row, at, to):
                self._say(row, *quoted)
            elif not sections.ATTENDANCE.match(self._page.low, row.tokens[at].start):
                self._sentence(row, at, to, is_first=n == 0)

    def _behind_label(self, row: Row) -> int:
        """Where "Ý kiến kết luận: ..." under a numbered request begins; 0 without it."""
        label = sections.REPLY.match(self._page.low, row.tokens[0].start) if self.scene.is_reply else None
        return next((k for k, token in enumerate(row.tokens) if label and token.start >= label.end()), 0)

    def _replied(self, row: Row) -> int:
        """ "3.1. Đề xuất X: ...": the request, and where what is said to it begins; 0 when there is none."""
        found = request_in(row) if self._section == "replies" else None
        if found is None:
            return 0
        asker, begin, end = found
        kept = self.scene.section_by
        self.scene.section_by = self.scene.words(row, (0, asker)) if asker else kept
        self._requested(row, Opening(theme=(begin, end)))
        self.scene.section_by = kept
        return end + 1

    def _conclude(self, row: Row) -> None:
        """ "..., đồng chí Bí thư Tỉnh ủy có ý kiến kết luận như sau:": all that follows is the chair's."""
        self._chair_speaks()
        self._is_concluded = self.scene.cast.chair is not None
        self.scene.mode, self.scene.assignees, self.scene.in_contrast = None, (), False

    def _heads_points(self, row: Row) -> bool:
        """ "2.1. Sở Xây dựng:": who is charged with the points below."""
        organ = alone(row) if row.tokens[-1].low == ":" else None
        if self.scene.speaker.voice is not Voice.SUPERIOR or organ is None:
            return False
        self.scene.open(ItemKind.DIRECTIVE)
        self.scene.assignees = self.scene.charged(row, organ)
        return True

    def _quote(self, row: Row, at: int, to: int) -> Range | None:
        """A quotation whose speaker is named behind it, who speaks then."""
        found = quotation(row, at, to)
        person = self.scene.cast.resolve(found[1], self._last) if found else None
        if found is None or person is None:
            return None
        self._speak(person)
        return found[0]

    def _say(self, row: Row, at: int, to: int) -> None:
        """Words quoted: duties in them are directives when a superior speaks."""
        kept = self.scene.mode
        is_superior = self.scene.speaker.voice is Voice.SUPERIOR
        for begin, end in self.scene.sentences(row, Line(0, row.tokens[to - 1].end), at):
            for a, b in segments(row.tokens, begin, min(end, to), superior=is_superior):
                if is_superior:
                    self.scene.mode = ItemKind.DIRECTIVE if obliges(row, (a, b)) else None
                self._clause(row, (a, b), row.opener.read(a, b), continues=a > begin)
        self.scene.mode = self.scene.mode or kept

    def _sentence(self, row: Row, at: int, to: int, is_first: bool) -> None:
        if row.is_point and not is_first and self._joins(row, at, to):
            return
        if sections.OF_SESSION.match(self._page.low, row.tokens[at].start):
            return
        if sections.FORMULA.search(self._page.low[row.tokens[at].start : row.tokens[to - 1].end]):
            return
        self.scene.cast.hear(self._page.low[row.tokens[at].start : row.tokens[to - 1].end])
        opening = row.opener.read(at, to)
        row.is_point |= opening.is_point and not row.is_assessment
        self.scene.is_fresh = False
        self._demote(row, opening)
        self._turn(row, opening)
        is_superior = self.scene.speaker.voice is Voice.SUPERIOR
        in_point = row.is_point and is_superior
        parts = segments(row.tokens, at, to, superior=is_superior, is_point=in_point)
        self.scene.is_listed, self.scene.unsaid = len(parts) > 1, None
        before, silent = len(self.scene.items), False
        for n, part in enumerate(parts):
            part_opening = row.opener.read(*part)
            self._demote(row, part_opening)
            if silent and not part_opening.has_subject and not part_opening.move:
                continue
            if n:
                self._turn(row, part_opening, inside=True)
            made = len(self.scene.items)
            self._clause(row, part, part_opening, continues=n > 0)
            self.scene.unsaid = part if len(self.scene.items) == made else None
            silent = n == 0 and _is_talk(opening) and len(self.scene.items) == before
        self._behalf = ""

    def _demote(self, row: Row, opening: Opening) -> None:
        """Among directives "Công an thành phố chỉ đạo lực lượng ..." tells what to do, not who speaks."""
        scene, move = self.scene, opening.move
        listed = scene.speaker.voice is Voice.SUPERIOR and (
            scene.mode is ItemKind.DIRECTIVE or scene.section is ItemKind.DIRECTIVE
        )
        person = opening.person
        is_told = listed and move is not None and move.kind is Move.ORDER
        if (
            is_told
            and person
            and row.tokens[person.to].low == "trực"
            and self.scene.cast.resolve(person, self._last) not in (None, scene.cast.chair)
        ):
            opening.move, opening.content = None, person.to
            return
        if (
            listed
            and move
            and opening.organ
            and move.kind in SPOKEN
            and ACTIONS.at(row.tokens, move.at)
            and not opening.is_reply
            and not (
                move.kind is not Move.REQUEST
                and self.scene.phrase(row, opening.organ).lower() in sections.DELEGATION
            )
        ):
            opening.move, opening.content = None, opening.organ.to

    def _joins(self, row: Row, at: int, to: int) -> bool:
        """A second sentence of a point without subject and call belongs to the directive before it."""
        scene = self.scene
        opening = row.opener.read(at, to)
        opening = _without_staff(row, opening)
        if (
            opening.has_subject
            or opening.move
            or opening.theme
            or scene.mode is not ItemKind.DIRECTIVE
            or not scene.items
        ):
            return False
        return extend_last(scene, row, (at, to))

    def _clause(self, row: Row, part: Range, opening: Opening, continues: bool) -> None:
        if opening.theme and (self._section == "replies" or self._heads_reply(row, opening)):
            self._requested(row, opening)
        voice = self.scene.speaker.voice
        classify = host.classify if row.is_assessment and voice is Voice.SUPERIOR else _CLASSIFY[voice]
        classify(self.scene, row, part, opening, continues)

    def _heads_reply(self, row: Row, opening: Opening) -> bool:
        """ "Đối với đề xuất X: giao Sở A ..." in a notice that gave replies no heading."""
        end = opening.theme[1] if opening.theme else len(row.tokens)
        return (
            self._layout.is_official
            and opening.is_request_theme
            and end < len(row.tokens)
            and row.tokens[end].low == ":"
        )

    def _asked_for(self, row: Row, start: int) -> None:
        """ "Kiến nghị 2: Đề nghị Sở A ...": one request, whoever speaks."""
        first = next((k for k, token in enumerate(row.tokens) if token.start >= start), len(row.tokens))
        self._replies_next = True
        to, at = addressee(self.scene, row, first, len(row.tokens))
        self.scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (at, len(row.tokens)),
            "recommendation.numbered",
            0.85,
            by=self.scene.section_by,
            to=to,
        )

    def _requested(self, row: Row, opening: Opening) -> None:
        """ "Về kiến nghị X: ..." in a notice names a request that stands nowhere else."""
        at, to = opening.theme or (0, 0)
        while at < to and row.tokens[at].low in ("kiến", "nghị", "đề", "xuất", "của", "các", "việc", "về"):
            at += 1
        if to - at < 3:
            return
        kept = self.scene.mode
        asked = self.scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (at, to),
            "recommendation.heading",
            0.75,
            by=self.scene.section_by or self.scene.cast.there,
        )
        self.scene.asked_topic = asked.topic if asked else ""
        self.scene.is_reply = True
        self.scene.mode = kept


def _without_staff(row: Row, opening: Opening) -> Opening:
    """ "Cán bộ dưới 45 tuổi phải ..." in a point charges nobody but whom the point charges."""
    if (
        opening.organ
        and row.tokens[opening.organ.at].low in _STAFF
        and opening.move
        and opening.move.kind is Move.NEED
    ):
        return replace(opening, organ=None, move=None)
    return opening


def _is_talk(opening: Opening) -> bool:
    return opening.move is not None and opening.move.kind in (Move.TALK, Move.REPLY, Move.RECEIVE, Move.TELL)
