"""The matter of an item in its own words: without cue words, connectors, deadline and purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thongsuot.engines.reading.cues.actions import ACTIONS, TRIMMED
from thongsuot.engines.reading.cues.moves import LINKS, PURPOSES
from thongsuot.engines.reading.model import Deadline
from thongsuot.engines.reading.tokens import Shape, Token

_TAIL = re.compile(r"(?:[\s,;:.…/\-–]|\bv\.v\b|\bvv\b)+\Z")
_HANGING = re.compile(
    r"[,;]?\s*(?:và\s+)?(?:phải\s+|cần\s+)?(?:hoàn thành|xong|thực hiện xong|gửi về|báo cáo kết quả"
    r"|thời hạn|thời gian)?\s*(?:và|để|nhằm|trước|trong)?\s*\Z"
)
_LATE_PURPOSE = frozenset({"để", "bảo", "đảm", "thúc"})
_AFTER_COMMA = frozenset(
    {"góp", "phục", "đáp", "qua", "từ", "tạo", "hướng", "với", "làm", "đưa", "coi", "xem"}
)
_ENOUGH, _ENOUGH_BEFORE_SO_THAT = 4, 14
_MARKS = frozenset(",;:.…-–/")


def trimmed_start(tokens: Sequence[Token], at: int, to: int) -> int:
    """Index of the first word of the matter behind connectors and words of eagerness."""
    while at < to:
        hit, verb = LINKS.at(tokens, at) or TRIMMED.at(tokens, at), ACTIONS.at(tokens, at)
        if hit and hit.to < to and not (verb and verb.to > hit.to):
            at = hit.to
        elif tokens[at].low in _MARKS and at + 1 < to:
            at += 1
        else:
            break
    return at


def trimmed_end(tokens: Sequence[Token], at: int, to: int) -> int:
    """Index behind the last word of the matter: purpose clauses and marks are cut."""
    for hit in PURPOSES.hits(tokens, at, to):
        first = tokens[hit.at].low
        if first == "để" and tokens[hit.at - 1].low == "không":
            continue  # "không để máy đắp chiếu" is work, no purpose
        enough = (
            _ENOUGH_BEFORE_SO_THAT + 8 * (first in ("bảo", "đảm", "thúc"))
            if first in _LATE_PURPOSE
            else _ENOUGH
        )
        if hit.at - at < enough or (first in _AFTER_COMMA and tokens[hit.at - 1].low != ","):
            continue
        to = hit.at
        break
    while to > at + 1 and tokens[to - 1].low in _MARKS:
        to -= 1
    return to


def _without(text: str, start: int, end: int, deadline: Deadline | None) -> str:
    """The passage without the words of a fixed day."""
    if deadline is None or deadline.on is None or not start <= deadline.span.start < end:
        return text[start:end]
    before, behind = text[start : deadline.span.start], text[min(deadline.span.end, end) : end]
    before = (
        _HANGING.sub("", before.rstrip())
        if not behind.strip(" .;,") or behind.lstrip()[:1] in ",;."
        else before
    )
    return before + behind


def matter(text: str, tokens: Sequence[Token], at: int, to: int, deadline: Deadline | None = None) -> str:
    """The words of tokens [at, to), tidied; "" when nothing is left."""
    if at >= to:
        return ""
    words = _without(text, tokens[at].start, tokens[to - 1].end, deadline)
    words = _TAIL.sub("", " ".join(words.split())).strip(' ,;:"“”')
    first = tokens[at]
    if words and first.shape is Shape.CAPITAL and (ACTIONS.at(tokens, at) or _starts_sentence(tokens, at)):
        words = words[0].lower() + words[1:]
    return words


def _starts_sentence(tokens: Sequence[Token], at: int) -> bool:
    """A capital only because a sentence begins: the next syllable is small."""
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].shape is Shape.LOWER
        and tokens[at].low not in ("sở", "ubnd", "đảng")
    )
