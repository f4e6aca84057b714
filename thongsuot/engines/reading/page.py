"""The text of a document, twice: as it is shown, and levelled for comparing, of the same length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from thongsuot.engines.reading.tokens import Token, tokenise
from thongsuot.engines.text.fold import nfc

_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_PLAIN = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))
_MARKED = {
    **dict(zip(("o" + c for c in "àáảãạèéẻẽẹ"), "òóỏõọòóỏõọ", strict=True)),
    **dict(zip(("u" + c for c in "ỳýỷỹỵ"), "ùúủũụ", strict=True)),
}
_LOOSE = re.compile("[\u0300-\u036f]+")
_BLANKS = "\t\n\r\x0b\x0c\xa0\u2002\u2003\u2009\u202f\u3000"
_MARKS = "‘’ʼ`´“”–—−"
_LEVEL = str.maketrans(_BLANKS + _MARKS, " " * len(_BLANKS) + "'''''" + '""' + "---")
_UNSEEN: dict[int, None] = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
_UNSEEN |= dict.fromkeys((0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xFFFC))


def _new_tone(found: re.Match[str]) -> str:
    pair = found.group()
    return _MARKED[pair] + _PLAIN[pair[1]]


def level(text: str) -> str:
    """Lower case, tone on the older vowel (hòa, thủy), one kind of blank, dash and quote; same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(_new_tone, low.translate(_LEVEL))


def clean(text: str) -> str:
    """The text as it is kept: NFC, line ends as newlines, without control and zero-width characters.

    A mark that stands on no letter it could belong to is a slip, and would part a word.
    """
    return _LOOSE.sub("", nfc(text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)))


class Line(NamedTuple):
    """A paragraph of the page without the blanks around it; `start`, `end` are code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is shown, `low` is compared; both have the same positions. `tokens` are cut once for all who ask."""

    text: str
    low: str
    lines: tuple[Line, ...]
    tokens: Sequence[Token] = field(repr=False)
    starts: Sequence[int] = field(repr=False)

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def low_of(self, line: Line) -> str:
        return self.low[line.start : line.end]

    def row(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin in [start, end)."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


_VISIBLE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_WIDEST, _ENOUGH_WRAPPED, _FULL = 160, 4, 0.85
_CLOSED = frozenset('.:;!?…"”)]|')


def _continues(page_text: str, before: Line, after: Line) -> bool:
    """Whether a line break stands inside a phrase, as in texts with hard line ends."""
    gap = page_text[before.end : after.start]
    if gap.count("\n") != 1 or before.end - before.start < 40:
        return False
    if (
        page_text.find("|", before.start, before.end) >= 0
        or page_text.find("\t", before.start, before.end) >= 0
    ):
        return False  # a row of a table
    return page_text[before.end - 1] not in _CLOSED and page_text[after.start].islower()


def _wrap_width(text: str, raw: list[Line]) -> int:
    """Where a text with hard line ends breaks its lines; 0 when it has none."""
    widths = [
        before.end - before.start
        for before, after in pairwise(raw)
        if _continues(text, before, after) and before.end - before.start <= _WIDEST
    ]
    return max(widths) if len(widths) >= _ENOUGH_WRAPPED else 0


def _is_full(text: str, before: Line, after: Line, width: int) -> bool:
    """In a text with hard line ends, a full line goes on in the next one, whatever it begins with."""
    if not width or text[before.end - 1] in _CLOSED or text[before.end : after.start].count("\n") != 1:
        return False
    return _FULL * width <= before.end - before.start <= width + 2


def _joined(text: str) -> tuple[Line, ...]:
    raw = [Line(found.start(), found.end()) for found in _VISIBLE.finditer(text)]
    width = _wrap_width(text, raw)
    lines: list[Line] = []
    for before, line in zip([None, *raw], raw, strict=False):
        goes_on = before and (_continues(text, before, line) or _is_full(text, before, line, width))
        start = lines.pop().start if goes_on else line.start
        lines.append(Line(start, line.end))
    return tuple(lines)


def page_of(text: str, mend: Callable[[str], str] | None = None) -> Page:
    """The page of a text that `clean` has been through; `mend` puts right what is compared, at the same length."""
    low = level(text)
    low = mend(low) if mend else low
    tokens = tokenise(text, low, 0, len(text))
    return Page(text, low, _joined(text), tokens, [token.start for token in tokens])
