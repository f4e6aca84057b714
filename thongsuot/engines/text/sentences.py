"""Sentences of a Vietnamese paragraph, as pairs of code points [start, end).

A full stop ends a sentence only where a new one can begin behind it: not in "TP.", "TS.", "15.11",
"8.412", "v.v." nor in the name initials "M.H.". The official closing mark "./." is one stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = re.compile(r"\./\.|\.{2,}|[.…!?]")
_CLOSERS = "\"'”’)]»"
_OPENERS = "\"'“‘([«-–—•…"
_ABBREVIATIONS = _words(
    """
tp ts ths gs pgs bs ks ls cn tx tt q p h x đ đc tr st no mr mrs dr ông.tr th.s t.ư tw v.v vv ncs nxb
tnhh ubnd.tp kp
"""
)
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_LONGEST_WORD = 12


def _word_before(text: str, stop: int, floor: int) -> str:
    found = _WORD_BEFORE.search(text, max(floor, stop - _LONGEST_WORD), stop)
    return found.group() if found else ""


def _next_visible(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _begins(text: str, at: int, end: int) -> bool:
    """Whether a sentence can begin at `at`: a capital, a digit or an opening mark stands there."""
    if at >= end:
        return True
    return text[at].isupper() or text[at].isdigit() or text[at] in _OPENERS


def _is_number_marker(text: str, start: int, stop: int) -> bool:
    """ "1." or "IV." at the very beginning numbers the sentence, it does not end one."""
    head = text[start:stop].strip()
    return len(head) <= 4 and (head.isdigit() or (bool(head) and set(head) <= set("IVXabcdđeghik")))


def _ends(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    stop, behind, follow = mark.start(), mark.end(), _next_visible(text, mark.end(), end)
    if mark.group() == "./.":
        return True
    if mark.group() == ".":
        if behind < end and text[behind] in ",;:":
            return False
        if behind == follow < end and text[behind] not in _CLOSERS:
            return text[behind].isupper() and stop > start and text[stop - 1].islower()
        word = _word_before(text, stop, start)
        if word.lower() in _ABBREVIATIONS and follow < end and not word[:1].islower():
            return False
        if len(word) == 1 and word.isupper() and follow < end:
            return False
        if _is_number_marker(text, start, stop):
            return False
    return _begins(text, follow, end) if follow < end else True


def _with_closers(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _CLOSERS:
        at += 1
    return at


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, without the white space around them.

    A line break is white space: cut paragraphs before. Every visible character lies in one sentence.
    """
    end = len(text) if end is None else end
    begin = _next_visible(text, start, end)
    at = begin
    while mark := _STOP.search(text, at, end):
        at = mark.end()
        if not _ends(text, begin, mark, end):
            continue
        at = _with_closers(text, at, end)
        yield begin, at
        begin = at = _next_visible(text, at, end)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end
