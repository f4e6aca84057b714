"""Persons and titles in a row of tokens.

Orders met: "đồng chí NAME, T1, T2", "T1, T2 NAME", "NAME - T1, T2", "ông NAME", a title alone.
Titles are divided by commas; a piece that opens with a body ("HĐND tỉnh") belongs to the title before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES
from thongsuot.engines.reading.cues.organs import STOPS
from thongsuot.engines.reading.cues.titles import LEADS, NOT_PERSONS, SURNAMES, TITLES, Lead
from thongsuot.engines.reading.lexicon import words
from thongsuot.engines.reading.page import Page
from thongsuot.engines.reading.places import Atlas, name_length, run_end, type_at
from thongsuot.engines.reading.tokens import Shape, Token

_LONGEST_NAME = 5
_MOST_TITLES = 8
_LONGEST_TITLE = 22
_COLLECTIVE = frozenset({"các", "những", "nhiều", "số", "hai", "ba", "bốn", "từng", "mỗi", "mọi"})
_ATTACHED = frozenset({"hđnd", "ubnd", "ubmttq", "đảng"})
_ORG_CAPITALS = words("tỉnh thành đảng ban sở hội mặt quốc ủy bộ đoàn phòng văn chi công")
_NAMED_THINGS = words("đường phố kênh cầu trường chợ sông hồ thôn bản ấp viện viên thpt thcs làng")
"""What is named after people and places: "đường Trần Phú" is no person."""
_TIERS = frozenset({"xã", "phường", "tỉnh", "khu", "huyện", "phố"})
_SCHOOLS = frozenset({"học", "thcs", "thpt", "non", "sở", "thông"})
_NOT_IN_COMPLEMENT = frozenset({";", ".", ":", ")", "(", "!", "?", "…", '"', "|"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [at, to). `name` is "" for a title or pronoun alone; `titles` are token ranges."""

    at: int
    to: int
    name: str
    name_at: int
    titles: tuple[str, ...]
    is_honoured: bool
    is_collective: bool = False

    @property
    def is_pronoun(self) -> bool:
        return not self.name and not self.titles


_LEADING, _CAPITALS = LEADS.firsts, (Shape.CAPITAL, Shape.CAPITALS)


