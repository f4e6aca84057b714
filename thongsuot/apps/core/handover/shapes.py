"""What is said between whoever runs a hand-over and the apps that hold something. Keys are those of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

NO_KEYS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose things are asked for: all that any of these units, organs, memberships or accounts holds."""

    units: frozenset[int] = NO_KEYS
    organs: frozenset[int] = NO_KEYS
    memberships: frozenset[int] = NO_KEYS
    users: frozenset[int] = NO_KEYS


@dataclass(frozen=True, slots=True)
class Holding:
    """One open thing that is held, of a kind ("cases.case"). `label` names no person."""

    kind: str
    uid: UUID
    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many of a kind are held, and a control total of them; `total_of` says of what it is the total.

    What `stays` is counted at its old holder before and after; everything else has to arrive at the new one.
    """

    kind: str
    label: str
    count: int
    total: Decimal
    total_of: str
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way, and the way out."""

    text: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Shift:
    """From whom to whom, from a day on. Where one has several successors, `chosen` says for each thing which."""

    act: UUID
    on: date
    units: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    organs: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    memberships: Mapping[int, int] = field(default_factory=dict)
    document: str = ""
    users: Mapping[int, int] = field(default_factory=dict)
    chosen: Mapping[UUID, int] = field(default_factory=dict)

    def unit(self, old: int, thing: UUID) -> int:
        """Key of the unit that takes a thing over. KeyError when it was not chosen."""
        return _one(self.units[old], self.chosen, thing)

    def organ(self, old: int, thing: UUID) -> int:
        """Key of the organ that takes a thing over. KeyError when it was not chosen."""
        return _one(self.organs[old], self.chosen, thing)


def _one(successors: tuple[int, ...], chosen: Mapping[UUID, int], thing: UUID) -> int:
    return successors[0] if len(successors) == 1 else chosen[thing]


@dataclass(frozen=True, slots=True)
class Word:
    """How a change is told: on whose journal it stands ("cases.case", uid), what it is, from whom, to whom.

    No word names a person. `joined`: the successor had the same already, so that two became one.
    """

    subject: tuple[str, UUID]
    what: str
    old: str = ""
    new: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One row that a hand-over made (`before` is None), changed, or removed (`after` is None)."""

    kind: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    word: Word

    @property
    def app(self) -> str:
        return self.kind.partition(".")[0]
