"""Counting what is right, and matching texts to texts: the ground under `bench.scoring`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thongsuot.engines.text.fold import fold

SAME = 0.6
COVERED = 0.8
"""Share of an expected item's tokens that a merged item must hold."""

_WORD = re.compile(r"\w+")
Tokens = Counter[str]


@dataclass(frozen=True, slots=True)
class Count:
    """What was expected and what was found. `right` counts expected items, `hits` found ones.

    The two differ by `merged`: an item found that counts for two expected ones.
    """

    expected: int = 0
    found: int = 0
    right: int = 0
    hits: int = 0
    merged: int = 0
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """0 when something was expected and nothing found."""
        return self.hits / self.found if self.found else float(not self.expected)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def is_complete(self) -> bool:
        """All found, nothing extra."""
        return self.right == self.expected and self.hits == self.found

    def __add__(self, other: Count) -> Count:
        return Count(
            self.expected + other.expected,
            self.found + other.found,
            self.right + other.right,
            self.hits + other.hits,
            self.merged + other.merged,
            self.missing + other.missing,
            self.extra + other.extra,
        )


@dataclass(frozen=True, slots=True)
class Matching:
    """Indexes (expected, found): `pairs` one to one, `merged` the neighbours that such an item covers too."""

    pairs: tuple[tuple[int, int], ...]
    merged: tuple[tuple[int, int], ...]

    def count(self, expected: Sequence[str], found: Sequence[str]) -> Count:
        right = {i for i, _ in self.pairs + self.merged}
        hits = {j for _, j in self.pairs}
        missing = tuple(text for i, text in enumerate(expected) if i not in right)
        extra = tuple(text for j, text in enumerate(found) if j not in hits)
        return Count(len(expected), len(found), len(right), len(hits), len(self.merged), missing, extra)


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def tokens(text: str) -> Tokens:
    return Counter(_WORD.findall(fold(text)))


def dice(one: str, other: str) -> float:
    """2|A∩B| / (|A|+|B|) over multisets of folded tokens; 0 when both are empty."""
    return _dice(tokens(one), tokens(other))


def is_alike(one: str, other: str) -> bool:
    return dice(one, other) >= SAME


def covered(part: str, whole: str) -> float:
    """Share of the tokens of `part` that stand in `whole`."""
    return _covered(tokens(part), tokens(whole))


def match(expected: Sequence[str], found: Sequence[str]) -> Matching:
    """Greedy one-to-one matching, best pair first, then the credit for merged items."""
    want, have = [*map(tokens, expected)], [*map(tokens, found)]
    pairs = _greedy(want, have)
    return Matching(tuple(sorted(pairs.items())), tuple(_merged(want, have, pairs)))


def of_values(expected: Sequence[str], found: Sequence[str], is_same: Callable[[str, str], bool]) -> Count:
    """Each expected value takes the first free value found that is the same."""
    free, missing = [*found], []
    for value in expected:
        hit = next((j for j, other in enumerate(free) if is_same(value, other)), None)
        if hit is None:
            missing.append(value)
        else:
            del free[hit]
    right = len(expected) - len(missing)
    return Count(len(expected), len(found), right, right, 0, tuple(missing), tuple(free))


def of_sets(expected: Iterable[str], found: Iterable[str]) -> Count:
    """Each value once, equal or wrong."""
    want, have = set(expected), set(found)
    right = len(want & have)
    return Count(len(want), len(have), right, right, 0, (*(want - have),), (*(have - want),))


def verdict(is_right: bool, expected: str, found: str) -> Count:
    """One question, one answer."""
    return Count(1, 1, 1, 1) if is_right else Count(1, 1, 0, 0, 0, (expected,), (found,))


def _dice(one: Tokens, other: Tokens) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def _covered(part: Tokens, whole: Tokens) -> float:
    return (part & whole).total() / part.total() if part else 0.0


def _greedy(want: Sequence[Tokens], have: Sequence[Tokens]) -> dict[int, int]:
    """Of pairs equally alike, the one whose places in the two lists are nearest comes first."""
    ranked = sorted(
        (-likeness, abs(i - j), i, j)
        for i, one in enumerate(want)
        for j, other in enumerate(have)
        if (likeness := _dice(one, other)) >= SAME
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _merged(
    want: Sequence[Tokens], have: Sequence[Tokens], pairs: dict[int, int]
) -> Iterable[tuple[int, int]]:
    """Expected items left over that their neighbour's partner covers as well; a partner covers one such."""
    given: set[int] = set()
    for i in (i for i in range(len(want)) if i not in pairs):
        for neighbour in (i - 1, i + 1):
            j = pairs.get(neighbour)
            if j is not None and j not in given and _covers_both(have[j], want[i], want[neighbour]):
                given.add(j)
                yield i, j
                break


def _covers_both(found: Tokens, left_over: Tokens, matched: Tokens) -> bool:
    joined = _dice(left_over + matched, found)
    are_whole = min(_covered(left_over, found), _covered(matched, found)) >= COVERED
    return are_whole and joined >= SAME and joined > _dice(matched, found)
