"""Slips of a machine that read letters off a scan, mended for comparing only: what is shown stays as it came.

A pair of syllables that no cue table knows, one letter away from exactly one pair that they do know, is taken
for it: "đợi diện" for "đại diện". Both have the same length, so every position holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import LINKS, MOVES
from thongsuot.engines.reading.cues.organs import FULL_NAMES, ORGANS
from thongsuot.engines.reading.cues.titles import TITLES
from thongsuot.engines.reading.cues.troubles import TROUBLES
from thongsuot.engines.reading.tokens import tokenise

_SHORTEST = 6
"""Letters of a pair: of shorter ones too many are alike."""
Pair = tuple[str, str]


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[Pair], dict[str, frozenset[Pair]]]:
    """The pairs of the cue tables, and the same by each form that lacks one letter."""
    pairs = {
        pair
        for lexicon in (ACTIONS, FULL_NAMES, LINKS, MOVES, ORGANS, TITLES, TROUBLES)
        for phrase in lexicon.phrases()
        for pair in pairwise(phrase)
        if all(map(str.isalpha, pair)) and len(pair[0]) + len(pair[1]) >= _SHORTEST
    }
    masked: dict[str, set[Pair]] = {}
    for pair in pairs:
        for mask in _masks(pair):
            masked.setdefault(mask, set()).add(pair)
    return frozenset(pairs), {mask: frozenset(found) for mask, found in masked.items()}


def _masks(pair: Pair) -> Iterator[str]:
    whole = " ".join(pair)
    return (f"{whole[:i]}*{whole[i + 1 :]}" for i in range(len(whole)) if whole[i] != " ")


def mended(low: str) -> str:
    """`low` (levelled text) with its slips mended; of the same length."""
    pairs, masked = _known()
    tokens = tokenise(low, low, 0, len(low))
    letters = list(low)
    for one, other in pairwise(tokens):
        pair = (one.low, other.low)
        if other.start != one.end + 1 or pair in pairs or len(one.low) + len(other.low) < _SHORTEST:
            continue
        meant = {found for mask in _masks(pair) for found in masked.get(mask, ())}
        if len(meant) == 1:
            first, second = meant.pop()
            letters[one.start : one.end] = first
            letters[other.start : other.end] = second
    return "".join(letters)
