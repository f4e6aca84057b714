"""Where clocks stand on any day, replayed from their events; and the four national buckets of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case as When
from django.db.models import Prefetch, Q, Value
from django.db.models import When as Then
from django.utils import timezone

from thongsuot.apps.cases.models import Case, Clock, ClockEvent, Kind, Term
from thongsuot.apps.core import calendar
from thongsuot.apps.core.calendar import Bucket, Calendar, Event, EventKind, Limit, Standing, Unit

MEASURED = (Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE, Clock.Kind.DOING)
"""Whose clock a case is counted by: of these the one that was started last."""
NOT_DONE = ("cancelled", "replaced", "merged", "withdrawn")
"""Ends that are neither on time nor late: from that day the case is not counted."""


@dataclass
class _Law:
    """Calendars and hours of the day after which the next one counts, each asked for once."""

    recorded_by: datetime | None = None
    calendars: dict[UUID | None, Calendar] = field(default_factory=dict)
    cutoffs: dict[date, Mapping[str, time | None]] = field(default_factory=dict)

    def calendar(self, organ: UUID | None) -> Calendar:
        if organ not in self.calendars:
            self.calendars[organ] = calendar.of(organ, self.recorded_by)
        return self.calendars[organ]

    def limit(self, clock: Clock) -> Limit | None:
        """The limit as it was set; None for a clock whose day somebody named."""
        if clock.days is None:
            return None
        day = clock.started_on
        if day not in self.cutoffs:
            rows = calendar.limits(day, calendar.end_of_day(day))
            self.cutoffs[day] = {code: row.cutoff for code, row in rows.items()}
        cutoff = self.cutoffs[day].get(clock.limit_code)
        return Limit(clock.days, Unit(clock.unit), clock.law, clock.limit_code, cutoff)


def standing(clock: Clock, *, on: date, recorded_by: datetime | None = None) -> Standing:
    """Where a clock stands at the end of a day, by what was recorded by then, or by now.

    Two queries, and one more for a limit.
    """
    return _standing(clock, on, _Law(recorded_by))


def why_due(clock: Clock, *, on: date) -> str:
    """Why the clock is due when it is, in one sentence with the law."""
    law = _Law()
    found = _standing(clock, on, law)
    told = calendar.explain_standing(found, law.limit(clock), law.calendar(_organ(clock)))
    return calendar.sentence(told)


def standings(
    rows: models.QuerySet[Case], *, on: date, recorded_by: datetime | None = None
) -> dict[int, Standing]:
    """Key of each case -> where the clock it is counted by stands on a day; none for cases that are not counted.

    A fixed number of queries, and one for each office and each day on which a limit began.
    """
    law, found = _Law(recorded_by), {}
    for case in _counted(rows, on).only("pk").prefetch_related(_with_clocks(on)):
        clocks = [one for one in case.clocks.all() if _is_known(one, recorded_by)]
        if clocks:
            found[case.pk] = _standing(clocks[-1], on, law)
    return found


def buckets(rows: models.QuerySet[Case], *, on: date, recorded_by: datetime | None = None) -> Counter[Bucket]:
    """How many cases stand in each bucket at the end of a day: done on time, done late, in term, overdue.

    Each case that is counted is in one; `Bucket.NONE` are those without a deadline on that day. What was recorded
    after `recorded_by` is left out: as people saw it then.
    """
    found = standings(rows, on=on, recorded_by=recorded_by)
    counted = Counter(one.bucket for one in found.values())
    counted[Bucket.NONE] += _counted(rows, on).count() - len(found)
    return counted


def in_buckets(rows: models.QuerySet[Case], bucket: str, *, on: date) -> models.QuerySet[Case]:
    """The cases that are counted and stand in a bucket today, by the term that is kept on each.

    `on` is today: for a past day ask `buckets`. A limit in hours is told to the day.
    """
    return _listed(rows).filter(_ways(on)[Bucket(bucket)])


def soon_due(rows: models.QuerySet[Case], *, on: date, within: timedelta) -> models.QuerySet[Case]:
    return _listed(rows).filter(term=Term.RUNS, term_on__range=(on, on + within))


def current_buckets(rows: models.QuerySet[Case], *, on: date) -> Counter[Bucket]:
    """`buckets` of today in one query."""
    cases = [Then(way, then=Value(bucket)) for bucket, way in _ways(on).items()]
    named: Any = _listed(rows).order_by().annotate(bucket=When(*cases, output_field=models.CharField()))
    found = named.values_list("bucket").annotate(models.Count("pk"))
    return Counter({Bucket(bucket): number for bucket, number in found})


def _ways(on: date) -> dict[Bucket, Q]:
    """A suspended clock that was in term stays in term."""
    runs = Q(term=Term.RUNS)
    return {
        Bucket.NONE: Q(term=Term.NONE),
        Bucket.DONE_ON_TIME: Q(term=Term.MET),
        Bucket.DONE_LATE: Q(term=Term.MISSED),
        Bucket.IN_TERM: Q(term=Term.HELD) | (runs & Q(term_on__gte=on)),
        Bucket.OVERDUE: runs & Q(term_on__lt=on),
    }


def _listed(rows: models.QuerySet[Case]) -> models.QuerySet[Case]:
    """`_counted` of today, by columns of the case alone."""
    return rows.exclude(status__in=NOT_DONE).exclude(term=Term.PARTS)


def _counted(rows: models.QuerySet[Case], on: date) -> models.QuerySet[Case]:
    """A directive that its children do is counted by them."""
    ended = Q(status__in=NOT_DONE) & (Q(closed_on=None) | Q(closed_on__lte=on))
    return rows.exclude(ended).exclude(kind=Kind.DIRECTIVE, children__isnull=False)


def _with_clocks(on: date) -> Prefetch[str]:
    clocks = Clock.objects.filter(kind__in=MEASURED, started_on__lte=on).order_by("started_on", "pk")
    clocks = clocks.select_related("assignment__organisation").prefetch_related("events")
    return Prefetch("clocks", clocks)


def _is_known(clock: Clock, recorded_by: datetime | None) -> bool:
    return recorded_by is None or any(one.recorded_at <= recorded_by for one in clock.events.all())


def _standing(clock: Clock, on: date, law: _Law) -> Standing:
    events = list(_events(clock, clock.events.all()))
    days = law.calendar(_organ(clock))
    return calendar.replay(events, law.limit(clock), days, as_of=on, recorded_by=law.recorded_by)


def _organ(clock: Clock) -> UUID | None:
    organ = clock.assignment.organisation if clock.assignment else None
    return organ.uid if organ else None


def _events(clock: Clock, rows: Iterable[ClockEvent]) -> Iterable[Event]:
    """A day stands in an event for reading; it counts only where it was named, not where a limit gave it."""
    for row in rows:
        is_named = row.kind in (EventKind.EXTEND, EventKind.CORRECT)
        is_named = is_named or (row.kind == EventKind.START and clock.days is None)
        at = timezone.localtime(row.recorded_at)
        hour = at.time() if at.date() == row.happened_on else None
        due_on = row.due_on if is_named else None
        yield Event(EventKind(row.kind), row.happened_on, row.recorded_at, due_on, at=hour)


def bucket_now(clock: Clock, *, on: date) -> Bucket:
    """The bucket of a clock today, from its row alone; past days are replayed by `standing`."""
    if clock.due_on is None:
        return Bucket.NONE
    if clock.stopped_on:
        return Bucket.DONE_ON_TIME if clock.stopped_on <= clock.due_on else Bucket.DONE_LATE
    return Bucket.OVERDUE if on > clock.due_on and not clock.suspended_on else Bucket.IN_TERM
