"""A clock: one limit that runs on a case, and what happened to it. Where it stands is replayed, never typed.

The four buckets are those of national reports (Government report 1270/BC-TCTTTg of 27/12/2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class EventKind(StrEnum):
    START = "start"
    SUSPEND = "suspend"
    RESUME = "resume"
    """After a suspension; after a stop it runs on with the same due date (sent back)."""
    EXTEND = "extend"
    STOP = "stop"
    CORRECT = "correct"
    """The due date was wrong. To hold from the beginning it happens on the day of the start."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day (in Vietnam) and when it was recorded (aware).

    `due_on`: of a start, the day that a document names in place of a limit; of an extension or a correction, the
    new last day. `days`: of a start or a correction, in place of the limit's; of an extension, added to the due
    date. A correction with neither takes the deadline away. `at`: time of day in Vietnam, for limits in hours and
    for the hour after which the next day counts.
    """

    kind: EventKind
    happened_on: date
    recorded_at: datetime
    due_on: date | None = None
    days: int | None = None
    at: time | None = None


class Bucket(StrEnum):
    """Derived from dates: hoàn thành đúng hạn, hoàn thành quá hạn, chưa hoàn thành trong hạn, … quá hạn."""

    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    IN_TERM = "in-term"
    OVERDUE = "overdue"
    NONE = "none"
    """No deadline on that day, or not yet started."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Not counted from `since` up to the day before `until`; the due date moved by `days` of its unit."""

    since: date
    until: date
    days: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """An extension or a correction that took effect on `on`: the due date before and after."""

    kind: EventKind
    on: date
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clock stands at the end of a day.

    `due` is the last day of all; while suspended it is as if the clock went on that very day. `used_days` are days
    of the limit's unit (working days for hours) after the start that were counted. Late days run from the due date
    to the stop or, without one, to the day asked for, suspended or not; 0 when not late.
    """

    due: date | None = None
    started: date | None = None
    stopped_on: date | None = None
    suspended: bool = False
    used_days: int = 0
    late_calendar_days: int = 0
    late_working_days: int = 0
    bucket: Bucket = Bucket.NONE
    due_at: time | None = None
    """The time of day on `due`, for a limit in hours."""
    first_due: date | None = None
    """Before anything moved it."""
    counted_from: date | None = None
    """The day after which days count: the start, or the next working day for what came in late in the day."""
    pauses: tuple[Pause, ...] = ()
    changes: tuple[Change, ...] = ()
    days: int | None = None
    """Of the limit as it was counted; None when a day was named."""
    is_known: bool = True
    """The calendar covers every day from the start to the due date."""

    @property
    def is_running(self) -> bool:
        return self.started is not None and self.stopped_on is None and not self.suspended
