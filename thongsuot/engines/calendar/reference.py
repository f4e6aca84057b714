"""The slow and obvious way: day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from thongsuot.engines.calendar.clock import Bucket, Event, EventKind, Standing
from thongsuot.engines.calendar.model import Calendar, Kind, Limit, Problem, Solution, Unit


def solve(problem: Problem) -> Solution:
    """What `solve.solve` must say."""
    day, left = problem.start, problem.days
    known = problem.calendar.knows(day)
    while left > 0:
        day += timedelta(days=1)
        if problem.unit == Unit.CALENDAR or is_worked(day, problem.calendar):
            left -= 1
    while not is_worked(day, problem.calendar):
        day += timedelta(days=1)
    return Solution(day, known and problem.calendar.knows(day))


def is_worked(day: date, calendar: Calendar) -> bool:
    for one in calendar.exceptions:
        if one.on == day:
            return one.kind == Kind.WORKED
    return day.isoweekday() not in (6, 7)


def replay(
    events: Iterable[Event],
    limit: Limit | None,
    calendar: Calendar,
    *,
    as_of: date,
    recorded_by: datetime | None = None,
) -> Standing:
    """What `replay.replay` must say: it lives through every day from the first event to `as_of`."""
    known = [one for one in events if recorded_by is None or one.recorded_at <= recorded_by]
    life = None
    for day in _days(min((one.happened_on for one in known), default=as_of), as_of):
        today = sorted((one for one in known if one.happened_on == day), key=lambda one: one.recorded_at)
        for event in today:
            if event.kind == EventKind.START:
                life = _Life(event, limit, calendar)
            elif life:
                life.meet(event)
        if life and life.suspended:
            life.out.append(day)
            if day < as_of:
                life.push(day)
    return life.standing(as_of) if life else Standing()


class _Life:
    """A clock that is told of every day."""

    def __init__(self, event: Event, limit: Limit | None, calendar: Calendar) -> None:
        self.calendar, self.unit = calendar, limit.unit if limit else Unit.WORKING
        self.days = event.days if event.days is not None else limit.days if limit else None
        self.start = self.begin = event.happened_on
        self.at = event.at or time.min
        self.suspended = False
        self.stopped: Event | None = None
        self.out: list[date] = []
        if limit and limit.cutoff and event.at and event.at > limit.cutoff:
            self.begin, self.at = solve(Problem(self.start, 1, Unit.WORKING, calendar)).due, time.min
        self.end: date | None = event.due_on
        self.end_at: time | None = None
        self.exact = True
        if event.due_on:
            self.days = None
        else:
            self.count()

    def count(self) -> None:
        self.end_at, self.exact = None, self.unit == Unit.HOURS
        if self.days is None:
            self.end = None
        elif self.unit == Unit.HOURS:
            self.end, self.end_at = add_hours(self.begin, self.at, self.days, self.calendar)
        else:
            self.end = self.begin
            for _each in range(self.days):
                self.end = self.next(self.end)

    def next(self, day: date) -> date:
        """The next day that counts."""
        day += timedelta(days=1)
        while not self.counts(day):
            day += timedelta(days=1)
        return day

    def counts(self, day: date) -> bool:
        return self.unit == Unit.CALENDAR or is_worked(day, self.calendar)

    @property
    def due(self) -> date | None:
        day = self.end
        while day and not self.exact and not is_worked(day, self.calendar):
            day += timedelta(days=1)
        return day

    def push(self, day: date) -> None:
        """A suspended day: the end is a day later, and not before tomorrow."""
        due = self.due
        if self.end is None or due is None or day > due:
            return
        end = self.next(self.end) if day > self.begin and self.counts(day) else self.end
        end = max(end, day + timedelta(days=1))
        if end != self.end:
            self.end, self.exact = end, False
            if self.unit != Unit.CALENDAR:
                self.end = self.due

    def meet(self, event: Event) -> None:
        kind = event.kind
        if kind == EventKind.RESUME:
            self.suspended, self.stopped = False, None
        elif kind == EventKind.CORRECT:
            self.correct(event)
        elif self.stopped:
            return
        elif kind == EventKind.SUSPEND:
            self.suspended = True
        elif kind == EventKind.STOP:
            self.suspended, self.stopped = False, event
        elif kind == EventKind.EXTEND and self.due:
            self.extend(event, self.due)

    def correct(self, event: Event) -> None:
        self.end, self.end_at, self.exact = event.due_on, None, True
        if event.due_on is None and event.days is not None:
            self.days = event.days
            self.count()
            for day in self.out:
                self.push(day)
        else:
            self.days = None

    def extend(self, event: Event, due: date) -> None:
        later = event.due_on or due
        if event.due_on is None and event.days is not None:
            unit = Unit.CALENDAR if self.unit == Unit.CALENDAR else Unit.WORKING
            later = solve(Problem(due, event.days, unit, self.calendar)).due
        if later > due:
            self.end, self.end_at, self.exact, self.days = later, None, True, None

    def standing(self, as_of: date) -> Standing:
        last = self.stopped.happened_on if self.stopped else as_of
        due = self.due
        bucket = self.bucket(due, last)
        late = (
            _days(due + timedelta(days=1), last)
            if due and bucket in (Bucket.OVERDUE, Bucket.DONE_LATE)
            else []
        )
        used = [day for day in _days(self.begin + timedelta(days=1), last) if self.counts(day)]
        return Standing(
            due=due,
            started=self.start,
            stopped_on=self.stopped.happened_on if self.stopped else None,
            suspended=self.suspended,
            used_days=sum(day not in self.out for day in used),
            late_calendar_days=len(late),
            late_working_days=sum(is_worked(day, self.calendar) for day in late),
            bucket=bucket,
            due_at=self.end_at,
            counted_from=self.begin,
            days=self.days,
            is_known=self.calendar.knows(self.start) and self.calendar.knows(due or as_of),
        )

    def bucket(self, due: date | None, last: date) -> Bucket:
        if due is None:
            return Bucket.NONE
        if not self.stopped:
            return Bucket.OVERDUE if last > due else Bucket.IN_TERM
        at = self.stopped.at
        too_late_in_the_day = last == due and at is not None and self.end_at is not None and at > self.end_at
        return Bucket.DONE_LATE if last > due or too_late_in_the_day else Bucket.DONE_ON_TIME


def add_hours(day: date, at: time, hours: int, calendar: Calendar) -> tuple[date, time]:
    """What `hours.add_hours` from the next opening must say: minute by minute. ValueError when it never opens."""
    left, open_since = hours * 60, None
    for on in _days(day, day + timedelta(days=400)):
        spans = calendar.spans(on)
        for minute in range(24 * 60):
            now = time(minute // 60, minute % 60)
            if open_since and not left:
                return on, now
            if (on > day or now >= at) and any(opens <= now < closes for opens, closes in spans):
                open_since = open_since or now
                if not left:
                    return on, now
                left -= 1
    raise ValueError("never open")


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
