"""The words of a case and of a query, cut in one way for both databases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thongsuot.apps.core.bridge import fold, nfc

MOST_TERMS = 12
LONGEST = 60
"""Letters of one word; a longer run is cut there, in a text as in a query."""
SHORTEST_PREFIX = 2

_WORD = re.compile(rf"[^\W_]{{1,{LONGEST}}}")
_CHUNK = re.compile(r"[\"“”]([^\"“”]*)(?:[\"“”]|$)|([^\s\"“”]+)")
_EDGES = " \t\n.,;:?!()[]{}“”‘’\"'…-–*"
_LATE_TONE = re.compile(r"(?<!q)(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b")
_EARLY = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side: one word, a phrase in quotes, or a number such as KN-2025-0001."""

    words: tuple[str, ...]
    is_marked: bool
    is_prefix: bool = False
    """Whether the last word may go on."""
    literal: str = ""
    """Folded, with the signs inside it: they were typed, so they are meant. "" for words alone."""


def marked(text: str) -> str:
    """The words with their marks, lower case, one blank between; hoà is written as hòa."""
    lower = _LATE_TONE.sub(lambda found: _EARLY[found[0]], nfc(text).lower())
    return " ".join(_WORD.findall(lower))


def folded(text: str) -> str:
    """The words without marks, lower case, one blank between."""
    return " ".join(_WORD.findall(fold(text)))


def whole(parts: Iterable[str]) -> str:
    """All by which one case is found, each part once."""
    return " ".join(dict.fromkeys(part for part in parts if part))


def terms(text: str) -> list[Term]:
    """What a query asks for, all of it: the first twelve terms, each once."""
    chunks = list(_CHUNK.finditer(nfc(text)))
    found = [
        _phrase(chunk[1]) if chunk[1] is not None else _bare(chunk[2], is_last=chunk is chunks[-1])
        for chunk in chunks
    ]
    return [*dict.fromkeys(term for term in found if term)][:MOST_TERMS]


def _phrase(text: str) -> Term | None:
    with_marks = marked(text)
    is_marked = with_marks != folded(text)
    words = tuple(with_marks.split())
    return Term(words, is_marked) if words else None


def _bare(chunk: str, *, is_last: bool) -> Term | None:
    bare = chunk.strip(_EDGES)
    term = _phrase(bare)
    if not term:
        return None
    is_prefix = (is_last or chunk.endswith("*")) and len(term.words[-1]) >= SHORTEST_PREFIX
    has_signs = len(term.words) > 1 or fold(bare) != " ".join(folded(bare).split())
    return Term(term.words, term.is_marked, is_prefix, fold(bare) if has_signs else "")


ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def near(word: str) -> set[str]:
    """Every folded word that one slip away: a letter lost, added, changed, or two swapped; and itself."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in ALPHABET}
    return found | {head + letter + tail for head, tail in cuts for letter in ALPHABET}
