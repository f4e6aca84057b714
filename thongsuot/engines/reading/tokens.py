"""Syllables, numbers and marks of a text, with their positions and their shape."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,/\-–]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\d*|[^\w\s]|_")


class Shape(IntEnum):
    LOWER = 0
    CAPITAL = 1
    CAPITALS = 2
    NUMBER = 3
    MARK = 4


class Token(NamedTuple):
    """`low` is the levelled form; `start` and `end` are code points of the page."""

    low: str
    start: int
    end: int
    shape: Shape

    @property
    def is_name_like(self) -> bool:
        """A syllable that can stand in a proper name: "Nguyễn", or the one letter of "Y Ngọc"."""
        return self.shape is Shape.CAPITAL or (self.shape is Shape.CAPITALS and self.end - self.start == 1)

    @property
    def is_word(self) -> bool:
        return self.shape is not Shape.MARK


@lru_cache(maxsize=20_000)
def _shape(word: str) -> Shape:
    first = word[0]
    if first.isdigit():
        return Shape.NUMBER
    if not (first.isalpha() or first == "_"):
        return Shape.MARK
    if not first.isupper():
        return Shape.LOWER
    return Shape.CAPITALS if word.isupper() else Shape.CAPITAL


def tokenise(text: str, low: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`; `low` is the levelled text of the same length."""
    return [
        Token(low[found.start() : found.end()], found.start(), found.end(), _shape(found.group()))
        for found in _TOKEN.finditer(text, start, end)
    ]
