"""Which requests are like one: candidates by the keys they share, then a score for each.

The weights and thresholds were chosen on tests/engines/similar/tune.toml; bench/similar.py judges them on the other
half. They are constants, so that a score does not change when others record a case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from math import log

from thongsuot.engines.similar.model import Facet, Hit, Index, Kind, Problem, Signature, Solution
from thongsuot.engines.similar.signature import signature

__all__ = ["ALIKE", "candidates", "kind", "likest", "score", "signature", "solve"]

WEIGHTS: Mapping[Facet, float] = {Facet.OBJECT: 5, Facet.NEED: 2, Facet.SETTING: 1, Facet.WORD: 1}
ALIKE = 0.48
"""From this score on two requests are of one matter."""
NAMED_ALIKE = 0.1
"""Added where two requests of one unit name the same village, road, school or project."""
PER_KEY = 300
"""So many of the newest that hold a key are looked at."""
CANDIDATES = 30
"""Each of them is read and scored."""


def score(one: Signature, other: Signature) -> float:
    """How alike two requests are, from 0 to 1; the same either way round.

    Of each facet that one of them has, the mean of the shared weight in both (Dice) and in the shorter (overlap), so
    that a long request may hold a short one.
    """
    total = reached = 0.0
    for facet, weight in WEIGHTS.items():
        mine, theirs = _of(one, facet), _of(other, facet)
        if mine or theirs:
            total += weight
            reached += weight * _agreement(mine, theirs)
    named = NAMED_ALIKE if reached and one.names & other.names and not _are_apart(one, other) else 0
    return min(1.0, reached / total + named) if total else 0.0


def kind(one: Signature, other: Signature, reached: float) -> Kind:
    """What a pair of this score is: no doubling where they are of two units, or name two objects of one unit."""
    if reached < ALIKE:
        return Kind.DIFFERENT
    is_other_object = one.names and other.names and not one.names & other.names
    return Kind.SAME_DIFFICULTY if is_other_object or _are_apart(one, other) else Kind.SAME_REQUEST


def candidates(asked: Signature, index: Index, most: int = CANDIDATES) -> list[int]:
    """Positions to score, the most promising first."""
    return likest((index.postings.get(key, ())[-PER_KEY:] for key in asked.keys), most)


def likest(postings: Iterable[Sequence[int]], most: int = CANDIDATES) -> list[int]:
    """Of the positions under each key those that share the most and the rarest keys, of equals the greatest.

    A table of postings asks it too, with at most `PER_KEY` of the newest under each key.
    """
    gained: defaultdict[int, float] = defaultdict(float)
    for positions in postings:
        rarity = log(1 + PER_KEY / len(positions)) if positions else 0
        for position in positions:
            gained[position] += rarity
    return nsmallest(most, gained, key=lambda position: (-gained[position], -position))


def solve(problem: Problem) -> Solution:
    """The likest of the others, without those that are different."""
    asked = signature(problem.asked, problem.lexicon)
    known = [signature(other, problem.lexicon) for other in problem.others]
    index = Index()
    for position, one in enumerate(known):
        index.add(position, one)
    hits = (hit(asked, known[position], position) for position in candidates(asked, index))
    kept = sorted((one for one in hits if one.score >= ALIKE), key=lambda one: (-one.score, one.position))
    return Solution(tuple(kept[: problem.most]))


def hit(asked: Signature, other: Signature, position: int) -> Hit:
    reached = round(score(asked, other), 4)
    return Hit(position, reached, kind(asked, other, reached))


def _of(one: Signature, facet: Facet) -> dict[int, int]:
    return {term.code: term.weight for term in one.terms if term.facet == facet}


def _agreement(mine: Mapping[int, int], theirs: Mapping[int, int]) -> float:
    shared = sum(mine[code] for code in mine.keys() & theirs.keys())
    if not shared:
        return 0.0
    here, there = sum(mine.values()), sum(theirs.values())
    return shared / (here + there) + shared / (2 * min(here, there))


def _are_apart(one: Signature, other: Signature) -> bool:
    return bool(one.units and other.units and not one.units & other.units)
