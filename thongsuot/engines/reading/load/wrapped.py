"""Paragraphs again from the lines of a page that a margin broke."""

from __future__ import annotations

import re

_PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?\d{1,4}(?:\s*-|\s*/\s*\d{1,4})?\s*")
_FULL_LINE = 0.8
_CLOSED = tuple('.:;!?…"”')
_POINT = re.compile(r"\s*(?:[-•*+]|\(?\d{1,2}[.)]|\(?[a-zđ][.)]|[IVX]{1,5}\.)\s")


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether `line` was broken by the right margin and goes on in `following`."""
    if not line or not following or line.endswith(_CLOSED) or _POINT.match(following):
        return False
    return following[0].islower() or len(line) >= _FULL_LINE * width


def unwrapped(lines: list[str]) -> str:
    """Paragraphs again from the lines of a page."""
    kept = [line.strip() for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    width = max(map(len, kept), default=0)
    text = ""
    for line, following in zip(kept, [*kept[1:], ""], strict=True):
        closed_early = line.endswith(_CLOSED) and not line.endswith(('"', "”"))
        full = len(line) >= _FULL_LINE * width and not _POINT.match(following) and following != ""
        joins = _is_wrapped(line, following, width) or (full and closed_early)
        text += line + (" " if joins else "\n")
    return text
