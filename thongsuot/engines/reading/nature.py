"""Does a directive ask for a piece of work, or for an attitude?"""

from __future__ import annotations

from thongsuot.engines.reading.cues.actions import ORIENTATION, PRODUCTS
from thongsuot.engines.reading.model import Nature
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.tokens import tokenise

_HEAD_WORDS = 7
_LOOSE_TOPICS = frozenset({"other", "staffing", "party-building", "welfare", "security"})


def nature_of(text: str, topic: str, has_deadline: bool) -> Nature:
    """ORIENTATION for general exhortation: its words open the item, and no product or term is named."""
    tokens = tokenise(text, level(text), 0, len(text))
    opens = bool(ORIENTATION.hits(tokens, 0, min(_HEAD_WORDS, len(tokens))))
    has_product = bool(PRODUCTS.hits(tokens))
    if opens and not has_deadline and not has_product and topic in _LOOSE_TOPICS:
        return Nature.ORIENTATION
    return Nature.TASK
