"""What another reader proposes, tied to the text or let go, and set beside what the rules found.

Nothing is believed of a proposal but where it points: its passage must stand in the text word for word, and
names, bodies and terms must stand in the text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.engines.reading.check import words_of
from thongsuot.engines.reading.model import ItemKind, Role, Span
from thongsuot.engines.reading.page import clean, level

_FEWEST, _LONGEST = 2, 3_000
"""Words, and characters, of a passage."""
_NEAR = 300
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item as another reader words it; `quote` is the passage that it claims to rest on."""

    kind: ItemKind
    quote: str
    text: str
    by: str = ""
    to: str = ""
    assignees: tuple[tuple[str, Role], ...] = ()
    deadline_words: str = ""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A proposal whose passage was found at `span`."""

    kind: ItemKind
    text: str
    span: Span
    by: str
    to: str
    assignees: tuple[tuple[str, Role], ...]
    deadline_words: str


class Verdict(StrEnum):
    SAME = "same"
    OTHER_KIND = "other-kind"
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Beside:
    """A row of the comparison: indexes into ours and theirs, None where one of them has nothing there."""

    verdict: Verdict
    ours: int | None
    theirs: int | None


def _found(low: str, quote: str) -> Span | None:
    """Where the words of a quotation stand one behind the other, whatever blanks and line breaks part them."""
    words = level(clean(quote)).split()
    if len(words) < _FEWEST or len(quote) > _LONGEST:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), low)
    return Span(found.start(), found.end()) if found else None


def anchored(text: str, proposals: Iterable[Proposal]) -> tuple[list[Anchored], int]:
    """The proposals that stand in `text` (NFC, as in `Record.text`), in its order, and how many do not."""
    low, known = level(text), words_of(text)
    kept: list[Anchored] = []
    dropped = 0
    for one in proposals:
        span = _found(low, one.quote)
        if span is None:
            dropped += 1
            continue
        passage = text[span.start : span.end]
        near = level(text[max(0, span.start - _NEAR) : span.end + _NEAR])
        words = words_of(one.text)
        is_said = bool(words) and words <= words_of(passage)
        due = level(clean(one.deadline_words))
        kept.append(
            Anchored(
                one.kind,
                " ".join((one.text if is_said else passage).split()),
                span,
                _said(one.by, known),
                _said(one.to, known),
                tuple((name, role) for name, role in one.assignees if _said(name, known)),
                one.deadline_words if due and due in near else "",
            )
        )
    unique = {(one.kind, one.span): one for one in kept}
    return sorted(unique.values(), key=lambda one: (one.span.start, one.span.end)), dropped


def _said(name: str, known: set[str]) -> str:
    """A name whose every word stands in the text, else ""."""
    words = words_of(name)
    return " ".join(name.split()) if words and words <= known else ""


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / max(1, min(one.end - one.start, other.end - other.start)) if shared > 0 else 0.0


def beside(ours: Sequence[tuple[ItemKind, Span]], theirs: Sequence[tuple[ItemKind, Span]]) -> list[Beside]:
    """Both readings in the order of the text: pairs that rest on one passage, then what one alone saw."""
    pairs = sorted(
        (
            (kind != other_kind, -share, i, j)
            for i, (kind, span) in enumerate(ours)
            for j, (other_kind, other) in enumerate(theirs)
            if (share := _overlap(span, other)) >= _ENOUGH
        ),
    )
    rows: list[Beside] = []
    free_ours, free_theirs = set(range(len(ours))), set(range(len(theirs)))
    for differs, _, i, j in pairs:
        if i in free_ours and j in free_theirs:
            rows.append(Beside(Verdict.OTHER_KIND if differs else Verdict.SAME, i, j))
            free_ours.remove(i)
            free_theirs.remove(j)
    rows += [Beside(Verdict.OURS, i, None) for i in free_ours]
    rows += [Beside(Verdict.THEIRS, None, j) for j in free_theirs]
    return sorted(rows, key=lambda row: _place(row, ours, theirs))


def _place(
    row: Beside, ours: Sequence[tuple[ItemKind, Span]], theirs: Sequence[tuple[ItemKind, Span]]
) -> tuple[int, int]:
    span = ours[row.ours][1] if row.ours is not None else theirs[row.theirs or 0][1]
    return span.start, span.end
