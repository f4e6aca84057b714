"""The register's crossing to the engines: limits of the law as days, and what requests say alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher

from thongsuot import facts
from thongsuot.apps.core import calendar
from thongsuot.apps.core.bridge import Event, EventKind, Limit, is_working_day
from thongsuot.apps.core.bridge import working_days_between as between
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
    "changes",
    "due",
    "kind",
    "last_before",
    "likest",
    "limit",
    "said",
    "score",
    "shared",
    "working_days_between",
]


def limit(code: str, *, on: date) -> Limit:
    """The limit of this code that holds on a day, the province's own or the shipped one. LookupError for none."""
    return calendar.limit(code, on)


def due(start: date, of: Limit) -> date:
    """The last day of a limit that runs from `start`."""
    event = Event(EventKind.START, start, calendar.end_of_day(start))
    found = calendar.replay((event,), of, calendar.of(), as_of=start).due
    assert found is not None  # noqa: S101 -- a limit has days
    return found


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and with `end`; negative when `end` lies before it."""
    return between(start, end, calendar.of())


def last_before(day: date, of: Limit) -> date:
    """The last day on which at least the days of a limit are left until `day`."""
    found, days = day, calendar.of()
    while between(found, day, days) < of.days or not is_working_day(found, days):
        found -= timedelta(days=1)
    return found


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Two texts word by word: ("same" | "gone" | "added", words), in the order of reading."""
    before, after = nfc(old).split(), nfc(new).split()
    found: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(before[i:j])))
        else:
            found += [("gone", " ".join(before[i:j]))] * (j > i) + [("added", " ".join(after[k:m]))] * (m > k)
    return found


def said(text: str, units: Sequence[str] = ()) -> Signature:
    """What a request says, to be compared; `units` are the full names of those that raised it."""
    return signature(Matter(text, tuple(units)), facts.lexicon())


def shared(text: str, other: str, units: Sequence[str], other_units: Sequence[str]) -> tuple[str, ...]:
    """What the other says of the matter that `text` says too, in the other's words, each once."""
    pair = Matter(text, tuple(units)), Matter(other, tuple(other_units))
    told, stored = explain.explain(*pair, facts.lexicon()), nfc(other)
    spans = (one.there[0] for one in told.shared if one.facet in (Facet.OBJECT, Facet.NEED))
    return tuple(dict.fromkeys(stored[start:end] for start, end in spans))
