"""Units in a text: which province is meant by "tỉnh", which communes received the delegation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from thongsuot.engines.reading.cues.titles import TITLES
from thongsuot.engines.reading.model import Span, UnitMention
from thongsuot.engines.reading.page import Page
from thongsuot.engines.reading.tokens import Shape, Token
from thongsuot.engines.text.gazetteer import Gazetteer, Match, Place, Step

COMMUNE_TYPES = frozenset({"xã", "phường", "đặc khu", "thị trấn"})
TYPES = (*COMMUNE_TYPES, "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_TWO = frozenset({("đặc", "khu"), ("thị", "trấn"), ("thị", "xã"), ("thành", "phố")})
_LONGEST_NAME = 4
_PROVINCE = re.compile(
    r"\b(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]ỉnh ủy|[Tt]hành ủy|TỈNH|TỈNH ỦY"
    r"|[Tt]ỉnh uỷ)\s+((?:[^\W\d_a-zđ]\w*['’]?\w*(?:[ \-]|\b)){1,3})"
)
_CONFIDENCE = {Step.EXACT: 0.95, Step.TYPED: 0.9, Step.FOLDED: 0.75, Step.ASK: 0.6, Step.NONE: 0.5}


class Atlas:
    """The gazetteer as the reader asks it: with a memory, and with the province of the page."""

    def __init__(self, gazetteer: Gazetteer, province: str = "") -> None:
        self._gazetteer = gazetteer
        self.province = province
        self._match = lru_cache(maxsize=4096)(self._ask)
        self._provinces = lru_cache(maxsize=1024)(gazetteer.province)

    def _ask(self, name: str, kind: str) -> Match:
        return self._gazetteer.match(name, type=kind, province=self.province)

    def match(self, name: str, kind: str = "") -> Match:
        return self._match(name, kind)

    def province_named(self, name: str) -> Place | None:
        return self._provinces(name)

    def knows(self, name: str, kind: str) -> bool:
        return self.match(name, kind).step in (Step.EXACT, Step.TYPED, Step.ASK)


def province_of(page: Page, gazetteer: Gazetteer) -> str:
    """Code of the province that the page names most, or ""."""
    named: Counter[str] = Counter()
    for found in _PROVINCE.finditer(page.text[:40_000]):
        words = re.split(r"\s+", found[1].strip(" -"))
        for length in range(len(words), 0, -1):
            place = gazetteer.province(" ".join(words[:length]))
            if place:
                named[place.code] += 1
                break
    return named.most_common(1)[0][0] if named else ""


def type_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """A type word at token `i` and how many tokens it takes: ("đặc khu", 2); ("", 0) when none."""
    low = tokens[i].low
    if i + 1 < len(tokens) and (low, tokens[i + 1].low) in _TWO:
        return f"{low} {tokens[i + 1].low}", 2
    if low in TYPES:
        return low, 1
    if low == "tp":
        return "thành phố", 2 if i + 1 < len(tokens) and tokens[i + 1].low == "." else 1
    return "", 0


def run_end(tokens: Sequence[Token], i: int, text: str) -> int:
    """End of the run of capitalised syllables from `i`, divided by single blanks or hyphens."""
    j = i
    while j < len(tokens) and tokens[j].is_name_like:
        if j > i and text[tokens[j - 1].end : tokens[j].start] not in (" ", "\u00a0", ""):
            break
        j += 1
    return j


def name_length(tokens: Sequence[Token], i: int, kind: str, text: str, atlas: Atlas) -> int:
    """How many tokens from `i` are the name of a unit of this kind; 0 when none stands there."""
    if i < len(tokens) and tokens[i].shape is Shape.NUMBER and kind in ("phường", "quận"):
        return 1 if tokens[i].low.isdigit() else 0
    stop = min(run_end(tokens, i, text), i + _LONGEST_NAME)
    if (
        i < stop < len(tokens)
        and tokens[stop].shape is Shape.NUMBER
        and len(tokens[stop].low) == 1
        and atlas.knows(text[tokens[i].start : tokens[stop].end], kind)
    ):
        return stop + 1 - i  # "xã Đam Rông 1"
    for end in range(stop, i, -1):
        if atlas.knows(text[tokens[i].start : tokens[end - 1].end], kind):
            return end - i
    return min(stop - i, 3)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit named in the text: tokens [at, to), `kind` its type word or ""."""

    name: str
    kind: str
    at: int
    to: int
    start: int
    end: int


