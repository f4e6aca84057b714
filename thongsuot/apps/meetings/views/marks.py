"""The source text cut into pieces, each knowing which items rest on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def pieces(text: str, items: Sequence[Item], names: dict[int, str], dropped: Sequence[Sequence[int]]) -> list[Piece]:
    """Cut `text` at every edge of an item's passage or of furniture; joined, the pieces are the text again."""
    resting = [(item.passage.start, item.passage.end, item) for item in items if item.passage]
    edges = {0, len(text)} | {edge for start, end, _ in resting for edge in (start, end)}
    edges |= {edge for span in dropped for edge in span if 0 <= edge <= len(text)}
    cuts = sorted(edges)
    return [_piece(text, start, end, resting, names, dropped) for start, end in zip(cuts, cuts[1:], strict=False)]


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
