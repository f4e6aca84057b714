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
_Heads = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
_JOINED = re.compile(r"[ \t]+|[-–']|\.[ \t]*")
_BREAK = re.compile(r"[!?:;\n]|\.(?:\s|$)")


def _by_first(names: Sequence[str]) -> _Heads:
    """Folded first word -> the words for units that begin with it, folded and toned, the longest first."""
    found: _Heads = {}
    for words in sorted((name.split() for name in names), key=len, reverse=True):
        folded = tuple(map(fold, words))
        found.setdefault(folded[0], []).append((folded, tuple(map(tones, words))))
    return found


_UNIT_HEADS, _VILLAGE_HEADS = _by_first(_UNITS), _by_first(_BELOW)


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


def mask_units(found: Sequence[Token], given: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Mask names of units, and the given ones however they are written; the communes that the text names."""
    named = {name.words for head, name in _behind(found, _UNIT_HEADS, numbered=False) if head in _COMMUNES}
    words = [one.word for one in found]
    for unit in filter(None, given):
        for at in (at for at, word in enumerate(words) if word == unit[0]):
            if tuple(words[at : at + len(unit)]) == unit:
                _take(found[at : at + len(unit)])
    return frozenset(named)


def take_villages(found: Sequence[Token]) -> list[Name]:
    """Names behind thôn, ấp, tổ …, without that word, but for numbers: "thon 3"."""
    names = []
    for head, name in _behind(found, _VILLAGE_HEADS, numbered=True):
        bare = name.words.removeprefix(f"{head} ")
        names.append(Name(name.words if bare[0].isdigit() else bare, name.start, name.end))
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


def _behind(found: Sequence[Token], heads: _Heads, *, numbered: bool) -> Iterator[tuple[str, Name]]:
    """Word for a unit, and its name with that word."""
    at = 0
    while at < len(found):
        head = _head(found, at, heads) if found[at].word in heads else ()
        first = at + len(head)
        end = _run(found, first, numbered=numbered) if head else at
        if head and end > first and _follows(found[first]):
            yield " ".join(head), _name(found[at:end])
            at = end
        else:
            at += 1


def _head(found: Sequence[Token], at: int, heads: _Heads) -> tuple[str, ...]:
    """The word for a unit that stands there, with its own marks (tỉnh is not tính) or without any."""
    for folded, toned in heads[found[at].word]:
        part = found[at : at + len(folded)]
        written = tuple(one.toned for one in part if one.is_free)
        if written in (folded, toned):
            return folded
    return ()


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
