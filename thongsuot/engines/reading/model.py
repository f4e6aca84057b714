"""What goes into the reader and what comes out of it: frozen, and the same for every input format.

Positions are code points in `Record.text`, which is the NFC text that was read; `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thongsuot.engines.text.gazetteer import Gazetteer

VERSION = "4"
"""Raised with every change that can change a result; stored with each reading."""


class ItemKind(StrEnum):
    """The seven things a report can say that are worth keeping."""

    RESULT = "result"
    DIFFICULTY = "difficulty"
    RECOMMENDATION = "recommendation"
    ANSWER = "answer"
    COMMITMENT = "commitment"
    STATEMENT = "statement"
    DIRECTIVE = "directive"


class Nature(StrEnum):
    """Whether a directive asks for a piece of work, or for an attitude (quán triệt)."""

    TASK = "task"
    ORIENTATION = "orientation"


class Role(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"


class Side(StrEnum):
    """On whose side of the table a participant sits."""

    DELEGATION = "delegation"
    HOST = "host"
    OTHER = "other"


class Problem(StrEnum):
    """Why a document was not read."""

    EMPTY = "empty"
    NO_TEXT_LAYER = "no-text-layer"
    ENCRYPTED = "encrypted"
    UNKNOWN_TYPE = "unknown-type"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    NOT_VIETNAMESE = "not-vietnamese"
    MACHINE_TRANSLATED = "machine-translated"


class Unreadable(Exception):
    """A document that cannot be read. `problem` says why; `detail` is for the log, not for the page."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else str(problem))
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of the text that was read."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: raw bytes, and what is known about it from outside.

    `name` is only a hint about the type. `province_code` says whose "tỉnh" is meant when none is named.
    `published_on` supplies a missing year. `is_recognised` marks text that a machine read off a scan: lines end
    where the page ends, letters may be wrong, and everything is less sure.
    """

    content: bytes
    name: str = ""
    province_code: str = ""
    published_on: date | None = None
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading, all counted, none by the clock."""

    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_unpacked_bytes: int = 200_000_000
    max_pages: int = 500


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit that took part as host. `code` is its official code, or "" when it must be asked."""

    name: str
    type: str
    code: str
    candidates: tuple[str, ...]
    span: Span
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A person, or a group such as "đại diện lãnh đạo các sở" (`is_group`)."""

    name: str
    titles: tuple[str, ...]
    organisation: str
    side: Side
    is_group: bool
    is_chair: bool
    span: Span
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Assignee:
    name: str
    role: Role
    span: Span | None
    """Where this item names it; None when it was carried over from the item before."""


@dataclass(frozen=True, slots=True)
class Deadline:
    on: date | None
    """Last day of the period, or None where the words fix no day."""
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said. `text` is the matter in its own words, trimmed; `span` is the passage it rests on."""

    kind: ItemKind
    text: str
    span: Span
    topic: str
    alt_topics: tuple[str, ...]
    by: str
    to: str
    assignees: tuple[Assignee, ...]
    deadline: Deadline | None
    nature: Nature | None
    raised_before: bool
    answers: int | None
    """For an answer: the index in `Record.items` of the recommendation it answers."""
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Furniture of the page that is not part of the report."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Period:
    """What a figure is about: `since` and `until` are whole days, None where the words leave them open."""

    words: str
    since: date | None
    until: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of a report (SDMX: a measure, its unit and period). `item` is the index in `Record.items`."""

    item: int
    indicator: str
    """What was measured, in the words of the report."""
    relation: str
    """ "tăng", "giảm", "vượt", "bằng", "chiếm" where the number is a change or a share; else ""."""
    value: float
    of: float | None
    """The whole of which `value` is a part: 19 of "14/19 chỉ tiêu"."""
    unit: str
    basis: str
    """What a per cent is taken of: "dự toán", "cùng kỳ"."""
    period: Period | None
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """One report read. Items stand in the order of the text."""

    text: str
    format: str
    title: str
    held_on: date | None
    held_on_span: Span | None
    part_of_day: str
    province_code: str
    units: tuple[UnitMention, ...]
    host_organs: tuple[str, ...]
    participants: tuple[Participant, ...]
    items: tuple[Item, ...]
    observations: tuple[Observation, ...]
    dropped: tuple[Dropped, ...]
    engine_version: str

    def of_kind(self, kind: ItemKind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind == kind)


__all__ = [
    "VERSION",
    "Assignee",
    "Deadline",
    "Dropped",
    "Gazetteer",
    "Item",
    "ItemKind",
    "Limits",
    "Nature",
    "Observation",
    "Participant",
    "Period",
    "Problem",
    "Record",
    "Role",
    "Side",
    "Source",
    "Span",
    "UnitMention",
    "Unreadable",
]
