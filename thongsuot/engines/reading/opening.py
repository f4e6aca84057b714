"""How a sentence opens: connectors, what it is about, who speaks and with which verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import LINKS, MOVES, OPENERS, THEMES, Link, Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.lexicon import Hit
from thongsuot.engines.reading.people import Mention, People
from thongsuot.engines.reading.phrases import Organ, bare, organ_at
from thongsuot.engines.reading.tokens import Shape, Token

_REACH = 45
_SHORT_OPENER = 16
_GAP = 9
_ENOUGH_SAID, _SHORTEST_OPENER = 5, 7
_PARTICIPLES = frozenset(
    {Move.TALK, Move.CONCLUDE, Move.TELL, Move.REPLY, Move.PRAISE, Move.EMPHASISE, Move.NEUTRAL}
)
_VOWS = frozenset({"hứa", "cam"})
_SPEECH = frozenset(Move) - {Move.NEED, Move.WILL, Move.NEUTRAL}


@dataclass(slots=True)
class Opening:
    """`at` is the first token, `rest` the one behind the connectors; `content` the one behind subject and verb."""

    at: int = 0
    rest: int = 0
    content: int = 0
    theme: tuple[int, int] | None = None
    person: Mention | None = None
    organ: Organ | None = None
    move: Hit[Move] | None = None
    behalf: Organ | None = None
    reporter: Organ | Mention | None = None
    is_conclusion: bool = False
    is_reply: bool = False
    is_contrast: bool = False
    is_point: bool = False
    is_request_theme: bool = False
    links: list[Link] = field(default_factory=list)

    @property
    def has_subject(self) -> bool:
        return self.person is not None or self.organ is not None


class Opener:
    """Reads the openings of the sentences of one row of tokens."""

    def __init__(self, tokens: Sequence[Token], people: People) -> None:
        self._tokens, self._people = tokens, people

    def read(self, at: int, to: int) -> Opening:
        """The opening of tokens [at, to)."""
        opening = Opening(at=at, rest=at)
        for _ in range(7):
            before = opening.rest
            self._strip(opening, to)
            if opening.rest == before:
                break
        self._subject(opening, to)
        return opening

    def _behind_comma(self, i: int, to: int) -> int:
        while i < to and self._tokens[i].low in (",", ":", "-", "–", "…", '"'):
            i += 1
        return i

    def _strip(self, opening: Opening, to: int) -> None:
        tokens, i = self._tokens, self._behind_comma(opening.rest, to)
        if i + 1 < to and (
            (tokens[i].low, tokens[i + 1].low) in (("cũng", "theo"), ("còn", "với"), ("còn", "theo"))
            or (tokens[i].low == "còn" and self._people.at(i + 1))
        ):
            i += 1
        link = LINKS.at(tokens, i)
        if (
            link
            and link.to < to
            and not (tokens[i].low in ("riêng", "và", "nổi") and tokens[link.to].low != ",")
        ):
            opening.links.append(link.kind)
            opening.is_contrast |= link.kind is Link.BUT
            opening.is_point |= link.kind is Link.POINT
            opening.rest = self._behind_comma(link.to, to)
            return
        person = self._people.at(i) if i < to else None
        if i >= to or (person and (person.name or person.titles)):
            opening.rest = i
            return
        theme = THEMES.at(tokens, i)
        if theme and tokens[i].low == "riêng" and self._acts(theme.to):
            opening.rest = theme.to  # "Riêng UBND xã A kiểm đếm ...": nobody else
            return
        if (
            theme
            and not (theme.to < to and tokens[theme.to].low == "phía")
            and (end := self._theme_end(theme.to, to))
        ):
            opening.is_reply |= tokens[i].low in ("trả", "giải")
            opening.is_request_theme = any(token.low in ("kiến", "đề") for token in tokens[i : theme.to + 2])
            opening.theme = theme.to, end
            opening.rest = self._behind_comma(end, to)
            return
        whom = organ_at(tokens, i + 1) if tokens[i].low == "với" else None
        if whom and whom.to < to and tokens[whom.to].low == ":":
            opening.theme = (i + 1, whom.to)  # "Với Sở Nội vụ: biệt phái ..."
            opening.rest = self._behind_comma(whom.to, to)
            return
        if tokens[i].low in OPENERS and not self._is_work(i) and (end := self._opener_end(i, to)):
            self._note(opening, i, end)
            opening.rest = self._behind_comma(end, to)
            return
        if end := self._told_end(i, to):
            self._note(opening, i, end)
            opening.rest = self._behind_comma(end, to)
            return
        opening.rest = i

    def _acts(self, i: int) -> bool:
        organ = organ_at(self._tokens, i)
        return organ is not None and ACTIONS.at(self._tokens, organ.to) is not None

    def _told_end(self, i: int, to: int) -> int:
        """Where any phrase ends behind whose comma a person speaks: "Khép lại buổi gặp, ông X chia sẻ ..."."""
        organ = organ_at(self._tokens, i)
        near = any(k - i <= _SHORTEST_OPENER for k in self._commas(i, to))
        if (self._is_work(i) and not near) or (
            organ and (organ.to >= to or self._tokens[organ.to].low != ",")
        ):
            return 0
        for k in self._commas(i, min(to, i + _SHORT_OPENER)):
            at = self._skip_links(k + 1, to)
            person = self._people.at(at) if at < to else None
            if person and not person.is_collective and to - person.to > _ENOUGH_SAID:
                said = self._move(person.to, to, has_subject=True, is_person=True)
                speaks = said and (said.kind in _SPEECH or self._tokens[said.at].low in _VOWS)
                return k if speaks else 0
        return 0

    def _is_work(self, i: int) -> bool:
        """A verb of work ("phát huy") opens an item; one of speaking ("phát biểu") precedes a subject."""
        move = MOVES.at(self._tokens, i)
        return ACTIONS.at(self._tokens, i) is not None and (move is None or move.kind not in _PARTICIPLES)

    def _note(self, opening: Opening, at: int, to: int) -> None:
        """What an opener gives away: a conclusion, a reply, on whose behalf, on whose report."""
        for hit in MOVES.hits(self._tokens, at, to):
            opening.is_conclusion |= hit.kind is Move.CONCLUDE
            opening.is_reply |= hit.kind is Move.REPLY
            opening.is_contrast |= hit.kind is Move.COMPLAIN
        first = self._tokens[at].low
        if first == "thay":
            opening.behalf = organ_at(self._tokens, at + 2)
        if first == "theo" or (first == "với" and self._people.at(at + 1)):
            opening.reporter = self._reporter(at + 1, to)
        if first == "với" and (whom := organ_at(self._tokens, at + 1)) and whom.to >= to:
            opening.theme = (at + 1, to)  # "Với xã, ông yêu cầu ..."
        if first in ("mặc", "bên", "ngoài") and any(
            t.low in ("được", "quả", "vậy", "lợi") for t in self._tokens[at:to]
        ):
            opening.is_contrast = True

    def _reporter(self, at: int, to: int) -> Organ | Mention | None:
        """Whose report it is: "Theo báo cáo của các xã", "Theo ông X"."""
        for i in range(at, min(at + 6, to)):
            found = self._people.at(i) or organ_at(self._tokens, i)
            if found:
                return found
        return None

    def _is_subject(self, i: int, to: int) -> bool:
        """Whether a clause with its own subject begins at `i`."""
        if i >= to:
            return False
        person = self._people.at(i)
        if person and not person.is_collective:
            behind = person.to + (person.to < to and self._tokens[person.to].low == ",")
            speaks = (
                behind < to and (hit := MOVES.at(self._tokens, behind)) is not None and hit.kind in _SPEECH
            )
            return speaks or (person.to < to and self._tokens[person.to].low not in (",", ";", "và"))
        organ = organ_at(self._tokens, i)
        if organ is None or organ.to >= to:
            return False
        return self._tokens[organ.to].shape is not Shape.MARK

    def _is_verb(self, i: int, to: int) -> bool:
        if i >= to:
            return False
        hit = MOVES.at(self._tokens, i)
        return (hit is not None and hit.kind is not Move.NEUTRAL) or ACTIONS.at(self._tokens, i) is not None

    def _commas(self, i: int, to: int) -> list[int]:
        found = []
        for k in range(i, min(i + _REACH, to)):
            low = self._tokens[k].low
            if low in (";", ":", "(") or (low == "." and k + 1 < to):
                break
            if low == ",":
                found.append(k)
        return found

    def _opener_end(self, i: int, to: int) -> int:
        commas = self._commas(i, to)
        told = self._reporter(i + 1, to) if self._tokens[i].low == "theo" else None
        if told is not None and (behind := [k for k in commas if k >= told.to]):
            return behind[0]
        for k in commas:
            if self._is_subject(self._skip_links(k + 1, to), to):
                return k
        if commas and commas[0] - i <= _SHORT_OPENER:
            return commas[0]
        return 0

    def _skip_links(self, i: int, to: int) -> int:
        link = LINKS.at(self._tokens, i)
        return self._behind_comma(link.to, to) if link and link.to < to else i

    def _theme_end(self, i: int, to: int) -> int:
        far = _GAP if self._tokens[i - 1].low == "riêng" else _REACH
        colon = next((k for k in range(i, min(i + _REACH, to)) if self._tokens[k].low == ":"), 0)
        commas = self._commas(i, to)
        for k in commas:
            if self._is_subject(self._skip_links(k + 1, to), to):
                return k
        if colon:
            return colon
        need = next((k for k in range(i, min(i + _REACH, to)) if self._is_need(k)), 0)
        if need and (not commas or need > commas[0]) and 2 <= need - i <= far:
            return need
        for k in commas:
            if self._is_verb(self._skip_links(k + 1, to), to):
                return k
        return commas[0] if commas else need

    def _is_need(self, k: int) -> bool:
        hit = MOVES.at(self._tokens, k)
        return hit is not None and hit.kind is Move.NEED

    def _subject(self, opening: Opening, to: int) -> None:
        i = opening.rest
        person = self._people.at(i) if i < to else None
        organ = None if person and not person.is_collective else organ_at(self._tokens, i)
        if person and not person.is_collective:
            opening.person = person
            i = person.to
        elif organ and organ.to <= to and not self._is_any(organ):
            opening.organ = bare(self._tokens, organ, to)
            i = opening.organ.to
        opening.move = self._move(i, to, opening.has_subject, opening.person is not None)
        opening.content = opening.move.to if opening.move else i
        if opening.move:
            opening.content = self._said(opening.content, to)
            opening.is_conclusion |= opening.move.kind is Move.CONCLUDE
            opening.is_reply |= opening.move.kind is Move.REPLY

    def _is_any(self, organ: Organ) -> bool:
        """ "Cơ sở nào tái phạm thì ...": whoever it may be, nobody who speaks or is charged."""
        return any(token.low == "nào" for token in self._tokens[organ.at : organ.to + 1])

    def _move(self, i: int, to: int, has_subject: bool, is_person: bool = False) -> Hit[Move] | None:
        """The verb of speaking, asking or duty right behind the subject."""
        reach = min(i + (_GAP if has_subject else 1), to)
        for k in range(i, reach):
            hit = MOVES.at(self._tokens, k)
            if hit and hit.kind is Move.NEUTRAL:
                return None
            if hit and hit.kind is Move.CHARGE and not self._charges(hit.to, to):
                return None
            if hit and hit.to <= to:
                return self._chained(hit, to)
            if self._tokens[k].low == ":" and k > i and is_person and to - k > _ENOUGH_SAID:
                return Hit(i, k, Move.TELL)  # "ông X thuật lại một ngày: ..."
            if self._tokens[k].low in (",", ";", ":"):
                if k > i and ACTIONS.at(self._tokens, i):
                    return None  # "Sở A hướng dẫn xã, trả lời bằng văn bản": work, not speech
                follows = MOVES.at(self._tokens, k + 1)
                near = (
                    _SPEECH
                    if k == i and has_subject and self._tokens[k].low == ","
                    else (Move.CONCLUDE, Move.REPLY)
                )
                return self._chained(follows, to) if follows and follows.kind in near else None
            if not has_subject and k > i:
                return None
        return None

    def _charges(self, i: int, to: int) -> bool:
        """ "giao" is a charge only before somebody: "giao Sở X", not "giao đất"."""
        shares_out = self._tokens[i - 1].low == "công"
        while i < to and self._tokens[i].low in ("cho", "nhiệm", "vụ", "trách"):
            i += 1
        organ, person = organ_at(self._tokens, i), self._people.at(i)
        if shares_out and not (person and person.name):
            return organ is not None and organ.rank >= Rank.DEPARTMENT
        return organ is not None or person is not None

    def _chained(self, hit: Hit[Move], to: int) -> Hit[Move]:
        """ "phát biểu ..., yêu cầu ...", "trao đổi, làm rõ": the verb that says more wins."""
        while hit.kind in (Move.TALK, Move.CONCLUDE) and hit.to + 1 < to:
            k = hit.to
            while k < min(hit.to + 8, to) and self._tokens[k].low not in (",", "và", ";", ":"):
                k += 1
            follows = MOVES.at(self._tokens, k + 1) if k < to and self._tokens[k].low in (",", "và") else None
            if follows is None or follows.kind not in _SPEECH:
                return hit
            hit = follows
        return hit

    def _said(self, i: int, to: int) -> int:
        while i < to and self._tokens[i].low in (",", ":", "rằng", "thêm"):
            i += 1
        return i
