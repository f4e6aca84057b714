"""Cue words as data: a table of phrases, found in a row of tokens by the longest match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.tokens import Token, tokenise

Kind = TypeVar("Kind")


def words(text: str) -> frozenset[str]:
    """The words of a table of single syllables."""
    return frozenset(text.split())


class Hit(NamedTuple, Generic[Kind]):
    """Tokens [at, to) match a phrase of the table that means `kind`."""

    at: int
    to: int
    kind: Kind


class Lexicon(Generic[Kind]):
    """Phrases by meaning. A table is a mapping from a meaning to its phrases, divided by "|" or line ends.

    The meaning None is that of phrases which only look as if they began with one of the others.
    """

    def __init__(self, table: Mapping[Kind | None, str]) -> None:
        self._alone: dict[str, Kind | None] = {}
        self._rows: dict[str, dict[str, list[tuple[tuple[str, ...], Kind | None]]]] = {}
        for kind, phrases in table.items():
            for phrase in _split(level(phrases.replace("\n", "|"))):
                first, *rest = _words_of(phrase)
                if rest:
                    self._rows.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest), kind))
                else:
                    self._alone.setdefault(first, kind)
        for seconds in self._rows.values():
            for row in seconds.values():
                row.sort(key=lambda entry: -len(entry[0]))
        self._firsts = frozenset(self._alone.keys() | self._rows.keys())

    @property
    def firsts(self) -> frozenset[str]:
        """The first words of its phrases: where none of them stands, there is nothing to find."""
        return self._firsts

    def phrases(self) -> Iterator[tuple[str, ...]]:
        """Every phrase of the table, as its tokens."""
        yield from ((word,) for word in self._alone)
        for first, seconds in self._rows.items():
            for row in seconds.values():
                yield from ((first, *rest) for rest, _ in row)

    def at(self, tokens: Sequence[Token], index: int) -> Hit[Kind] | None:
        """The longest phrase that begins at token `index`."""
        if index >= len(tokens) or (first := tokens[index].low) not in self._firsts:
            return None
        seconds = self._rows.get(first)
        if seconds and index + 1 < len(tokens):
            for rest, kind in seconds.get(tokens[index + 1].low, ()):
                if len(rest) == 1 or _match(tokens, index + 1, rest):
                    return Hit(index, index + 1 + len(rest), kind) if kind is not None else None
        alone = self._alone.get(first)
        return Hit(index, index + 1, alone) if alone is not None else None

    def hits(self, tokens: Sequence[Token], start: int = 0, end: int | None = None) -> list[Hit[Kind]]:
        """All phrases from left to right, each the longest at its place, none overlapping."""
        found: list[Hit[Kind]] = []
        end = len(tokens) if end is None else end
        index = start
        firsts = self._firsts
        while index < end:
            hit = self.at(tokens, index) if tokens[index].low in firsts else None
            if hit and hit.to <= end:
                found.append(hit)
                index = hit.to
            else:
                index += 1
        return found


def _match(tokens: Sequence[Token], index: int, words: tuple[str, ...]) -> bool:
    """Whether the words behind the first stand in the tokens too."""
    if index + len(words) > len(tokens):
        return False
    for step in range(1, len(words)):  # noqa: SIM110  the reader's hottest line; all() doubles its time
        if tokens[index + step].low != words[step]:
            return False
    return True


def _words_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a levelled phrase; plain syllables need no tokeniser, and start-up waits for this."""
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.split())
    return tuple(token.low for token in tokenise(phrase, phrase, 0, len(phrase)))


def _split(phrases: str) -> Iterable[str]:
    return filter(None, map(str.strip, phrases.split("|")))
