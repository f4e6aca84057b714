"""What the simplest things find in the same documents: a regular expression of family names, and cue words.

Whoever asks what the reader is worth compares it with an afternoon's work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.harness import Claim
from bench.matching import Count, match, of_sets, total
from thongsuot.engines.reading.cues.titles import SURNAMES
from thongsuot.engines.reading.model import ItemKind, Record, Source
from thongsuot.engines.reading.page import clean, level
from thongsuot.engines.reading.read import read
from thongsuot.engines.text.fold import fold
from thongsuot.engines.text.sentences import sentences
from thongsuot.facts import gazetteer

_WORDS = re.compile(r"[^\W\d_]+")
_CALLS = re.compile(r"\b(?:đề nghị|yêu cầu|giao|chỉ đạo|cần|phải)\b\s*")
_LONGEST_NAME = 4


def baselines(folders: Sequence[Path]) -> Iterator[Claim]:
    """Persons and directives by the baseline and by the reader, over every document of the folders."""
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    rows = [_both(file) for file in files]
    for what, name, place in (
        ("persons", "family name and capitals", 0),
        ("directives", "what follows a cue word in its sentence", 1),
    ):
        ours, simple = (total(row[side][place] for row in rows) for side in (0, 1))
        yield Claim(
            f"{what} in {len(files)} documents",
            f"F1 {ours.f1:.2f} (P {ours.precision:.2f}, R {ours.recall:.2f})",
            "above the baseline's",
            ours.f1 > simple.f1,
            f"{name}: F1 {simple.f1:.2f} (P {simple.precision:.2f}, R {simple.recall:.2f})",
        )


def _both(file: Path) -> tuple[tuple[Count, Count], tuple[Count, Count]]:
    """((persons, directives) of the reader, the same of the baseline)."""
    expected = json.loads(file.with_suffix(".expected.json").read_text(encoding="utf-8"))
    content = file.read_bytes()
    record, text = read(Source(content, name=file.name), gazetteer()), clean(content.decode("utf-8"))
    people = [one["name"] for one in expected["participants"]]
    told = [one["text"] for one in expected["directives"]]
    ours = (_names(people, _read_names(record)), _texts(told, _read_directives(record)))
    return ours, (_names(people, by_family_name(text)), _texts(told, by_cue_word(text)))


def _read_names(record: Record) -> list[str]:
    return [one.name for one in record.participants if not one.is_group]


def _read_directives(record: Record) -> list[str]:
    return [one.text for one in record.of_kind(ItemKind.DIRECTIVE)]


def _names(expected: Sequence[str], found: Sequence[str]) -> Count:
    return of_sets(map(fold, expected), map(fold, found))


def _texts(expected: Sequence[str], found: Sequence[str]) -> Count:
    return match(expected, found).count(expected, found)


def by_family_name(text: str) -> list[str]:
    """Two to four words with capitals, of which the first is a family name."""
    found: list[str] = []
    for line in text.splitlines():
        row: list[tuple[str, int, int]] = [(w.group(), w.start(), w.end()) for w in _WORDS.finditer(line)]
        k = 0
        while k < len(row):
            n = 1
            while (
                k + n < len(row)
                and n < _LONGEST_NAME
                and row[k + n][0].istitle()
                and line[row[k + n - 1][2] : row[k + n][1]] == " "
            ):
                n += 1
            if n > 1 and row[k][0].istitle() and level(row[k][0]) in SURNAMES:
                found.append(" ".join(word for word, _, _ in row[k : k + n]))
                k += n
            else:
                k += 1
    return found


def by_cue_word(text: str) -> list[str]:
    """What follows "đề nghị", "yêu cầu", "giao", "chỉ đạo", "cần", "phải" to the end of its sentence."""
    found: list[str] = []
    for line in text.splitlines():
        for start, end in sentences(line):
            if cue := _CALLS.search(line, start, end):
                found.append(line[cue.end() : end])
    return found
