"""Why two requests are alike: what both say, with the places in both texts, and the names that tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thongsuot.engines.similar.model import Facet, Lexicon, Matter, Said, Term
from thongsuot.engines.similar.signature import read
from thongsuot.engines.similar.tokens import Name

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that both say; spans [start, end) in code points of the NFC of each text, at least one in each."""

    facet: Facet
    here: tuple[Span, ...]
    there: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`shared` begins with what counts most; names are folded."""

    shared: tuple[Shared, ...]
    same_names: tuple[str, ...]
    other_names: tuple[str, ...]


def explain(one: Matter, other: Matter, lexicon: Lexicon) -> Explanation:
    here, there = read(one, lexicon), read(other, lexicon)
    mine, theirs = _spans(here.said), _spans(there.said)
    common = sorted(mine.keys() & theirs.keys(), key=lambda term: (term.facet, -term.weight, mine[term]))
    names, others = _words(here.names), _words(there.names)
    return Explanation(
        tuple(Shared(term.facet, mine[term], theirs[term]) for term in common),
        tuple(sorted(names & others)),
        tuple(sorted(names ^ others)),
    )


def _spans(said: Iterable[Said]) -> dict[Term, tuple[Span, ...]]:
    found: dict[Term, tuple[Span, ...]] = {}
    for one in said:
        found[one.term] = (*found.get(one.term, ()), (one.start, one.end))
    return found


def _words(names: Iterable[Name]) -> set[str]:
    return {name.words for name in names}
