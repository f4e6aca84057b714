"""Words of a request with their places, and the proper names among them.

Names of units ("xã Suối Lim") are masked, those of villages, roads, schools and projects kept aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thongsuot.engines.text.fold import fold, nfc, tones

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_UNITS = ("đặc khu", "thị trấn", "thị xã", "thành phố", "TP", "xã", "phường", "tỉnh", "huyện", "quận")
_COMMUNES = frozenset({"dac khu", "xa", "phuong"})
_BELOW = ("tổ dân phố số", "tổ dân phố", "khu phố", "thôn", "ấp", "bản", "buôn", "làng", "khóm", "tổ")
_JOINED = re.compile(r"[ \t]+|[-–']|\.[ \t]*")
_BREAK = re.compile(r"[!?:;\n]|\.(?:\s|$)")


@dataclass(slots=True)
class Token:
    """A word at [start, end) of the NFC text. `is_free` until it is masked or part of a phrase."""

    word: str
    """Folded."""
    toned: str
    """As `tones` has it."""
    start: int
    end: int
    is_capital: bool
    is_joined: bool
    """To the word before: no more than blanks, or a hyphen without any, lies between."""
    is_first: bool
    """Of a sentence: its capital says nothing."""
    is_free: bool = True

    @property
    def is_number(self) -> bool:
        return self.word[0].isdigit()


@dataclass(frozen=True, slots=True)
class Name:
    """A folded name and where it stands."""

    words: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    stored, found, end = nfc(text), list[Token](), 0
    folded = folded_in_place(stored)
    for match in _WORD.finditer(folded):
        start, between = match.start(), folded[end : match.start()]
        written = stored[start : match.end()]
        is_capital = written[0].isupper() and (len(written) == 1 or not written.isupper())
        is_first = not found or bool(_BREAK.search(between))
        end = match.end()
        is_joined = bool(_JOINED.fullmatch(between)) and bool(found)
        found.append(Token(match[0], tones(written), start, end, is_capital, is_joined, is_first))
    return found


def folded_in_place(text: str) -> str:
    """`fold`, but letter by letter where a mark that joins none would move what stands behind it."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join((fold(letter) or " ")[0] for letter in text)


def mask_units(found: Sequence[Token], given: Iterable[Sequence[str]]) -> frozenset[str]:
    """Mask names of units, and the given ones however they are written; the communes that the text names."""
    named = {name.words for name in _behind(found, _UNITS, numbered=False)}
    for words in given:
        for at in range(len(found)):
            if words and tuple(one.word for one in found[at : at + len(words)]) == tuple(words):
                _take(found[at : at + len(words)])
    return frozenset(name for name in named if _kind(name, _UNITS) in _COMMUNES)


def take_villages(found: Sequence[Token]) -> list[Name]:
    """Names behind thôn, ấp, tổ …, without that word, but for numbers: "thon 3"."""
    names = []
    for name in _behind(found, _BELOW, numbered=True):
        bare = name.words.removeprefix(_kind(name.words, _BELOW)).strip()
        names.append(Name(name.words if bare[:1].isdigit() else bare, name.start, name.end))
    return names


def take_names(found: Sequence[Token]) -> list[Name]:
    """Runs of at least two capitalised words that are still free: "Hoa Ban", "Bắc Trà Ban"."""
    names, at = [], 0
    while at < len(found):
        end = _run(found, at, numbered=False)
        if end - at >= 2:
            names.append(_name(found[at:end]))
        at = max(end, at + 1)
    return names


def _behind(found: Sequence[Token], heads: Sequence[str], *, numbered: bool) -> Iterator[Name]:
    at = 0
    while at < len(found):
        length = next((len(head.split()) for head in heads if _stands(found, at, head)), 0)
        end = _run(found, at + length, numbered=numbered) if length else at
        if length and end > at + length and _follows(found[at + length]):
            yield _name(found[at:end])
            at = end
        else:
            at += 1


def _stands(found: Sequence[Token], at: int, head: str) -> bool:
    """Whether the word for a unit stands there, with its own marks (tỉnh is not tính) or without any."""
    wanted = head.split()
    part = found[at : at + len(wanted)]
    return len(part) == len(wanted) and all(
        one.is_free and one.toned in (tones(word), fold(word)) for one, word in zip(part, wanted, strict=True)
    )


def _run(found: Sequence[Token], at: int, *, numbered: bool) -> int:
    """Where the capitalised words end that begin here; a number is a name by itself."""
    if numbered and at < len(found) and found[at].is_number and found[at].is_free:
        return at + 1
    end = at
    while end < len(found) and found[end].is_free and found[end].is_capital:
        if end > at and not _follows(found[end]):
            break
        end += 1
    return end


def _follows(one: Token) -> bool:
    return one.is_joined and not one.is_first


def _name(part: Sequence[Token]) -> Name:
    _take(part)
    return Name(" ".join(one.word for one in part), part[0].start, part[-1].end)


def _take(part: Iterable[Token]) -> None:
    for one in part:
        one.is_free = False


def _kind(name: str, heads: Sequence[str]) -> str:
    return next((fold(head) for head in heads if name.startswith(f"{fold(head)} ")), "")
