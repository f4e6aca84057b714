"""Requests that say the same: what is compared, and what is found.

A request is compared by what it is about (objects), what is wrong or asked (needs), who and where (settings) and the
words that no table knows. Names of units are masked: the same difficulty in another commune is the same difficulty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from thongsuot.engines.text.fold import fold, nfc, tones


class Facet(IntEnum):
    OBJECT = 0
    NEED = 1
    SETTING = 2
    WORD = 3
    """What the lexicon does not know."""


class Kind(StrEnum):
    """What a pair is; a text alone never proves it, a person decides."""

    SAME_REQUEST = "same-request"
    SAME_DIFFICULTY = "same-difficulty"
    """The matter of another unit, or of another village, road or school of the same one: never to be merged."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Concept:
    """`facet` is None for words that say nothing of the matter. `weight` is in tenths."""

    code: str
    facet: Facet | None
    weight: int


Phrases = Mapping[tuple[str, ...], Concept]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases of the field, syllable by syllable, and the concept each of them names.

    `marked` is for texts written with Vietnamese marks. In one without any, "cho" may be a market or "for": `bare`
    holds no object of one syllable that has marks.
    """

    marked: Phrases
    bare: Phrases
    longest: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A request and the units that raised it, by their full names ("xã Suối Lim"); none where unknown."""

    text: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One thing that a text says: a 63-bit hash, its facet, its weight in tenths."""

    code: int
    facet: Facet
    weight: int


@dataclass(frozen=True, slots=True)
class Signature:
    """All that is compared, as integers. `keys` is the part to store and look up: see `solve.candidates`."""

    terms: tuple[Term, ...]
    names: frozenset[int]
    """Of villages, roads, schools, projects: they tell two requests of one unit apart."""
    numbers: frozenset[int]
    units: frozenset[int]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Where a text says a term, in code points of its NFC; a term may be said more than once."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Which of `others` are like `asked`: at most `most`, the likest first."""

    asked: Matter
    others: tuple[Matter, ...]
    lexicon: Lexicon
    most: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """`position` in the problem's others; `score` from 0 to 1."""

    position: int
    score: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Solution:
    hits: tuple[Hit, ...]


@dataclass(slots=True)
class Index:
    """Key -> positions of the signatures that hold it, in the order they came in."""

    postings: dict[int, list[int]] = field(default_factory=dict)

    def add(self, position: int, signature: Signature) -> None:
        for key in signature.keys:
            self.postings.setdefault(key, []).append(position)


def lexicon(rows: Iterable[Mapping[str, str]]) -> Lexicon:
    """Of rows with `concept`, `facet`, `weight` and `phrases` divided by ";"; the first to name a phrase has it."""
    marked: dict[tuple[str, ...], Concept] = {}
    bare: dict[tuple[str, ...], Concept] = {}
    for row in rows:
        facet = None if row["facet"] == "idle" else Facet[row["facet"].upper()]
        concept = Concept(row["concept"], facet, round(float(row["weight"]) * 10))
        for phrase in row["phrases"].split(";"):
            folded = syllables(phrase)
            marked.setdefault(tuple(map(tones, words(phrase))), concept)
            if facet != Facet.OBJECT or len(folded) > 1 or phrase.isascii():
                bare.setdefault(folded, concept)
    return Lexicon(marked, bare, max(map(len, marked), default=0))


def words(phrase: str) -> list[str]:
    """Without punctuation: "Phòng Văn hóa - Xã hội" gives Phòng, Văn, hóa, Xã, hội."""
    return "".join(letter if letter.isalnum() else " " for letter in nfc(phrase)).split()


def syllables(phrase: str) -> tuple[str, ...]:
    """The same folded."""
    return tuple(map(fold, words(phrase)))