def _listed(tokens: Sequence[Token], i: int, kind: str, text: str, atlas: Atlas) -> Iterator[Found]:
    """Names after a type word: "các xã A, B và phường C"; C has its own type word."""
    first = True
    while i < len(tokens):
        again, width = type_at(tokens, i)
        if again and not (tokens[i].shape is Shape.CAPITAL and i + 1 < len(tokens) and not width):
            kind, i = again, i + width
            if i >= len(tokens):
                return
        length = name_length(tokens, i, kind, text, atlas)
        if not length:
            return
        end = i + length
        if not (
            again or first or length > 1 or atlas.knows(text[tokens[i].start : tokens[end - 1].end], kind)
        ):
            return
        first = False
        yield Found(
            text[tokens[i].start : tokens[end - 1].end], kind, i, end, tokens[i].start, tokens[end - 1].end
        )
        i = end
        if i + 1 < len(tokens) and tokens[i].low in (",", "và", ";") and _goes_on(tokens, i + 1):
            i += 1
        else:
            return


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    kind, width = type_at(tokens, i)
    i += width
    return (
        i < len(tokens)
        and tokens[i].shape is Shape.CAPITAL
        and kind in (*COMMUNE_TYPES, "")
        and TITLES.at(tokens, i) is None
    )


def _plural_head(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Behind the type words at `i`, "xã" or "xã, phường": the kind, "" if they differ, and the next index."""
    kind, width = type_at(tokens, i)
    j, kinds = i + width, {kind}
    while j + 1 < len(tokens) and tokens[j].low in (",", "và") and type_at(tokens, j + 1)[0]:
        other, width = type_at(tokens, j + 1)
        kinds.add(other)
        j += 1 + width
    return (kind if len(kinds) == 1 else ""), j


def _bracketed(tokens: Sequence[Token], j: int) -> int:
    """Index behind a "(" or ":" that opens the list of a head such as "các xã phía Tây tỉnh X (", or -1."""
    for i in range(j, min(j + 14, len(tokens))):
        if tokens[i].low in ("(", ":"):
            return i + 1 if i + 1 < len(tokens) and tokens[i + 1].shape is Shape.CAPITAL else -1
        if tokens[i].low in (";", ".", ","):
            return -1
    return -1


def units_in(tokens: Sequence[Token], text: str, atlas: Atlas) -> Iterator[Found]:
    """All communes, wards, zones and old districts named in the tokens, lists taken apart."""
    i = 0
    while i < len(tokens):
        kind, width = type_at(tokens, i)
        if not width or kind == "tỉnh" or (kind == "thành phố"):
            i += 1
            continue
        head, j = _plural_head(tokens, i)
        plural = (i > 0 and tokens[i - 1].low in ("các", "những", "hai", "ba")) or (
            i > 0 and tokens[i - 1].shape is Shape.NUMBER
        )
        names: list[Found] = []
        if plural and (opened := _bracketed(tokens, j)) > 0:
            names = list(_listed(tokens, opened, head, text, atlas))
        if not names and j < len(tokens) and (tokens[j].shape in (Shape.CAPITAL, Shape.NUMBER)):
            names = list(_listed(tokens, j, head or kind, text, atlas))
            if not head:
                names = [
                    Found(
                        n.name,
                        n.kind if n.kind != kind or len(names) == 1 else "",
                        n.at,
                        n.to,
                        n.start,
                        n.end,
                    )
                    for n in names
                ]
        yield from names
        i = names[-1].to if names else j


def mention(found: Found, atlas: Atlas, rule: str) -> UnitMention:
    match = atlas.match(found.name, found.kind)
    communes = [
        place
        for place in match.places
        if len(place.code) == 5 or not found.kind or found.kind not in COMMUNE_TYPES
    ]
    code = communes[0].code if len(communes) == 1 else ""
    kind = found.kind or (communes[0].type if len(communes) == 1 else "")
    candidates = tuple(sorted({place.code for place in communes})) if not code else ()
    return UnitMention(
        found.name, kind, code, candidates, Span(found.start, found.end), _CONFIDENCE[match.step], rule
    )
