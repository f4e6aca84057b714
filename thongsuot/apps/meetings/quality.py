"""How well the reader read: what people kept, mended and threw away of what it drafted, rule by rule.

Counted over confirmed sessions, where every item has been decided. No text is told, only rules, fields and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from thongsuot.apps.core.models import User
from thongsuot.apps.meetings.models import Item, ReadingRun
from thongsuot.apps.organisations import queries as organisations

KEPT = ("accepted", "recorded")
AT_ONCE = 100
BINS = (0.9, 0.8, 0.6, 0.0)
"""Least confidence of each bin, the most certain first."""


@dataclass(slots=True)
class Tally:
    """What became of drafted items. `changed`: field -> how many of the mended ones had it changed."""

    drafted: int = 0
    kept: int = 0
    mended: int = 0
    rejected: int = 0
    changed: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """Share that was right as it was read; None before anything was decided."""
        return self.kept / self.drafted if self.drafted else None

    def note(self, is_kept: bool, changed: Iterable[str]) -> None:
        names = [*changed]
        self.drafted += 1
        self.rejected += not is_kept
        self.mended += is_kept and bool(names)
        self.kept += is_kept and not names
        if is_kept:
            self.changed.update(names)


@dataclass(slots=True)
class Quality:
    """`by_rule`: (kind as drafted, rule); `by_confidence`: least confidence of the bin; `missed`: kind -> number."""

    sessions: int = 0
    by_rule: dict[tuple[str, str], Tally] = field(default_factory=dict)
    by_confidence: dict[float, Tally] = field(default_factory=dict)
    by_month: dict[tuple[date, str], Tally] = field(default_factory=dict)
    """First day of the month in which it was read, and version of the reader -> what people made of it."""
    missed: Counter[str] = field(default_factory=Counter)
    """What people marked in a text because the reader had not seen it."""

    def worst_first(self) -> list[tuple[str, str, Tally]]:
        """Rules by how many of their items were not right."""
        rows = [(kind, rule, one) for (kind, rule), one in self.by_rule.items()]
        return sorted(rows, key=lambda row: (row[2].kept - row[2].drafted, row[0], row[1]))


def quality(*, for_: User) -> Quality:
    """Of the sessions in the registers that this user records in. Four queries, and one more a hundred readings."""
    registers = organisations.scope(for_, "meetings.record").registers
    runs = ReadingRun.objects.filter(session__register__in=registers, session__status="confirmed")
    found, sessions = Quality(), set()
    for run in runs.order_by("pk").prefetch_related("items").iterator(chunk_size=AT_ONCE):
        sessions.add(run.session_id)
        for item in run.items.all():
            if (read := run.item(item.run_index)) is not None:
                _note(found, run, read, item)
    added = Item.objects.filter(session__in=sessions, origin=Item.Origin.SELECTED, status__in=KEPT)
    found.missed.update(added.order_by().values_list("kind", flat=True))
    found.sessions = len(sessions)
    return found


def _note(found: Quality, run: ReadingRun, read: dict[str, Any], item: Item) -> None:
    is_kept, changed = item.status in KEPT, differences(read, item)
    found.by_rule.setdefault((read["kind"], read["rule"]), Tally()).note(is_kept, changed)
    month = timezone.localdate(run.finished_at or run.asked_at).replace(day=1)
    found.by_month.setdefault((month, run.engine_version), Tally()).note(is_kept, changed)
    found.by_confidence.setdefault(bin_of(read["confidence"]), Tally()).note(is_kept, changed)


def bin_of(confidence: float) -> float:
    return next(least for least in BINS if confidence >= least)


def differences(read: dict[str, Any], item: Item) -> list[str]:
    """The fields in which an item is no longer as it was read."""
    due = read["deadline"] or {}
    before = {
        "kind": read["kind"],
        "text": " ".join(read["text"].split()),
        "topic": read["topic"],
        "by": read["by"],
        "to": read["to"],
        "assignees": sorted((one["name"], one["role"]) for one in read["assignees"]),
        "nature": read["nature"] or "",
        "deadline_on": str(due.get("on") or ""),
    }
    after = {
        "kind": item.kind,
        "text": " ".join(item.text.split()),
        "topic": item.topic,
        "by": item.by,
        "to": item.to,
        "assignees": sorted((one["name"], one["role"]) for one in item.assignees),
        "nature": item.nature,
        "deadline_on": item.deadline_on.isoformat() if item.deadline_on else "",
    }
    return [name for name in before if before[name] != after[name]]
