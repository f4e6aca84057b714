"""Who was there: persons and groups, on which side, and who led."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from thongsuot.engines.reading.cast import Cast, Person, organisation_of
from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.cues.titles import LEADS
from thongsuot.engines.reading.layout import Layout, Part, Placed
from thongsuot.engines.reading.model import Participant, Side, Span
from thongsuot.engines.reading.page import Page
from thongsuot.engines.reading.people import Crowd, Mention
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.tokens import Shape, Token
from thongsuot.engines.text.sentences import sentences

_GOES = re.compile(r"(?:tham gia (?:đoàn|cùng đoàn)|cùng đi|cùng đoàn|thành viên đoàn)")
_RECEIVES = re.compile(
    r"(?:về phía (?:địa phương|xã|phường|đặc khu|đảng ủy|huyện|lãnh đạo)|tiếp (?:và làm việc|đoàn)"
    r"|đón (?:tiếp|và làm việc))"
)
_ATTENDS = re.compile(
    r"(?:cùng dự|tham dự|cùng tham dự|cùng tham gia|dự (?:buổi|hội nghị|cuộc|có|còn)|tham gia (?:đoàn"
    r"|buổi|cùng|có)|cùng đi|cùng đoàn|về phía|tiếp và làm việc|tiếp đoàn|đón tiếp|đón và làm việc"
    r"|cùng làm việc|cùng chủ trì|đồng chủ trì)\b"
)
_NOT_HERE = frozenset(
    {"của", "cố", "giao", "gương", "tặng", "cho", "kính", "mẹ", "liệt", "đường", "phố", "anh"}
)
_CHAIRS = re.compile(r"chủ trì|trưởng đoàn|làm trưởng đoàn|dẫn đầu")
_HOST_HEAD = re.compile(
    r"(?:ubnd|đảng ủy|hđnd|về phía|đại diện)?\s*(?:xã|phường|đặc khu|địa phương|đơn vị)\b"
)
_CONFIDENCE = {
    "person.lead": 0.97,
    "person.attendance": 0.95,
    "person.caption": 0.85,
    "person.speaker": 0.9,
    "person.mentioned": 0.7,
}
_START = attrgetter("start")
_VOTER = "person.voter"
"""Voters who speak are named with what they say, but are no participants."""
_LONGEST_GROUP = 160


def _rule(placed: Placed, low: str) -> str:
    if placed.part is Part.CAPTION:
        return "person.caption"
    if placed.part is Part.LEAD:
        return "person.lead"
    return "person.attendance" if _ATTENDS.match(low) or low.startswith(("-", "+")) else "person.speaker"


def _is_here(tokens: Sequence[Token], mention: Mention, rule: str) -> bool:
    """Whether a person named is one who came: not one of whom or to whom something is told."""
    if not mention.name or mention.is_collective:
        return False
    before = tokens[mention.at - 1].low if mention.at else ""
    return rule != "person.speaker" or (
        before not in _NOT_HERE and bool(mention.titles or mention.is_honoured)
    )


def _side(low: str, rule: str) -> Side | None:
    if _GOES.match(low):
        return Side.DELEGATION
    if _RECEIVES.match(low):
        return Side.HOST
    return Side.DELEGATION if rule == "person.lead" else None


class Register:
    """Fills the cast from the paragraphs of a page, and tells the participants."""

    def __init__(self, page: Page, layout: Layout, crowd: Crowd, cast: Cast) -> None:
        self._page, self._layout, self._crowd, self._cast = page, layout, crowd, cast
        self._groups: list[Participant] = []
        self._concluders: list[Person] = []

    def fill(self) -> None:
        section: Side | None = None
        in_list = False
        for placed in self._layout.of(
            Part.LEAD, Part.BODY, Part.HEADING, Part.CAPTION, Part.STANDFIRST, Part.TITLE
        ):
            low = self._page.low_of(placed.line)
            if placed.part is Part.HEADING:
                in_list = ("thành phần" in low) or (in_list and not re.match(r"[ivx]+\.", low))
                section = (
                    (
                        Side.HOST
                        if _HOST_HEAD.search(low) and "tổ công tác" not in low and "đoàn" not in low
                        else Side.DELEGATION
                    )
                    if in_list
                    else None
                )
            self._paragraph(placed, section if in_list else None)
        self._choose_chair()

    def _paragraph(self, placed: Placed, listed: Side | None) -> None:
        tokens, found = self._crowd.of(placed.line.start, placed.line.end)
        everybody = found.all()
        for at, end in sentences(self._page.text, placed.line.start, placed.line.end):
            low = self._page.low[at:end]
            rule = "person.attendance" if listed else _rule(placed, low.lstrip("-+• "))
            people = [one for one in everybody if at <= tokens[one.at].start < end]
            for mention in people:
                if _is_here(tokens, mention, rule) and placed.part is not Part.TITLE:
                    self._meet(tokens, mention, rule, listed or _side(low, rule), low)
            if rule == "person.attendance" or (placed.part is Part.LEAD and ";" in low):
                first, last = (bisect_left(tokens, edge, key=_START) for edge in (at, end))
                self._note_groups(tokens[first:last], people, first, listed or _side(low, rule))

    def _meet(
        self, tokens: Sequence[Token], mention: Mention, rule: str, side: Side | None, low: str
    ) -> None:
        start = tokens[mention.name_at].start
        span = Span(start, start + len(mention.name))
        person = self._cast.named(mention, span, _VOTER if self._is_voter(tokens, mention) else rule)
        if person.rule == "person.caption" and rule != "person.caption":
            person.rule, person.span = rule, span
        person.side = person.side or side
        near = self._page.low[
            tokens[mention.at].start - 40 if tokens[mention.at].start > 40 else 0 : tokens[mention.to - 1].end
            + 45
        ]
        if rule == "person.lead" or rule == "person.attendance":
            leads = rule == "person.lead" and bool(_CHAIRS.search(near))
            person.is_chair |= leads or "chủ trì" in near[40:]
            if re.search(r"làm (?:tổ )?trưởng (?:đoàn|tổ)", near.lower()) and rule == "person.lead":
                person.learn([near_title(self._page.text, tokens[mention.to - 1].end)])
        if ("kết luận" in low[:90] and rule == "person.speaker") or (
            rule == "person.caption" and "kết luận" in low
        ):
            self._concluders.append(person)

    def _choose_chair(self) -> None:
        """Who concludes, else who is said to chair, else the first person of the lead who is no host."""
        people = list(self._cast.people.values())
        tops = [p for p in self._concluders if p.rank > self._cast.host_rank]
        chairs = (
            tops
            or [p for p in people if p.is_chair]
            or [p for p in people if p.rule == "person.lead" and p.rank > self._cast.host_rank]
            or people
        )
        for person in people:
            person.is_chair = False
        if chairs:
            self._cast.chair = chairs[0]
            chairs[0].is_chair = True

    def _note_groups(
        self, tokens: Sequence[Token], people: Sequence[Mention], first: int, side: Side | None
    ) -> None:
        """ "đại diện lãnh đạo các sở", "Bí thư, Chủ tịch UBND các xã A, B": groups, not persons."""
        taken = [(m.at - first, m.to - first) for m in people if m.name]
        i = 0
        while i < len(tokens):
            inside = next((to for at, to in taken if at <= i < to), 0)
            if inside:
                i = inside
                continue
            if tokens[i].low in (";", ":", "có", "gồm", "cùng", ",", "còn") and i + 1 < len(tokens):
                i = self._group(tokens, i + 1, side)
                continue
            i += 1

    def _group(self, tokens: Sequence[Token], i: int, side: Side | None) -> int:
        while i < len(tokens) and tokens[i].low in ("có", "và", "cùng", "còn", ":"):
            i += 1
        if i >= len(tokens) or tokens[i].low in ("đồng", "ông", "bà"):
            return i
        if (lead := LEADS.at(tokens, i)) and lead.to < len(tokens) and tokens[lead.to].low in (":", "là"):
            return lead.to
        organ = organ_at(tokens, i)
        is_titles = tokens[i].low in ("bí", "chủ", "các", "trưởng") and tokens[i].shape is not Shape.MARK
        if organ is None and not is_titles:
            return i
        end = next((k for k in range(i, len(tokens)) if tokens[k].low in (";", ".")), len(tokens))
        stop = organ.to if organ and not is_titles else end
        span = Span(tokens[i].start, tokens[stop - 1].end)
        name = " ".join(self._page.text[span.start : span.end].split())
        if (
            stop - i >= 2
            and len(name) <= _LONGEST_GROUP * 2
            and not any(hit.kind is not Move.NEUTRAL for hit in MOVES.hits(tokens, i, stop))
        ):
            self._groups.append(
                Participant(name, (), "", side or Side.OTHER, True, False, span, 0.7, "group.attendance")
            )
        return max(stop, i + 1)

    def _is_voter(self, tokens: Sequence[Token], mention: Mention) -> bool:
        return tokens[mention.at].low == "cử" and not mention.titles

    def participants(self) -> tuple[Participant, ...]:
        people = [person for person in self._cast.people.values() if person.rule != _VOTER]
        found = [self._participant(person) for person in people if person.titles or person.is_chair]
        return tuple(sorted([*found, *self._distinct_groups()], key=lambda p: (p.span.start, p.span.end)))

    def _distinct_groups(self) -> Iterator[Participant]:
        seen: set[str] = set()
        for group in self._groups:
            if group.name not in seen:
                seen.add(group.name)
                yield group

    def _participant(self, person: Person) -> Participant:
        side = person.side
        if side is None:
            side = (
                Side.HOST
                if Rank.NONE < person.rank <= max(self._cast.host_rank, Rank.COMMUNE)
                else Side.DELEGATION
                if person.rank > Rank.NONE
                else Side.OTHER
            )
        titles = tuple(" ".join(title.split()) for title in person.titles)
        return Participant(
            person.name,
            titles,
            organisation_of(titles),
            side,
            False,
            person.is_chair,
            person.span,
            _CONFIDENCE.get(person.rule, 0.7),
            person.rule,
        )


def near_title(text: str, at: int) -> str:
    """The words "Trưởng đoàn" or "Tổ trưởng" behind "làm", as they stand."""
    found = re.search(
        r"(?:[Tt]rưởng|[Tt]ổ trưởng)(?:\s+(?:[Đđ]oàn|[Tt]ổ)(?:\s+(?:công tác|giám sát|kiểm tra))?)?",
        text[at : at + 60],
    )
    return found[0] if found else "Trưởng đoàn"
