"""The text of a document, twice: as it is shown, and levelled for comparing, of the same length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from thongsuot.engines.text.fold import nfc

_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_PLAIN = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))
_MARKED = {
    **dict(zip(("o" + c for c in "àáảãạèéẻẽẹ"), "òóỏõọòóỏõọ", strict=True)),
    **dict(zip(("u" + c for c in "ỳýỷỹỵ"), "ùúủũụ", strict=True)),
}
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
    """The text as it is kept: NFC, line ends as newlines, without control and zero-width characters."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN))


class Line(NamedTuple):
    """A paragraph of the page without the blanks around it; `start`, `end` are code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is shown, `low` is compared; both have the same positions."""

    text: str
    low: str
    lines: tuple[Line, ...]

    def of(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def low_of(self, line: Line) -> str:
        return self.low[line.start : line.end]


_VISIBLE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_CLOSED = frozenset('.:;!?…"”)]|')


def _continues(page_text: str, before: Line, after: Line) -> bool:
    """Whether a line break stands inside a phrase, as in texts with hard line ends."""
    gap = page_text[before.end : after.start]
    if gap.count("\n") != 1 or before.end - before.start < 40:
        return False
    return page_text[before.end - 1] not in _CLOSED and page_text[after.start].islower()


def _joined(text: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    for found in _VISIBLE.finditer(text):
        line = Line(found.start(), found.end())
        if lines and _continues(text, lines[-1], line):
            line = Line(lines.pop().start, line.end)
        lines.append(line)
    return tuple(lines)


def page_of(text: str) -> Page:
    """The page of a text that `clean` has been through."""
    return Page(text, level(text), _joined(text))
