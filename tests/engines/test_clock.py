"""Clocks replayed from their events: against living through every day, against the judge, and by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thongsuot import facts
from thongsuot.engines.calendar import check, explain, reference
from thongsuot.engines.calendar.clock import Bucket, Event, EventKind, Pause, Standing
from thongsuot.engines.calendar.hours import add_hours, hours_open, opening_after
from thongsuot.engines.calendar.model import Calendar, DayOut, Hours, Kind, Limit, Unit
from thongsuot.engines.calendar.replay import is_due_soon, replay

SHIPPED = facts.calendar()
FIRST = date(2026, 1, 1)
MORNING, AFTERNOON = (time(8), time(11)), (time(14), time(16))
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
TIMES = st.sampled_from([None, time(7), time(9, 15), time(12), time(15, 30), time(18)])
MOMENTS = st.integers(0, 60).map(lambda hours: datetime(2026, 1, 20, tzinfo=UTC) + timedelta(hours=hours))
HOURS = (*(Hours(day, *span) for day in range(5) for span in (MORNING, AFTERNOON)), Hours(5, *MORNING))
FIVE = Limit(5)
LATER_KINDS = [kind for kind in EventKind if kind != EventKind.START]


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = draw(st.dictionaries(DAYS, st.sampled_from(list(Kind)), max_size=15))
    return Calendar(tuple(DayOut(on, kind) for on, kind in days.items()), FIRST, FIRST + timedelta(60), HOURS)


@st.composite
def limits(draw: st.DrawFn) -> Limit | None:
    if draw(st.integers(0, 7)) == 0:
        return None
    cutoff = draw(st.sampled_from([None, time(15)]))
    return Limit(draw(st.integers(0, 12)), draw(st.sampled_from(list(Unit))), cutoff=cutoff)


@st.composite
def happenings(draw: st.DrawFn, kinds: list[EventKind]) -> Event:
    kind = draw(st.sampled_from(kinds))
    names_day = kind in (EventKind.START, EventKind.EXTEND, EventKind.CORRECT)
    due_on = draw(st.one_of(st.none(), DAYS)) if names_day else None
    days = draw(st.one_of(st.none(), st.integers(0, 9))) if names_day else None
    return Event(kind, draw(DAYS), draw(MOMENTS), due_on, days, draw(TIMES))


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    start = draw(happenings([EventKind.START]))
    first = replace(start, happened_on=FIRST + timedelta(days=draw(st.integers(0, 9))))
    later = draw(st.lists(happenings(LATER_KINDS), max_size=6))
    again = draw(st.lists(happenings([EventKind.START]), max_size=1))
    return [first, *later, *(again if draw(st.integers(0, 4)) == 0 else [])]


def plain(found: Standing) -> Standing:
    """Without what only the fast one keeps for the explanation."""
    return replace(found, pauses=(), changes=(), first_due=None)


@settings(max_examples=300)
@given(lives(), limits(), calendars(), DAYS, st.one_of(st.none(), MOMENTS))
def test_replaying_says_what_living_through_every_day_says(
    events: list[Event], limit: Limit | None, calendar: Calendar, as_of: date, recorded_by: datetime | None
) -> None:
    found = replay(events, limit, calendar, as_of=as_of, recorded_by=recorded_by)
    assert plain(found) == reference.replay(events, limit, calendar, as_of=as_of, recorded_by=recorded_by)
    judged = check.standing_faults(found, events, limit, calendar, as_of=as_of, recorded_by=recorded_by)
    assert judged == []


@given(lives(), limits(), calendars(), DAYS, st.integers(1, 4))
def test_the_judge_sees_another_standing(
    events: list[Event], limit: Limit | None, calendar: Calendar, as_of: date, days: int
) -> None:
    found = replay(events, limit, calendar, as_of=as_of)
    wrong = [replace(found, late_calendar_days=found.late_calendar_days + days)]
    if found.started:
        wrong.append(replace(found, started=found.started - timedelta(days=days)))
    wrong += [
        replace(found, bucket=bucket) for bucket in Bucket if bucket != found.bucket and not found.due_at
    ]
    for other in wrong:
        assert check.standing_faults(other, events, limit, calendar, as_of=as_of) != []


@given(
    st.integers(1, 12),
    DAYS,
    calendars(),
    st.lists(happenings([EventKind.SUSPEND, EventKind.RESUME]), max_size=4),
)
def test_the_judge_counts_the_days_of_a_limit(
    days: int, start: date, calendar: Calendar, events: list[Event]
) -> None:
    limit, as_of = Limit(days), FIRST + timedelta(days=41)
    life = [Event(EventKind.START, start, datetime(2026, 1, 1, tzinfo=UTC)), *events]
    found = replay(life, limit, calendar, as_of=as_of)
    assert found.due
    for other in (found.due - timedelta(days=1), found.due + timedelta(days=1)):
        late = max((as_of - other).days, 0)
        moved = replace(found, due=other, late_calendar_days=late, days=days)
        assert check.standing_faults(moved, life, limit, calendar, as_of=as_of) != []


@given(lives(), limits(), calendars(), DAYS, DAYS, happenings([EventKind.SUSPEND, EventKind.EXTEND]))
def test_nothing_that_gives_time_takes_any(
    events: list[Event], limit: Limit | None, calendar: Calendar, as_of: date, on: date, more: Event
) -> None:
    """A suspension that goes on, or an extension, never brings the due date earlier."""
    before = replay(events, limit, calendar, as_of=as_of)
    last = max(one.happened_on for one in events)
    given_time = replace(more, happened_on=max(last, on), recorded_at=datetime(2027, 1, 1, tzinfo=UTC))
    after = replay([*events, given_time], limit, calendar, as_of=as_of)
    if before.due:
        assert after.due
        assert after.due >= before.due
    assert after.used_days <= before.used_days


@given(lives(), limits(), calendars(), DAYS, DAYS)
def test_while_it_is_suspended_the_due_date_only_moves_away(
    events: list[Event], limit: Limit | None, calendar: Calendar, one: date, other: date
) -> None:
    first, then = sorted((one, other))
    still = [event for event in events if event.happened_on <= first]
    earlier = replay(still, limit, calendar, as_of=first)
    later = replay(still, limit, calendar, as_of=then)
    assert (earlier.due is None) == (later.due is None)
    if earlier.due and later.due:
        assert later.due >= earlier.due
        assert earlier.suspended or later.due == earlier.due
        assert not (earlier.suspended and earlier.bucket == Bucket.IN_TERM) or later.bucket == Bucket.IN_TERM


@given(st.lists(st.tuples(lives(), limits()), max_size=8), calendars(), DAYS)
def test_on_any_day_the_four_buckets_are_all_clocks(
    clocks: list[tuple[list[Event], Limit | None]], calendar: Calendar, as_of: date
) -> None:
    found = [replay(events, limit, calendar, as_of=as_of) for events, limit in clocks]
    by_bucket = Counter(one.bucket for one in found)
    with_clock = sum(one.due is not None for one in found)
    assert sum(by_bucket[bucket] for bucket in Bucket if bucket != Bucket.NONE) == with_clock
    late = sum(one.late_calendar_days > 0 for one in found)
    assert by_bucket[Bucket.OVERDUE] <= late <= by_bucket[Bucket.OVERDUE] + by_bucket[Bucket.DONE_LATE]


@given(lives(), limits(), calendars(), DAYS, MOMENTS)
def test_what_is_recorded_later_changes_no_earlier_view(
    events: list[Event], limit: Limit | None, calendar: Calendar, as_of: date, recorded_by: datetime
) -> None:
    seen = [one for one in events if one.recorded_at <= recorded_by]
    then = replay(seen, limit, calendar, as_of=as_of)
    assert replay(events, limit, calendar, as_of=as_of, recorded_by=recorded_by) == then


@settings(max_examples=50)
@given(DAYS, TIMES, st.integers(0, 16), calendars())
def test_hours_are_counted_minute_by_minute(
    day: date, at: time | None, hours: int, calendar: Calendar
) -> None:
    begin = opening_after(day, at or time.min, calendar)
    assert add_hours(*begin, hours, calendar) == reference.add_hours(day, at or time.min, hours, calendar)


def happened(kind: str, month: int, day: int, **more: object) -> Event:
    return Event(EventKind(kind), date(2025, month, day), datetime(2025, 1, 1, tzinfo=UTC), **more)  # type: ignore[arg-type]


def stands(*events: Event, limit: Limit | None = FIVE, as_of: date = date(2025, 12, 31)) -> Standing:
    return replay(events, limit, SHIPPED, as_of=as_of)


START = happened("start", 8, 18)


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ([], date(2025, 8, 25)),
        ([("suspend", 20), ("resume", 20)], date(2025, 8, 25)),
        ([("suspend", 20), ("resume", 22)], date(2025, 8, 27)),
        ([("suspend", 22), ("resume", 25)], date(2025, 8, 26)),
        ([("suspend", 25), ("resume", 27)], date(2025, 8, 27)),  # on its last day
        ([("suspend", 26), ("resume", 28)], date(2025, 8, 25)),  # too late to help
        ([("suspend", 18), ("resume", 20)], date(2025, 8, 26)),  # the day of the start never counted
        ([("suspend", 19), ("suspend", 20), ("resume", 21)], date(2025, 8, 27)),
        ([("resume", 20)], date(2025, 8, 25)),
    ],
)
def test_suspended_days_are_not_counted(events: list[tuple[str, int]], due: date) -> None:
    assert stands(START, *(happened(kind, 8, day) for kind, day in events)).due == due


def test_while_suspended_it_is_never_overdue() -> None:
    found = stands(START, happened("suspend", 8, 21))
    assert (found.suspended, found.bucket, found.used_days) == (True, Bucket.IN_TERM, 2)
    assert found.due
    assert found.due > date(2025, 12, 31)


def test_an_extension_names_a_later_day_and_an_earlier_one_is_none() -> None:
    later = happened("extend", 8, 20, due_on=date(2025, 8, 30))
    assert stands(START, later).due == date(2025, 8, 30)
    assert stands(START, replace(later, due_on=date(2025, 8, 21))).due == date(2025, 8, 25)
    assert stands(START, replace(later, due_on=None, days=3)).due == date(2025, 8, 28)


def test_a_correction_holds_from_the_day_it_happened_on() -> None:
    wrong = happened("correct", 8, 18, due_on=date(2025, 8, 22))
    assert stands(START, wrong, happened("suspend", 8, 20), happened("resume", 8, 21)).due == date(
        2025, 8, 25
    )
    assert stands(START, happened("correct", 8, 20, days=7)).due == date(2025, 8, 27)
    assert stands(START, happened("correct", 8, 20)).bucket == Bucket.NONE


@pytest.mark.parametrize(
    ("stop", "bucket", "late"),
    [(25, Bucket.DONE_ON_TIME, (0, 0)), (26, Bucket.DONE_LATE, (1, 1)), (31, Bucket.DONE_LATE, (6, 4))],
)
def test_done_on_time_or_late(stop: int, bucket: Bucket, late: tuple[int, int]) -> None:
    found = stands(START, happened("stop", 8, stop))
    assert (found.bucket, (found.late_calendar_days, found.late_working_days)) == (bucket, late)
    assert found.stopped_on == date(2025, 8, stop)


def test_sent_back_it_runs_on_with_the_same_due_date() -> None:
    found = stands(START, happened("stop", 8, 22), happened("resume", 8, 27), as_of=date(2025, 8, 28))
    assert (found.stopped_on, found.due, found.bucket) == (None, date(2025, 8, 25), Bucket.OVERDUE)


def test_before_the_start_there_is_nothing_and_without_a_limit_no_deadline() -> None:
    assert stands(START, as_of=date(2025, 8, 17)) == Standing()
    assert stands(START, limit=None).bucket == Bucket.NONE
    assert stands(happened("start", 8, 18, due_on=date(2025, 8, 24)), limit=None).due == date(2025, 8, 24)


@pytest.mark.parametrize(
    ("at", "due"),
    [(time(15), date(2025, 8, 25)), (time(15, 1), date(2025, 8, 26)), (None, date(2025, 8, 25))],
)
def test_what_comes_after_three_counts_as_of_the_next_day(at: time | None, due: date) -> None:
    assert stands(replace(START, at=at), limit=Limit(5, cutoff=time(15))).due == due


def test_eight_office_hours() -> None:
    eight = Limit(8, Unit.HOURS, cutoff=time(15))
    found = stands(replace(START, at=time(10)), happened("stop", 8, 19, at=time(11)), limit=eight)
    assert (found.due, found.due_at, found.bucket) == (date(2025, 8, 19), time(10, 30), Bucket.DONE_LATE)
    found = stands(replace(START, at=time(16)), limit=eight)
    assert (found.due, found.due_at) == (date(2025, 8, 20), time(8))
    assert hours_open(date(2025, 8, 19), SHIPPED) == 7.5
    assert hours_open(date(2025, 4, 26), SHIPPED) == 7.5  # a Saturday that is worked
    assert hours_open(date(2025, 9, 2), SHIPPED) == 0


def test_an_office_that_never_opens_has_no_limit_in_hours() -> None:
    with pytest.raises(ValueError, match="never open"):
        replay([START], Limit(8, Unit.HOURS), Calendar(), as_of=date(2025, 8, 18))


def test_due_soon_is_within_so_many_working_days_and_running() -> None:
    for day, is_soon in ((19, False), (20, True), (25, True), (26, False)):
        on = date(2025, 8, day)
        assert is_due_soon(stands(START, as_of=on), SHIPPED, on=on, within=3) is is_soon
    on = date(2025, 8, 21)
    paused = stands(START, happened("suspend", 8, 21), as_of=on)
    assert not is_due_soon(paused, SHIPPED, on=on, within=3)


@pytest.mark.parametrize("wrong", [(7, time(8), time(9)), (0, time(9), time(9)), (-1, time(8), time(9))])
def test_impossible_hours_and_limits_are_refused(wrong: tuple[int, time, time]) -> None:
    with pytest.raises(ValueError, match=str(wrong[0])):
        Hours(*wrong)
    with pytest.raises(ValueError, match="-1"):
        Limit(-1)


def test_why_it_is_due_then() -> None:
    limit = Limit(10, law="Luật", sureness="default")
    found = stands(happened("start", 8, 29), happened("suspend", 9, 4), happened("resume", 9, 8), limit=limit)
    why = explain.standing(found, limit, SHIPPED)
    assert (why.source, why.days, why.due, why.law, why.is_default) == (
        explain.Source.LIMIT, 10, date(2025, 9, 18), "Luật", True,
    )  # fmt: skip
    assert [(run.since.day, run.until.day, run.name) for run in why.off] == [(1, 2, "Quốc khánh")]
    assert why.pauses == (Pause(date(2025, 9, 4), date(2025, 9, 8), 2),)
    later = happened("extend", 9, 10, due_on=date(2025, 10, 1))
    why = explain.standing(stands(happened("start", 8, 29), later, limit=limit), limit, SHIPPED)
    assert (why.source, why.before, why.law) == (explain.Source.EXTENDED, date(2025, 9, 16), "")
