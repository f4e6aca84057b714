"""Reports cut, torn and mixed: 200,000 inputs of at most 500 characters, none of which may break the reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.model import Source, Unreadable
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

pytestmark = pytest.mark.long

TEXTS = Path(__file__).parents[1] / "reading"
INPUTS, CHUNKS, MOST = 200_000, 20, 500
TRICKY = (
    "\0\t\r\n\u00a0\u0301\u0323\u200b\u202e\ufeff“”\"'’()[]{}<>|/\\-–—.,;:…!?%&0123456789ÐđẶỵIVX\U0001f600"
)
HEAD = "Sáng 21/8/2025, đồng chí Lê Văn Hòa, Bí thư Tỉnh ủy làm việc với xã Tân Lập. "


@cache
def texts() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(TEXTS.glob("*/*.txt"))]


def piece(random: Random, most: int = MOST) -> str:
    text = random.choice(texts())
    at = random.randrange(len(text))
    return text[at : at + random.randrange(1, most)]


def cut(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.randrange(30) :]


def put(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(TRICKY) * random.randrange(1, 5) + text[at:]


def mix(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + piece(random, 80) + text[at:]


def repeat(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at : at + random.randrange(1, 40)] * random.randrange(2, 6) + text[at:]


def turn(text: str, random: Random) -> str:
    words = text.split(" ")
    random.shuffle(words)
    return " ".join(words)


def shout(text: str, random: Random) -> str:
    return text.upper() if random.random() < 0.5 else text.lower()


WAYS: tuple[Callable[[str, Random], str], ...] = (cut, cut, put, put, mix, repeat, turn, shout)


def mutated(random: Random) -> bytes:
    """At most 500 characters of a report, hurt one to six times; one of eight hurt in its bytes as well."""
    text = (HEAD if random.random() < 0.5 else "") + piece(random)
    for _ in range(random.randrange(1, 7)):
        text = random.choice(WAYS)(text, random)[:MOST]
    content = bytearray(text.encode())
    if content and random.random() < 0.125:
        for _ in range(random.randrange(1, 4)):
            content[random.randrange(len(content))] = random.randrange(256)
    return bytes(content)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_input_breaks_the_reader(chunk: int) -> None:
    random, places = Random(chunk), gazetteer()  # noqa: S311 -- the same each time
    for _ in range(INPUTS // CHUNKS):
        content = mutated(random)
        try:
            record = read(Source(content), places)
        except Unreadable:
            continue
        assert faults(record) == [], content
