"""After the reading: which answer answers what, what was said twice, what stands in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from thongsuot.engines.reading.lexicon import words as syllables
from thongsuot.engines.reading.model import Item, ItemKind
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.tokens import tokenise
from thongsuot.engines.text.fold import fold

_SMALL = syllables(
    """
va cua cac cho voi trong la co duoc da se tai ve mot so theo de o do nay den tu nhung tren bo tri ho tro
kien nghi noi dung viec xa phuong tinh so ubnd nam quan tam som xem xet day hien bo sung dau tu xay dung
cong tac dia phuong thuc hien
"""
)
_COUNTED = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = re.compile(rf"(?:^|(?:kiến nghị|đề xuất|đề nghị) )(?:thứ|số) ({'|'.join(_COUNTED)}|[1-9]\d?)\b")
"""Which of the requests: "về kiến nghị thứ hai"."""
_ENOUGH = 0.3
_SAME = 0.75


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(token.low for token in tokenise(text, level(text), 0, len(text)) if token.is_word)


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if fold(word) not in _SMALL)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _place(word: str) -> int:
    return int(word) - 1 if word.isdigit() else _COUNTED.index(word)


def _answered(item: Item, theme: str, requests: Sequence[tuple[int, frozenset[str]]]) -> int | None:
    """Index of the recommendation with which the answer shares most of its telling words."""
    if (nth := _ORDINAL.search(theme.lower())) and (place := _place(nth[1])) < len(requests):
        return requests[place][0]
    said, named = _telling(item.text), _telling(theme)
    best, best_score = None, 0.0
    for index, words in requests:
        score = max(_likeness(named, words) if len(named) > 1 else 0.0, _likeness(said, words) * 0.9)
        if score > best_score:
            best, best_score = index, score
    return best if best_score >= _ENOUGH else None


def linked(items: Sequence[Item], themes: Mapping[int, str]) -> list[Item]:
    """Each answer with the index of its recommendation; a chair's answer to nothing is a statement."""
    requests = [
        (i, _telling(item.text)) for i, item in enumerate(items) if item.kind is ItemKind.RECOMMENDATION
    ]
    found: list[Item] = []
    for i, item in enumerate(items):
        if item.kind is ItemKind.ANSWER:
            to = _answered(item, themes.get(i, ""), requests)
            item = (
                replace(item, answers=to)
                if to is not None or item.rule == "answer.department"
                else replace(item, kind=ItemKind.STATEMENT, rule="statement.agreed")
            )
        found.append(item)
    return found


def _of_same_numbers(words: frozenset[str], known: frozenset[str]) -> bool:
    """Said again, a thing may lose its figures, not change them."""
    one, other = ({word for word in each if word[0].isdigit()} for each in (words, known))
    return one <= other or other <= one


def _repeats(item: Item, earlier: Sequence[tuple[Item, frozenset[str]]], words: frozenset[str]) -> bool:
    return any(
        other.kind is item.kind
        and len(words & known) >= _SAME * max(1, len(words), len(known))
        and _of_same_numbers(words, known)
        and {a.name for a in other.assignees} == {a.name for a in item.assignees}
        for other, known in earlier
    )


def without_repeats(items: Sequence[Item], themes: Mapping[int, str]) -> tuple[list[Item], dict[int, str]]:
    """The items without those that say again what one before said; themes follow their items."""
    kept: list[tuple[Item, frozenset[str]]] = []
    moved: dict[int, str] = {}
    recent = 60
    for i, item in enumerate(items):
        words = _words(item.text)
        if _repeats(item, kept[-recent:], words):
            continue
        if i in themes:
            moved[len(kept)] = themes[i]
        kept.append((item, words))
    return [item for item, _ in kept], moved


def in_order(items: Sequence[Item], themes: Mapping[int, str]) -> tuple[list[Item], dict[int, str]]:
    """The items as they stand in the text."""
    ranked = sorted(range(len(items)), key=lambda i: (items[i].span.start, items[i].span.end))
    place = {old: new for new, old in enumerate(ranked)}
    return [items[i] for i in ranked], {place[i]: theme for i, theme in themes.items()}
