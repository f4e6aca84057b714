"""An independent judge of what was found: each hit is scored again, the slow way."""

from __future__ import annotations

from thongsuot.engines.similar import reference
from thongsuot.engines.similar.model import Hit, Problem, Solution
from thongsuot.engines.similar.signature import signature
from thongsuot.engines.similar.solve import ALIKE


def faults(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with it, as codes; empty when nothing is. That none is missing is for `reference` to say."""
    hits = solution.hits
    found = ["too-many"] if len(hits) > problem.most else []
    found += ["twice"] if len({one.position for one in hits}) < len(hits) else []
    if any(not 0 <= one.position < len(problem.others) for one in hits):
        return [*found, "unknown"]
    order = [(-one.score, one.position) for one in hits]
    found += [] if order == sorted(order) else ["out-of-order"]
    return found + [fault for one in hits for fault in _of_hit(problem, one)]


def _of_hit(problem: Problem, hit: Hit) -> list[str]:
    asked, other = (signature(one, problem.lexicon) for one in (problem.asked, problem.others[hit.position]))
    found = [] if abs(reference.score(asked, other) - hit.score) < 0.0001 else ["wrong-score"]
    found += [] if hit.score >= ALIKE else ["not-alike"]
    return found + ([] if hit.kind == reference.kind(asked, other) else ["wrong-kind"])
