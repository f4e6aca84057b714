"""Where a clock stands on any day, from its events: one pass over them, no walk over days.

A day of suspension is not counted, the day of resuming is; so a suspension from `s` to `r` moves the due date by
the working (or calendar) days of s, …, r-1, unless it had passed before. The day of the start never counts (Civil
Code 2015, article 147).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from thongsuot.engines.calendar.clock import Bucket, Change, Event, EventKind, Pause, Standing
from thongsuot.engines.calendar.hours import add_hours, opening_after
from thongsuot.engines.calendar.model import Calendar, Limit, Unit
from thongsuot.engines.calendar.solve import (
    add_calendar_days,
    add_working_days,
    next_working_day,
    working_days_between,
)

DAY = timedelta(days=1)


def replay(
    events: Iterable[Event],
    limit: Limit | None,
    calendar: Calendar,
    *,
    as_of: date,
    recorded_by: datetime | None = None,
) -> Standing:
    """The standing at the end of `as_of`, from what had happened by then and was recorded by `recorded_by`.

    Without `recorded_by` everything recorded counts. Events that do not fit (resuming what runs, anything before
    the start) change nothing; a second start begins anew. Raises ValueError for a limit in hours at an office that
    is never open.
    """
    known = [
        event
        for event in events
        if event.happened_on <= as_of and (recorded_by is None or event.recorded_at <= recorded_by)
    ]
    run = None
    for event in sorted(known, key=lambda event: (event.happened_on, event.recorded_at)):
        if event.kind == EventKind.START:
            run = _Run(event, limit, calendar)
        elif run:
            run.take(event)
    return run.standing(as_of) if run else Standing()


def is_due_soon(standing: Standing, calendar: Calendar, *, on: date, within: int) -> bool:
    """Whether a running clock that is in term ends within so many working days after `on`."""
    if standing.bucket != Bucket.IN_TERM or standing.suspended or standing.due is None:
        return False
    return working_days_between(on, standing.due, calendar) <= within


@dataclass
class _Run:
    """One start and what followed. `end` is the last day as counted, `due` the same or the next working day."""

    event: Event
    limit: Limit | None
    calendar: Calendar
    end: date | None = field(init=False, default=None)
    end_at: time | None = field(init=False, default=None)
    is_named: bool = field(init=False, default=False)
    stopped: Event | None = field(init=False, default=None)
    since: date | None = field(init=False, default=None)
    """Suspended since; what lies before has moved the end already."""
    pauses: list[Pause] = field(init=False, default_factory=list)
    changes: list[Change] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.event.happened_on
        self.unit = self.limit.unit if self.limit else Unit.WORKING
        self.days = self.limit.days if self.limit else None
        if self.event.days is not None:
            self.days = self.event.days
        self.counted_from = self._counted_from()
        if self.event.due_on:
            self._name(self.event.due_on)
        else:
            self._count()
        self.first_due = self.due

    def _counted_from(self) -> date:
        cutoff, at = self.limit.cutoff if self.limit else None, self.event.at
        is_late = cutoff is not None and at is not None and at > cutoff
        return add_working_days(self.start, 1, self.calendar) if is_late else self.start

    def _count(self) -> None:
        """The end by the limit alone."""
        self.is_named, self.end_at = False, None
        if self.days is None:
            self.end = None
        elif self.unit == Unit.HOURS:
            self._count_hours()
        elif self.unit == Unit.WORKING:
            self.end = add_working_days(self.counted_from, self.days, self.calendar)
        else:
            self.end = self.counted_from + self.days * DAY

    def _count_hours(self) -> None:
        at = self.event.at if self.counted_from == self.start else time.min
        begin = opening_after(self.counted_from, at or time.min, self.calendar)
        self.end, self.end_at = add_hours(*begin, self.days or 0, self.calendar)
        self.is_named = True  # a Saturday morning may be the last day

    def _name(self, day: date | None) -> None:
        self.days, self.end, self.end_at, self.is_named = None, day, None, True

    @property
    def due(self) -> date | None:
        if self.end is None or self.is_named:
            return self.end
        return next_working_day(self.end, self.calendar)

    def take(self, event: Event) -> None:
        """One later event."""
        if event.kind == EventKind.CORRECT:
            self._correct(event)
        elif event.kind == EventKind.RESUME:
            self._resume(event.happened_on)
        elif self.stopped:
            return
        elif event.kind == EventKind.SUSPEND:
            self.since = self.since or event.happened_on
        elif event.kind == EventKind.EXTEND:
            self._extend(event)
        elif event.kind == EventKind.STOP:
            self._settle(event.happened_on, ends=True)
            self.stopped = event

    def _resume(self, on: date) -> None:
        self._settle(on, ends=True)
        self.stopped = None

    def _settle(self, until: date, *, ends: bool) -> None:
        """Let a running suspension move the end by its days before `until`; it goes on unless it `ends`."""
        if self.since is None:
            return
        if self.since < until:
            moved = self._move(self.since, until)
            self.pauses.append(Pause(self.since, until, moved))
        self.since = None if ends else until

    def _move(self, since: date, until: date) -> int:
        """Move the end by the days of `since` … `until` - 1, which is after `since`; by how many it was."""
        due = self.due
        if self.end is None or due is None or since > due:
            return 0
        days = self._between(max(since, self.counted_from + DAY) - DAY, until - DAY)
        end = max(self._later(self.end, days), until)
        if end != self.end:
            self.end, self.is_named = end, False
            if self.unit != Unit.CALENDAR:
                self.end = next_working_day(end, self.calendar)
        return days

    def _between(self, start: date, end: date) -> int:
        """Days of the unit after `start`, up to and with `end`; 0 when it lies before."""
        if end <= start:
            return 0
        if self.unit == Unit.CALENDAR:
            return (end - start).days
        return working_days_between(start, end, self.calendar)

    def _later(self, day: date, days: int) -> date:
        if self.unit == Unit.CALENDAR or not days:
            return day + days * DAY
        return add_working_days(day, days, self.calendar)

    def _extend(self, event: Event) -> None:
        self._settle(event.happened_on, ends=False)
        before = self.due
        until = event.due_on
        if until is None and event.days is not None and before is not None:
            until = self._added(before, event.days)
        if until is not None and before is not None and until > before:
            self._name(until)
            self.changes.append(Change(event.kind, event.happened_on, before, until))

    def _added(self, day: date, days: int) -> date:
        if self.unit == Unit.CALENDAR:
            return add_calendar_days(day, days, self.calendar)
        return add_working_days(day, days, self.calendar)

    def _correct(self, event: Event) -> None:
        if not self.stopped:
            self._settle(event.happened_on, ends=False)
        before = self.due
        if event.due_on is None and event.days is not None:
            self.days = event.days
            self._count()
            for pause in self.pauses:
                self._move(pause.since, pause.until)
        else:
            self._name(event.due_on)
        self.changes.append(Change(event.kind, event.happened_on, before, self.due))

    def standing(self, as_of: date) -> Standing:
        suspended_since = self.since
        self._settle(max(as_of, self.since or as_of), ends=False)
        due, last = self.due, self.stopped.happened_on if self.stopped else as_of
        bucket = self._bucket(due, as_of)
        is_late = due is not None and bucket in (Bucket.DONE_LATE, Bucket.OVERDUE)
        return Standing(
            due=due,
            started=self.start,
            stopped_on=self.stopped.happened_on if self.stopped else None,
            suspended=suspended_since is not None,
            used_days=self._used(last),
            late_calendar_days=(last - due).days if is_late and due else 0,
            late_working_days=max(working_days_between(due, last, self.calendar), 0)
            if is_late and due
            else 0,
            bucket=bucket,
            due_at=self.end_at,
            first_due=self.first_due,
            counted_from=self.counted_from,
            pauses=tuple(self.pauses),
            changes=tuple(self.changes),
            days=self.days,
            is_known=self.calendar.knows(self.start) and self.calendar.knows(due or as_of),
        )

    def _used(self, last: date) -> int:
        """Days after the start that counted; a suspended day does not, nor does the one that ends in suspension."""
        pauses = [(pause.since, pause.until) for pause in self.pauses]
        if self.since is not None:
            pauses.append((self.since, last + DAY))
        first = self.counted_from
        out = sum(self._between(max(since - DAY, first), min(until - DAY, last)) for since, until in pauses)
        return self._between(first, last) - out

    def _bucket(self, due: date | None, as_of: date) -> Bucket:
        if due is None:
            return Bucket.NONE
        if self.stopped is None:
            return Bucket.IN_TERM if as_of <= due else Bucket.OVERDUE
        return Bucket.DONE_LATE if self._is_after(due) else Bucket.DONE_ON_TIME

    def _is_after(self, due: date) -> bool:
        on, at = (self.stopped.happened_on, self.stopped.at) if self.stopped else (due, None)
        return on > due or (on == due and None not in (at, self.end_at) and at > self.end_at)  # type: ignore[operator]
