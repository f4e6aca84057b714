"""The topic of an item, by cue words; the first words of an item weigh most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from thongsuot.engines.reading.cues.topics import TOPICS
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.tokens import Token, tokenise

OTHER = "other"
_FADE = 14.0
_ALSO = 0.35
_MOST_ALSO = 3


def scores(tokens: Sequence[Token], at: int = 0, to: int | None = None) -> dict[str, float]:
    """Weight of each topic: longer phrases and earlier ones count more."""
    found: dict[str, float] = defaultdict(float)
    for hit in TOPICS.hits(tokens, at, to):
        if not hit.kind.topic:
            continue
        length = hit.to - hit.at
        place = 1.0 / (1.0 + (hit.at - at) / _FADE)
        found[hit.kind.topic] += hit.kind.weight * (0.6 + 0.4 * length) * place
    return dict(found)


def topics_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The topic of a text and other topics that it touches, by weight."""
    tokens = tokenise(text, level(text), 0, len(text))
    ranked = sorted(scores(tokens).items(), key=lambda pair: (-pair[1], pair[0]))
    named = [(topic, weight) for topic, weight in ranked if topic != OTHER]
    if not named:
        return OTHER, ()
    first, top = named[0]
    also = [topic for topic, weight in named[1:] if weight >= _ALSO * top]
    return first, tuple(also[:_MOST_ALSO])
