"""The register's crossing to the engines: limits of the law as days, and what requests say alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thongsuot import facts
from thongsuot.engines.calendar.model import Problem, Unit
from thongsuot.engines.calendar.solve import solve
from thongsuot.engines.calendar.solve import working_days_between as between
from thongsuot.engines.similar import explain
from thongsuot.engines.similar.model import Facet, Kind, Matter, Signature
from thongsuot.engines.similar.signature import signature
from thongsuot.engines.similar.solve import ALIKE, PER_KEY, kind, likest, score
from thongsuot.engines.text.fold import nfc

__all__ = [
    "ALIKE",
    "PER_KEY",
    "Kind",
    "Limit",
    "Signature",
    "due",
    "kind",
    "likest",
    "limit",
    "said",
    "score",
    "shared",
    "shifted",
    "working_days_between",
]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the law: so many days of a unit ("working", "calendar")."""

    code: str
    days: int
    unit: str
    law: str


def limit(code: str, *, on: date) -> Limit:
    """The limit of this code as the law of that day sets it. LookupError for none."""
    row = facts.limit(code, on=on)
    return Limit(code, int(row["days"]), row["unit"], row["law"])


def due(start: date, of: Limit) -> date:
    """The last day of a limit that runs from `start`."""
    return solve(Problem(start, of.days, Unit(of.unit), facts.calendar())).due


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`; negative when `end` lies before it."""
    return between(start, end, facts.calendar())


def shifted(day: date, since: date, until: date) -> date:
    """A due day after time stood still from `since` to `until`: as many working days later as were lost."""
    lost = max(between(since, until, facts.calendar()), 0)
    return solve(Problem(day, lost, Unit.WORKING, facts.calendar())).due if lost else day


def said(text: str, units: Sequence[str] = ()) -> Signature:
    """What a request says, to be compared; `units` are the full names of those that raised it."""
    return signature(Matter(text, tuple(units)), facts.lexicon())


def shared(text: str, other: str, units: Sequence[str], other_units: Sequence[str]) -> tuple[str, ...]:
    """What the other says of the matter that `text` says too, in the other's words, each once."""
    pair = Matter(text, tuple(units)), Matter(other, tuple(other_units))
    told, stored = explain.explain(*pair, facts.lexicon()), nfc(other)
    spans = (one.there[0] for one in told.shared if one.facet in (Facet.OBJECT, Facet.NEED))
    return tuple(dict.fromkeys(stored[start:end] for start, end in spans))
