"""The topic of an item, by cue words; the first words of an item weigh most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from thongsuot.engines.reading.cues.topics import TOPICS
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.tokens import Token, tokenise

OTHER = "other"
_FADE = 9.0
_IN_PURPOSE, _AGAIN = 0.5, 0.4
_AIMS = frozenset({"để", "nhằm", "phục"})
_NARROW = frozenset(
    {
        "site-clearance",
        "land",
        "public-assets",
        "education",
        "health",
        "agriculture",
        "environment",
        "digital",
        "planning",
        "culture",
        "welfare",
    }
)
_ALSO = 0.2
_MOST_ALSO = 3


def scores(tokens: Sequence[Token], at: int = 0, to: int | None = None) -> dict[str, float]:
    """Weight of each topic: longer phrases and earlier ones count more."""
    found: dict[str, float] = defaultdict(float)
    end = len(tokens) if to is None else to
    aim = next((k for k in range(at + 3, end) if tokens[k].low in _AIMS), end)
    for hit in TOPICS.hits(tokens, at, to):
        if not hit.kind.topic:
            continue
        length = min(hit.to - hit.at, 4)
        place = 1.0 / (1.0 + (hit.at - at) / _FADE)
        purpose = _IN_PURPOSE if hit.at > aim else 1.0
        again = _AGAIN if hit.kind.topic in found else 1.0
        found[hit.kind.topic] += hit.kind.weight * (0.7 + 0.3 * length) * place * purpose * again
    return dict(found)


def subject_of(text: str) -> str:
    """The topic of a whole session by its title or purpose; "" when it was about everything."""
    topic, _ = topics_of(text)
    return topic if topic in _NARROW else ""


@lru_cache(maxsize=512)
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