class People:
    """Finds the mentions of one sentence or paragraph."""

    def __init__(self, tokens: Sequence[Token], text: str, atlas: Atlas) -> None:
        self._tokens, self._text, self._atlas = tokens, text, atlas
        self._known: dict[int, Mention | None] = {}

    def all(self) -> list[Mention]:
        found: list[Mention] = []
        i = 0
        while i < len(self._tokens):
            token = self._tokens[i]
            if token.shape not in _CAPITALS and token.low not in _LEADING:
                i += 1
                continue
            mention = self.at(i)
            if mention:
                found.append(mention)
            i = max(i + 1, mention.to if mention else 0)
        return found

    def at(self, i: int) -> Mention | None:
        """The mention that begins at token `i`: an honorific, a title or a name with a title behind it."""
        if i not in self._known:
            self._known[i] = self._find(i)
        return self._known[i]

    def _find(self, i: int) -> Mention | None:
        lead = LEADS.at(self._tokens, i)
        if lead is None and (i >= len(self._tokens) or self._tokens[i].shape not in _CAPITALS):
            return None
        if lead and lead.kind in (Lead.HONORIFIC, Lead.HONORIFICS):
            return self._honoured(i, lead.to, lead.kind)
        if lead and lead.kind is Lead.RANK and (end := self._name_end(lead.to, True)):
            return self._with_titles(i, lead.to, end, (), True)
        if lead and lead.kind is Lead.FORMER and self._title(lead.to):
            return self._titled(i, False)
        if self._title(i) and self._starts_title(i):
            return self._titled(i, False)
        end = 0 if i and self._tokens[i - 1].low in _NAMED_THINGS else self._name_end(i, False)
        mention = self._with_titles(i, i, end, (), False) if end and self._title_behind(end) else None
        return mention if mention and mention.titles else None

    def _is(self, i: int, *words: str) -> bool:
        return i < len(self._tokens) and self._tokens[i].low in words

    def _title(self, i: int) -> int:
        """End of the head of a title at `i`, or 0."""
        lead = LEADS.at(self._tokens, i)
        if lead and lead.kind is Lead.FORMER:
            i = lead.to
        hit = TITLES.at(self._tokens, i)
        return hit.to if hit and hit.kind else 0

    def _starts_title(self, i: int) -> bool:
        """A title that stands free is written with a capital."""
        return self._tokens[i].shape in _CAPITALS

    def _honoured(self, at: int, i: int, kind: Lead) -> Mention | None:
        plural = kind is Lead.HONORIFICS
        if plural and self._is(i, ":"):
            i += 1
        while (rank := LEADS.at(self._tokens, i)) and rank.kind is not Lead.FORMER:
            i = rank.to
        if self._title(i):
            titled = self._titled(i, True, at)
            return None if plural and titled and not titled.name else titled
        end = self._name_end(i, True)
        if end:
            return self._with_titles(at, i, end, (), True)
        if plural or (at > 0 and self._tokens[at - 1].low in (*_COLLECTIVE, "từng")):
            return None
        low = self._tokens[at].low
        speaks = low in ("đại", "anh", "chị") and MOVES.at(self._tokens, i) is not None
        return Mention(at, i, "", -1, (), True) if low in ("đồng", "đ", "đc", "ông", "bà") or speaks else None

    def _name_end(self, i: int, is_sure: bool) -> int:
        """End of a person's name that begins at `i`, or 0. `is_sure` when an honorific stands before it."""
        tokens = self._tokens
        if (
            i >= len(tokens)
            or not tokens[i].is_name_like
            or (tokens[i].shape is Shape.CAPITALS and len(tokens[i].low) > 2)
        ):
            return 0
        end = min(run_end(tokens, i, self._text), i + _LONGEST_NAME)
        for j in range(i + 1, end):
            if self._title(j) and (j - i >= 2):
                end = j
                break
        known = tokens[i].low in SURNAMES or "'" in tokens[i].low
        if end - i < 2 and not (is_sure and end > i and not self._title(i)):
            return 0
        if not known and not is_sure:
            return 0
        words = [token.low for token in tokens[i:end]]
        return 0 if " ".join(words) in NOT_PERSONS or (words[0] in _ORG_CAPITALS and not known) else end

    def _title_behind(self, i: int) -> int:
        """Index of a title that follows a name: ", T", " - T", " (T"; 0 when none does."""
        if self._is(i, ",", "-", "(", "–"):
            i += 1
        if self._is(i, "hiện") and self._is(i + 1, "là"):
            i += 2
        return i if self._title(i) else 0

    def _with_titles(
        self, at: int, name_at: int, end: int, before: tuple[str, ...], honoured: bool
    ) -> Mention:
        tokens = self._tokens
        name = self._text[tokens[name_at].start : tokens[end - 1].end]
        behind = self._title_behind(end)
        titles: tuple[str, ...] = ()
        to = end
        if behind:
            titles, to, another = self._chain(behind)
            if another >= 0:  # "..., Chủ tịch UBND xã B": the titles lead to the next name
                titles, to = (), end
        return Mention(at, to, name, name_at, (*before, *titles), honoured)

    def _titled(self, i: int, honoured: bool, at: int = -1) -> Mention:
        """A chain of titles, with the name behind it if there is one."""
        at = i if at < 0 else at
        if self._is_told(at):
            end, name_at = self._piece(i)
            if name_at < 0:
                return Mention(
                    at,
                    end,
                    "",
                    -1,
                    (self._text[self._tokens[i].start : self._tokens[end - 1].end],),
                    honoured,
                )
        collective = at > 0 and self._tokens[at - 1].low in _COLLECTIVE
        titles, to, name_at = self._chain(i)
        if name_at >= 0:
            end = self._name_end(name_at, True)
            return self._with_titles(at, name_at, end, titles, honoured)
        return Mention(at, to, "", -1, titles, honoured, collective)

    def _is_told(self, at: int) -> bool:
        """ "Báo cáo Phó Thủ tướng, Chủ tịch UBND tỉnh A ...": the first title is another's."""
        lows = [token.low for token in self._tokens[max(0, at - 3) : at]]
        return at <= 3 and lows[:2] == ["báo", "cáo"]

    def _chain(self, i: int) -> tuple[tuple[str, ...], int, int]:
        """Titles from `i`: their texts, the end, and where a name begins behind them or -1."""
        titles: list[str] = []
        to, name_at = i, -1
        while len(titles) < _MOST_TITLES:
            to, name_at = self._piece(i)
            titles.append(self._text[self._tokens[i].start : self._tokens[to - 1].end])
            if name_at >= 0 or to >= len(self._tokens):
                break
            following = self._next_title(to)
            if not following:
                break
            i = following
        return tuple(titles), to, name_at

    def _next_title(self, to: int) -> int:
        """Where the next title of the chain begins: behind a comma, "và" or a dash."""
        if self._is(to, ",", "và", "-", "kiêm") and self._title(to + 1):
            return to + 1
        if (
            self._is(to, ",")
            and self._is(to + 1, "đồng", "kiêm")
            and self._is(to + 2, "thời")
            and self._title(to + 3)
        ):
            return to + 3
        return 0

    def _piece(self, i: int) -> tuple[int, int]:
        """One title: its head and what belongs to it. Returns the end and where a name begins, or -1."""
        tokens = self._tokens
        j = head = self._title(i)
        while j < len(tokens) and j - i < _LONGEST_TITLE:
            token = tokens[j]
            if token.low in _NOT_IN_COMPLEMENT:
                break
            if token.low in (",", "-", "và"):
                if not self._attaches(j, head):
                    break
                j += 1
                continue
            if tokens[j].is_name_like and self._is_school(i, j):
                j = run_end(tokens, j, self._text)
                continue
            name_at = self._name_in(j)
            if name_at >= 0:
                return (name_at if name_at > j else j), name_at
            kind, width = type_at(tokens, j)
            if width:
                j += width
                if j < len(tokens) and tokens[j].shape in (Shape.CAPITAL, Shape.NUMBER):
                    j, name_at = self._unit(j, kind)
                    if name_at >= 0:
                        return name_at, name_at
                continue
            if token.shape is Shape.LOWER and self._stops(j, head):
                break
            if token.shape is Shape.CAPITAL and (province := self._province(j)):
                j = province
                continue
            j += 1
        return max(j, head), -1

    def _is_school(self, i: int, j: int) -> bool:
        """Whether the name at `j` is that of the school a title names: "Hiệu trưởng Trường Tiểu học Lê Lợi"."""
        lows = [token.low for token in self._tokens[i:j]]
        return lows[-1] in _SCHOOLS and "trường" in lows[1:]

    def _stops(self, j: int, head: int) -> bool:
        low = self._tokens[j].low
        if low in ("tổ", "chỉ", "kiểm") and self._tokens[j - 1].low in ("ban", "trưởng", "ủy"):
            return False
        if low == "đồng" or (low in ("các", "những", "cùng")):
            return True
        if MOVES.at(self._tokens, j) is not None:
            return True
        if self._tokens[j - 1].low in _TIERS and ACTIONS.at(self._tokens, j) is not None:
            return True
        return STOPS.at(self._tokens, j) is not None and not (j == head and low in ("phụ", "thường"))

    def _attaches(self, j: int, head: int) -> bool:
        """Whether what follows the comma, dash or "và" at `j` still belongs to this title."""
        tokens = self._tokens
        if j + 1 >= len(tokens) or self._title(j + 1) or j == head:
            return False
        low, after = tokens[j].low, tokens[j + 1]
        if low == ",":
            if after.low in _ATTACHED and after.shape in (Shape.CAPITALS, Shape.CAPITAL):
                return self._closes(j + 1)
            return self._lists_fields(j, head)
        if low == "-":
            return after.shape is Shape.CAPITAL and self._name_end(j + 1, False) == 0
        return (
            after.shape in (Shape.CAPITAL, Shape.CAPITALS, Shape.LOWER)
            and not LEADS.at(tokens, j + 1)
            and self._is_field(j + 1)
        )

    def _closes(self, j: int) -> bool:
        """Whether the body named at `j` is the end of the title, not the subject of a new clause."""
        for token in self._tokens[j : j + 8]:
            if token.low in ("tỉnh", "xã", "phường", "thành", "huyện", "khu"):
                return True
            if token.low in _NOT_IN_COMPLEMENT:
                return False
        return False

    def _is_field(self, j: int) -> bool:
        token = self._tokens[j]
        return token.low not in ("các", "đại", "lãnh", "đồng", "một") and not (
            token.shape is Shape.LOWER and STOPS.at(self._tokens, j) is not None
        )

    def _lists_fields(self, j: int, head: int) -> bool:
        """ "Sở Văn hóa, Thể thao và Du lịch", "Phòng Kinh tế, Hạ tầng và Đô thị": capitals, then "và"."""
        tokens = self._tokens
        if tokens[j + 1].shape is not Shape.CAPITAL or self._name_end(j + 1, False):
            return False
        for k in range(j + 1, min(j + 8, len(tokens))):
            if tokens[k].low == "và":
                return k + 1 < len(tokens) and tokens[k + 1].shape is Shape.CAPITAL and not self._title(k + 1)
            if tokens[k].low in (",", ";", ".", "-"):
                return False
        return False

    def _province(self, j: int) -> int:
        end = min(run_end(self._tokens, j, self._text), j + 4)
        for stop in range(end, j, -1):
            if self._atlas.province_named(self._text[self._tokens[j].start : self._tokens[stop - 1].end]):
                return stop
        return 0

    def _unit(self, j: int, kind: str) -> tuple[int, int]:
        """The name of a unit at `j` and the person's name behind it: "phường Kon Tum Nguyễn Thanh Hà"."""
        end = run_end(self._tokens, j, self._text)
        length = name_length(self._tokens, j, kind, self._text, self._atlas)
        if kind in ("tỉnh", "thành phố"):
            province = self._province(j)
            if not province and self._name_end(j, False):
                return j, j
            length = (province or j + length) - j
        if length and end - (j + length) >= 2:
            return j + length, j + length if self._name_end(j + length, False) else -1
        known = length and self._atlas.knows(
            self._text[self._tokens[j].start : self._tokens[j + length - 1].end], kind
        )
        if not known:
            if end - j >= 2 and self._tokens[j].low in SURNAMES and self._name_end(j, False):
                return j, j
            for start in range(j + 1, end - 1):
                if self._tokens[start].low in SURNAMES and 2 <= end - start <= _LONGEST_NAME:
                    return start, start
        return min(j + max(length, 1), end), -1

    def _name_in(self, j: int) -> int:
        """Where a person's name begins in the run of capitals at `j`, or -1."""
        tokens = self._tokens
        rank = LEADS.at(tokens, j)
        if (
            rank
            and rank.kind in (Lead.RANK, Lead.HONORIFIC)
            and tokens[j].low != "đại"
            and self._name_end(rank.to, True)
        ):
            return rank.to
        if tokens[j].shape is not Shape.CAPITAL and not (
            tokens[j].is_name_like and tokens[j].low in ("a", "y", "k")
        ):
            return -1
        if self._province(j):
            province = self._province(j)
            end = run_end(tokens, j, self._text)
            if end - province == 0 or not self._name_end(province, False):
                return -1
            return -1
        return j if self._name_end(j, False) else -1


class Crowd:
    """The people of a page: those of a passage are looked for once."""

    def __init__(self, page: Page, atlas: Atlas) -> None:
        self._page, self._atlas = page, atlas
        self._known: dict[tuple[int, int], tuple[Sequence[Token], People]] = {}

    def of(self, start: int, end: int) -> tuple[Sequence[Token], People]:
        """The tokens of text[start:end] and the people in them."""
        known = self._known.get((start, end))
        if known is None:
            tokens = self._page.row(start, end)
            known = self._known[start, end] = tokens, People(tokens, self._page.text, self._atlas)
        return known
