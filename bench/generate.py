"""Invented reports of working sessions, about 5 kB each: the same seed gives the same reports, anywhere.

Names of units are real; people, figures and newspapers are put together from phrases.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from thongsuot import facts

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
FIRST_DAY = date(2025, 7, 10)
DAYS = 150


@dataclass(frozen=True, slots=True)
class Report:
    """A report, and the persons in it whom a reader should name; signatures are no persons here."""

    text: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    titles: tuple[str, ...]

    def in_order(self, random: Random) -> str:
        """Name and titles in one of the orders of the press."""
        titles = ", ".join(self.titles)
        return random.choice(
            (f"đồng chí {self.name}, {titles}", f"đồng chí {self.name} - {titles}", f"{titles} {self.name}")
        )

    @property
    def later(self) -> str:
        return f"{self.titles[-1]} {self.name}"


def reports(count: int, seed: int = 1) -> Iterator[Report]:
    """`count` reports; the first ones are the same whatever `count` is."""
    for number in range(count):
        yield _Writer(Random(f"{seed}/{number}")).report()


@cache
def _units() -> dict[str, list[str]]:
    """Name of each province that is no city -> its communes and wards, with their type."""
    units: dict[str, list[str]] = {}
    provinces = {row["code"]: row["name"] for row in facts.table("places/provinces") if row["type"] == "tỉnh"}
    for row in facts.table("places/communes"):
        if row["province_code"] in provinces and row["type"] in ("xã", "phường"):
            units.setdefault(provinces[row["province_code"]], []).append(f"{row['type']} {row['name']}")
    return units


class _Writer:
    """One report being written."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.day = FIRST_DAY + timedelta(random.randrange(DAYS))
        self.names: list[str] = []
        province, units = random.choice(list(_units().items()))
        self.units = random.sample(units, random.choice((1, 1, 2)))
        *titles, office = random.choice(PHRASES["leaders"])
        self.leader = self.person(*titles, f"{office} {province}")
        fields = random.sample(PHRASES["departments"], 3)
        self.directors = [self.person(f"Giám đốc Sở {field}") for field in fields]
        self.hosts = [
            self.person("Bí thư Đảng ủy", f"Chủ tịch HĐND {self.units[0]}"),
            self.person("Phó Bí thư Đảng ủy", f"Chủ tịch UBND {self.units[-1]}"),
        ]

    def report(self) -> Report:
        paragraphs = [
            *self.head(),
            self.lead(),
            self.frame("captions", later=self.leader.later),
            self.frame("results", host=self.hosts[0].name, listed=self.listed("results")),
            self.difficulties(),
            self.frame("recommendations", unit=self.units[0], listed=self.listed("recommendations", 4, 6)),
            *self.answers(),
            self.conclusion(),
            self.tasks(),
            *self.foot(),
        ]
        text = "\n\n".join(filter(None, paragraphs))
        return Report(text, tuple(name for name in self.names if name in text))

    def person(self, *titles: str) -> Person:
        name = self.name()
        while name in self.names:
            name = self.name()
        self.names.append(name)
        return Person(name, titles)

    def name(self) -> str:
        if self.random.random() < 0.08:
            return self.one("highland")
        return f"{self.one('surnames')} {self.one('middles')} {self.one('given')}"

    def one(self, key: str) -> str:
        return str(self.random.choice(PHRASES[key]))

    def frame(self, key: str, **parts: str) -> str:
        return str(self.random.choice(PHRASES["frames"][key])).format(**parts)

    def filled(self, phrase: str) -> str:
        draw = self.random.randint
        figures = {"n": draw(1, 9), "m": draw(100, 999), "d": draw(1, 9), "p": draw(20, 90)}
        return phrase.format(day=draw(10, 28), year=self.day.year, **figures)

    def some(self, key: str, low: int, high: int) -> list[str]:
        return [self.filled(one) for one in self.random.sample(PHRASES[key], self.random.randint(low, high))]

    def listed(self, key: str, low: int = 6, high: int = 9) -> str:
        return "; ".join(self.some(key, low, high))

    def deadline(self) -> str:
        return self.filled(self.one("deadlines"))

    def head(self) -> list[str]:
        stamp = f"{self.day + timedelta(1):%d/%m/%Y} {self.random.randint(6, 22):02}:15"
        title = f"{self.leader.titles[0]} làm việc với {' và '.join(self.units)}"
        return [*self.some("menus", 0, 4), self.random.choice((title, title.upper())), stamp]

    def lead(self) -> str:
        guests = [f"{one.name}, {', '.join(one.titles)}" for one in self.directors[:2]]
        hosts = [host.in_order(self.random) for host in self.hosts]
        return self.frame(
            "lead",
            tag=self.random.choice(("", f"(Báo {self.one('papers')}) - ")),
            when=self.random.choice(("Sáng", "Chiều", "Sáng ngày", "Chiều ngày")),
            day=self.random.choice((f"{self.day.day}/{self.day.month}", f"{self.day:%d/%m/%Y}")),
            leader=self.leader.in_order(self.random),
            unit=self.units[0],
            units=" và ".join(self.units),
            guests="; đồng chí ".join(guests),
            hosts=" và ".join(hosts),
        )

    def difficulties(self) -> str:
        end = self.random.choice((".", "…", "..."))
        return self.frame(
            "difficulties", opener=self.one("openers"), listed=self.listed("difficulties"), end=end
        )

    def answers(self) -> list[str]:
        chosen = self.random.sample(PHRASES["answers"], self.random.randint(0, 3))
        return [
            self.frame(
                "answers",
                director=director.later,
                answer=self.filled(answer),
                promise=promise,
                deadline=self.deadline(),
            )
            for director, (answer, promise) in zip(self.directors, chosen, strict=False)
        ]

    def conclusion(self) -> str:
        listed = self.listed("directives")
        return self.frame("conclusion", leader=self.leader.later, unit=self.units[0], listed=listed)

    def tasks(self) -> str:
        lead, support, other = self.random.sample(PHRASES["departments"], 3)
        first, second = self.random.sample(PHRASES["tasks"], 2)
        parts = {"lead": lead, "support": support, "other": other, "first": first, "second": second}
        return self.frame("tasks", deadline=self.deadline(), **parts)

    def foot(self) -> list[str]:
        return [self.random.choice(("PV", "BBT", "M.T")), *PHRASES["footers"][: self.random.randint(0, 6)]]
