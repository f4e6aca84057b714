"""The source text cut into pieces, each knowing which items rest on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from thongsuot.apps.meetings.models import Item

LETTERS = {
    "result": "KQ",
    "difficulty": "KK",
    "recommendation": "KN",
    "answer": "TL",
    "commitment": "CK",
    "statement": "PB",
    "directive": "CĐ",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `items` rest on it (uids), `starts` are the labels that begin here."""

    text: str
    items: str
    kind: str
    starts: str
    is_dropped: bool


def labels(items: Iterable[Item]) -> dict[int, str]:
    """A short name for each item, in the order of the text: KN1, KN2, CĐ1 … by key."""
    seen: Counter[str] = Counter()
    found = {}
    for item in items:
        seen[item.kind] += 1
        found[item.pk] = f"{LETTERS[item.kind]}{seen[item.kind]}"
    return found


def pieces(
    text: str, items: Sequence[Item], names: dict[int, str], dropped: Sequence[Sequence[int]]
) -> list[Piece]:
    """Cut `text` at every edge of an item's passage or of furniture; joined, the pieces are the text again."""
    resting = [(start, end, item) for item in items for start, end in _spans(item)]
    edges = {0, len(text)} | {edge for start, end, _ in resting for edge in (start, end)}
    edges |= {edge for span in dropped for edge in span if 0 <= edge <= len(text)}
    cuts = sorted(edges)
    return [_piece(text, start, end, resting, names, dropped) for start, end in pairwise(cuts)]


def _spans(item: Item) -> list[tuple[int, int]]:
    """Where an item rests on the text; nowhere for a rectangle on a page or what was heard."""
    passage = item.passage
    if passage is None or passage.start is None or passage.end is None:
        return []
    return [(passage.start, passage.end)]


def _piece(
    text: str,
    start: int,
    end: int,
    resting: Sequence[tuple[int, int, Item]],
    names: dict[int, str],
    dropped: Sequence[Sequence[int]],
) -> Piece:
    here = [(first, item) for first, last, item in resting if first <= start and end <= last]
    return Piece(
        text=text[start:end],
        items=" ".join(str(item.uid) for _, item in here),
        kind=here[-1][1].kind if here else "",
        starts=" ".join(names[item.pk] for first, item in here if first == start),
        is_dropped=any(first <= start and end <= last for first, last in dropped),
    )
