"""The slow and obvious way: every other request is scored, term by term."""

from __future__ import annotations

from thongsuot.engines.similar.model import Facet, Hit, Kind, Problem, Signature, Solution
from thongsuot.engines.similar.signature import signature
from thongsuot.engines.similar.solve import ALIKE, NAMED_ALIKE, WEIGHTS


def solve(problem: Problem) -> Solution:
    """All that are alike. `solve.solve` may miss one that shares no key, or has too many before it."""
    asked = signature(problem.asked, problem.lexicon)
    hits = []
    for position, other in enumerate(problem.others):
        against = signature(other, problem.lexicon)
        reached = round(score(asked, against), 4)
        if reached >= ALIKE:
            hits.append(Hit(position, reached, kind(asked, against)))
    hits.sort(key=lambda one: (-one.score, one.position))
    return Solution(tuple(hits[: problem.most]))


def score(one: Signature, other: Signature) -> float:
    """What `solve.score` must say."""
    parts, total = 0.0, 0.0
    for facet in Facet:
        mine = [term for term in one.terms if term.facet == facet]
        theirs = [term for term in other.terms if term.facet == facet]
        if not mine and not theirs:
            continue
        total += WEIGHTS[facet]
        shared = sum(term.weight for term in mine if term in theirs)
        here, there = sum(term.weight for term in mine), sum(term.weight for term in theirs)
        if shared:
            parts += WEIGHTS[facet] * (2 * shared / (here + there) + shared / min(here, there)) / 2
    if not parts:
        return 0.0
    is_named = kind(one, other) == Kind.SAME_REQUEST and bool(one.names & other.names)
    return min(1.0, parts / total + (NAMED_ALIKE if is_named else 0))


def kind(one: Signature, other: Signature) -> Kind:
    """Of two that are alike."""
    for mine, theirs in ((one.units, other.units), (one.names, other.names)):
        if mine and theirs and mine.isdisjoint(theirs):
            return Kind.SAME_DIFFICULTY
    return Kind.SAME_REQUEST
