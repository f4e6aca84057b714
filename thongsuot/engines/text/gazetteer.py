"""Names of provinces, communes, wards and special zones, and how a name in a text finds its unit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from thongsuot.engines.text.fold import fold, nfc, tones


class Step(StrEnum):
    """How sure a match is; the steps are tried in this order."""

    EXACT = "exact"
    TYPED = "typed"
    FOLDED = "folded"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit under one of its names. Codes are those of Decision 19/2025/QĐ-TTg.

    A former name, type or unit is a place of its own: `is_current` is false, `successor_codes` says
    which units stand there now, and `province_code` is the present province.
    """

    code: str
    name: str
    type: str
    province_code: str
    is_current: bool = True
    successor_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`places` holds one place, but where `step` is ASK those to choose from, and for NONE no place."""

    step: Step
    places: tuple[Place, ...]


PROVINCE_TYPES = frozenset({"tỉnh", "thành phố"})
TYPE_WORDS: Mapping[str, str] = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "tp.": "thành phố", "t.p.": "thành phố",
    "phuong": "phường", "p.": "phường", "xa": "xã", "x.": "xã", "dac khu": "đặc khu", "dk.": "đặc khu",
    "thi tran": "thị trấn", "tt.": "thị trấn", "thi xa": "thị xã", "tx.": "thị xã", "tx": "thị xã",
    "huyen": "huyện", "h.": "huyện", "quan": "quận", "q.": "quận",
}  # fmt: skip
_WORDS = "|".join(sorted(map(re.escape, TYPE_WORDS), reverse=True))
_TYPE = re.compile(rf"(?:{_WORDS})(?=\s|(?<=\.)\S)")
_SEPARATORS = re.compile(r"[ \t\-–—_]+")
_FORMER = re.compile(r"\s+\(?cũ\)?$")

_Index = dict[str, list[Place]]


def split_type(name: str) -> tuple[str, str]:
    """The type word in front of a name, in full, and the rest: "TP. Huế" gives ("thành phố", "Huế")."""
    found = _TYPE.match(fold(name))
    if not found:
        return "", name
    return TYPE_WORDS[found[0]], nfc(name)[found.end() :].strip()


def exact_key(name: str) -> str:
    """Equal for two spellings of one name; see `tones`."""
    return tones(_SEPARATORS.sub(" ", name).strip(" .,;:"))


def folded_key(name: str) -> str:
    """Equal for two names that differ in marks and apostrophes only."""
    return _SEPARATORS.sub(" ", fold(name)).replace("'", "").strip(" .,;:")


def _index(places: tuple[Place, ...]) -> _Index:
    found: _Index = defaultdict(list)
    names = folded_key("\n".join(place.name for place in places)).split("\n")
    for name, place in zip(names, places, strict=True):
        found[name].append(place)
    return found


def _marks(name: str) -> Counter[str]:
    letters = nfc(name).lower().replace("đắk", "đăk").replace("đ", "d\u0335")
    return Counter(c for c in unicodedata.normalize("NFD", letters) if unicodedata.combining(c))


def _lacks_marks(written: str, known: str) -> bool:
    """Whether `written` is `known` with marks left out, and not with other marks: Thạnh is not Thành.

    Đăk and Đắk, two spellings of one word in names of the Highlands, count as one.
    """
    return not _marks(written) - _marks(known)


class Gazetteer:
    """An index over places; built once, read often.

    `former` gives the former names and is called when a name is not found among the current ones.
    """

    def __init__(self, places: Iterable[Place], *, former: Callable[[], Iterable[Place]] = tuple) -> None:
        given = tuple(places)
        self._given_former = tuple(place for place in given if not place.is_current)
        self._ask_former = former
        current = tuple(place for place in given if place.is_current)
        self._by_code = {place.code: place for place in current}
        self._current = _index(current)

    @cached_property
    def _former(self) -> _Index:
        return _index((*self._given_former, *self._ask_former()))

    def place(self, code: str) -> Place | None:
        """The current unit with this code."""
        return self._by_code.get(code)

    def successors(self, place: Place) -> tuple[Place, ...]:
        """The current units where `place` was; itself when it is current."""
        if place.is_current:
            return (place,)
        return tuple(self._by_code[code] for code in place.successor_codes if code in self._by_code)

    def province(self, name: str) -> Place | None:
        """The current province meant by a name, a short name ("TP.HCM") or a former name ("Kon Tum")."""
        bare = split_type(name)[1]
        key = exact_key(bare)
        for index, is_same in ((self._current, True), (self._former, True), (self._current, False)):
            hits = [p for p in index.get(folded_key(bare), ()) if _is_province(p)]
            found = self._now(p for p in hits if not is_same or exact_key(p.name) == key)
            if len(found) == 1:
                return found[0]
        return None

    def match(self, name: str, *, type: str = "", province: str = "") -> Match:
        """The unit meant by `name`, which may carry its type ("phường Kon Tum").

        `type` is a type word or "", `province` a province code or "". A name with "cũ" behind it is
        sought among the former ones only. A former name gives its successors.
        """
        bare, only_former = _FORMER.subn("", name.strip())
        written, rest = split_type(bare)
        if not written or self._same(self._current, bare):
            kind = split_type(type + " ")[0] or type
            return self._match(bare, kind, province, bool(only_former))
        found = self._match(rest, written, province, bool(only_former))
        return found if found.places else self._match(bare, type, province, bool(only_former))

    def _same(self, index: _Index, name: str) -> list[Place]:
        key = exact_key(name)
        return [p for p in index.get(folded_key(name), ()) if exact_key(p.name) == key]

    def _match(self, name: str, kind: str, province: str, only_former: bool) -> Match:
        current = [] if only_former else self._same(self._current, name)
        fitting = [p for p in current if _fits(p, kind, province)]
        if fitting:
            return self._decide(fitting, Step.EXACT if len(current) == 1 else Step.TYPED)
        fitting = [p for p in self._same(self._former, name) if _fits(p, kind, province)]
        if fitting:
            return self._decide(fitting, Step.TYPED)
        alike = self._alike(folded_key(name), kind, province, only_former)
        if len(alike) == 1 and _lacks_marks(name, alike[0].name):
            return self._decide(alike, Step.FOLDED)
        return self._ask(current, alike, kind, province)

    def _alike(self, key: str, kind: str, province: str, only_former: bool) -> list[Place]:
        """Places that differ in marks; the current ones before the former, those without their doubles."""
        current = () if only_former else self._current.get(key, ())
        found = [p for p in current if _fits(p, kind, province)]
        return found or [p for p in self._former.get(key, ()) if _fits(p, kind, province)]

    def _ask(self, current: list[Place], alike: list[Place], kind: str, province: str) -> Match:
        """Nothing fits in all respects: of the same name elsewhere, or of another type, or alike."""
        elsewhere = [p for p in current if kind and _fits(p, kind, "")]
        if len(elsewhere) == 1 and not alike:
            return Match(Step.TYPED, tuple(elsewhere))
        near = [p for p in current if _fits(p, "", province)]
        candidates = self._now([*near, *elsewhere, *alike])
        return Match(Step.ASK if candidates else Step.NONE, candidates)

    def _decide(self, places: Iterable[Place], step: Step) -> Match:
        found = self._now(places)
        return Match(step if len(found) == 1 else Step.ASK, found)

    def _now(self, places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(now for place in places for now in self.successors(place)))


def _fits(place: Place, kind: str, province: str) -> bool:
    return (not kind or place.type == kind) and (not province or place.province_code == province)


def _is_province(place: Place) -> bool:
    return len(place.code) == 2 and place.type in PROVINCE_TYPES
