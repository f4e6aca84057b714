"""A text taken apart: places masked, phrases of the field found, names and numbers kept aside, the rest as shingles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise

from thongsuot.engines.similar.model import (
    Concept,
    Facet,
    Lexicon,
    Matter,
    Phrases,
    Said,
    Signature,
    Term,
    syllables,
)
from thongsuot.engines.similar.tokens import Name, Token, mask_units, take_names, take_villages, tokens

KEYED = 6
"""So many of the heaviest terms are stored, two by two; of them the objects also alone."""
_SHINGLE, _ALONE = 10, 4
"""Weights, in tenths, of two unknown syllables side by side and of one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart, with the places where each thing is said."""

    said: tuple[Said, ...]
    names: tuple[Name, ...]
    numbers: frozenset[str]
    units: frozenset[str]


def signature(matter: Matter, lexicon: Lexicon) -> Signature:
    """What is compared of a request. An empty text gives an empty signature, which is like nothing."""
    reading = read(matter, lexicon)
    terms = tuple(sorted({said.term for said in reading.said}))
    return Signature(
        terms,
        frozenset(code(name.words) for name in reading.names),
        frozenset(map(code, reading.numbers)),
        frozenset(map(code, reading.units)),
        _keys(terms),
    )


def read(matter: Matter, lexicon: Lexicon) -> Reading:
    """The same with places in the text, for explaining."""
    found = tokens(matter.text)
    given = [syllables(unit) for unit in matter.units]
    named = mask_units(found, given)
    villages = take_villages(found)
    said = list(_phrases(found, lexicon, is_bare=matter.text.isascii()))
    names = (*villages, *take_names(found))
    numbers = frozenset(one.word.lstrip("0") for one in found if one.is_number and one.is_free)
    return Reading(
        (*said, *_shingles(found)), names, numbers - {""}, frozenset(map(" ".join, given)) or named
    )


@lru_cache(maxsize=50_000)
def code(word: str) -> int:
    """A hash of 63 bits that is the same in every process and fits a signed column of 8 bytes."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 1


def _keys(terms: Sequence[Term]) -> tuple[int, ...]:
    """Two texts share a key when they share two of their heaviest terms, in whatever order, or one object of them."""
    telling = [term for term in terms if term.facet != Facet.SETTING]
    heaviest = sorted(telling, key=lambda term: (term.facet == Facet.WORD, -term.weight, term.code))[:KEYED]
    alone = {term.code for term in heaviest if term.facet == Facet.OBJECT}
    pairs = combinations(sorted(term.code for term in heaviest), 2)
    return tuple(sorted(alone | {code(f"{one} {other}") for one, other in pairs}))


def _phrases(found: Sequence[Token], lexicon: Lexicon, *, is_bare: bool) -> Iterator[Said]:
    """The longest phrase that begins at each word; what it covers is no longer free."""
    phrases = lexicon.bare if is_bare else lexicon.marked
    words, at = [one.word if is_bare else one.toned for one in found], 0
    while at < len(found):
        length, concept = _longest(phrases, tuple(words[at : _end(found, at, lexicon.longest)]))
        part = found[at : at + length]
        at += length or 1
        for one in part:
            one.is_free = False
        if concept and concept.facet is not None:
            term = Term(code(f"concept {concept.code}"), concept.facet, concept.weight)
            yield Said(term, part[0].start, part[-1].end)


def _end(found: Sequence[Token], at: int, longest: int) -> int:
    """Where a phrase that begins here must end: no word is taken twice, and none from the next sentence."""
    end = at
    while (
        end < min(len(found), at + longest) and found[end].is_free and (end == at or not found[end].is_first)
    ):
        end += 1
    return end


def _longest(phrases: Phrases, words: tuple[str, ...]) -> tuple[int, Concept | None]:
    for length in range(len(words), 0, -1):
        if concept := phrases.get(words[:length]):
            return length, concept
    return 0, None


def _shingles(found: Sequence[Token]) -> Iterator[Said]:
    """Syllables that nobody knows, two by two and alone."""
    for one in found:
        if one.is_free and not one.is_number:
            yield Said(Term(code(one.word), Facet.WORD, _ALONE), one.start, one.end)
    for one, other in pairwise(found):
        if one.is_free and other.is_free and other.is_joined and not (one.is_number or other.is_number):
            yield Said(Term(code(f"{one.word} {other.word}"), Facet.WORD, _SHINGLE), one.start, other.end)
