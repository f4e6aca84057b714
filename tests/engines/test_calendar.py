"""Counting days: against the slow way, against the judge, and on the days that are easily got wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot import facts
from thongsuot.engines.calendar import check, explain, reference
from thongsuot.engines.calendar.model import Calendar, DayOut, Kind, Problem, Solution, Unit
from thongsuot.engines.calendar.solve import (
    add_calendar_days,
    add_working_days,
    is_working_day,
    solve,
    working_days_between,
)

SHIPPED = facts.calendar()
NO_HOLIDAYS = Calendar()
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = draw(st.dictionaries(DAYS, st.sampled_from(list(Kind)), max_size=20))
    since = draw(DAYS)
    outs = tuple(DayOut(on, kind) for on, kind in days.items())
    return Calendar(outs, since, since + timedelta(days=draw(st.integers(0, 60))))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    return Problem(
        draw(DAYS),
        draw(st.integers(0, 40)),
        draw(st.sampled_from([Unit.WORKING, Unit.CALENDAR])),
        draw(calendars()),
    )


@given(problems())
def test_the_fast_way_says_what_the_slow_one_says_and_the_judge_agrees(problem: Problem) -> None:
    found = solve(problem)
    assert found == reference.solve(problem)
    assert check.faults(problem, found) == []


@given(problems(), st.integers(1, 5), st.booleans())
def test_the_judge_sees_another_day(problem: Problem, days: int, is_later: bool) -> None:
    found = solve(problem)
    other = found.due + timedelta(days=days if is_later else -days)
    assert check.faults(problem, Solution(other, found.is_known)) != []
    assert check.faults(problem, Solution(found.due, not found.is_known)) == ["wrong-about-what-is-known"]


@given(DAYS, DAYS, calendars())
def test_days_between_are_counted_one_by_one(start: date, end: date, calendar: Calendar) -> None:
    first, last = sorted((start, end))
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    expected = sum(reference.is_worked(day, calendar) for day in days)
    assert working_days_between(first, last, calendar) == expected
    assert working_days_between(last, first, calendar) == -expected


@given(st.integers(1, 400), DAYS, calendars())
def test_adding_and_counting_are_each_others_reverse(days: int, start: date, calendar: Calendar) -> None:
    assert working_days_between(start, add_working_days(start, days, calendar), calendar) == days


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swapped_day_is_off_and_its_saturday_worked(off: date, worked: date) -> None:
    assert not is_working_day(off, SHIPPED)
    assert is_working_day(worked, SHIPPED)
    assert worked.weekday() == 5


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 12), 2, date(2026, 2, 23)),  # the whole of Tết 2026 lies between
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the Saturday that is worked
        (date(2026, 8, 28), 2, date(2026, 9, 4)),  # 31/8 to 2/9 are off
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Giỗ Tổ on a Sunday, its Monday in lieu
        (date(2025, 4, 25), 4, date(2025, 5, 5)),
        (date(2025, 8, 22), 2, date(2025, 8, 26)),
    ],
)
def test_working_days_of_agencies(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days, SHIPPED) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 1), 15, date(2026, 2, 23)),  # ends within Tết
        (date(2026, 8, 17), 15, date(2026, 9, 3)),
        (date(2026, 8, 7), 15, date(2026, 8, 22)),  # a Saturday that is worked
        (date(2026, 3, 2), 15, date(2026, 3, 17)),
    ],
)
def test_calendar_days_end_on_a_working_day(start: date, days: int, due: date) -> None:
    assert add_calendar_days(start, days, SHIPPED) == due


def test_culture_day_waits_for_its_law() -> None:
    row = next(row for row in facts.table("calendar/days") if row["on"] == "2026-11-24")
    assert (row["in_force"], row["sureness"]) == ("0", "doubtful")
    assert is_working_day(date(2026, 11, 24), SHIPPED)


def test_every_row_says_where_it_is_from_and_changes_or_names_its_day() -> None:
    rows = facts.table("calendar/days")
    assert len({row["on"] for row in rows}) == len(rows)
    assert [row["on"] for row in rows] == sorted(row["on"] for row in rows)
    for row in rows:
        day = date.fromisoformat(row["on"])
        assert row["source"]
        assert row["sureness"] in {"verified", "compared", "remembered", "doubtful"}
        assert (row["kind"] == "worked") == (day.weekday() == 5 and row["name"].startswith("Làm bù"))
        assert row["kind"] not in {"swapped", "in-lieu"} or day.weekday() < 5


def test_each_swap_has_both_its_days() -> None:
    rows = facts.table("calendar/days")
    off = {(row["on"], _named(row["name"])) for row in rows if row["kind"] == "swapped"}
    assert off == {(_named(row["name"]), row["on"]) for row in rows if row["kind"] == "worked"}
    assert len(off) == 3


def _named(text: str) -> str:
    day, month, year = text.rpartition(" ")[2].split("/")
    return f"{year}-{month}-{day}"


def test_beyond_the_known_years_the_week_alone_counts_and_it_is_said() -> None:
    within = Problem(date(2027, 12, 20), 5, Unit.WORKING, SHIPPED)
    beyond = Problem(date(2027, 12, 20), 10, Unit.WORKING, SHIPPED)
    assert solve(within) == Solution(date(2027, 12, 27), True)
    assert solve(beyond) == Solution(date(2028, 1, 3), False)


def test_what_was_passed_over_is_told() -> None:
    problem = Problem(date(2026, 8, 20), 8, Unit.WORKING, SHIPPED)
    solution = solve(problem)
    assert solution.due == date(2026, 9, 3)
    assert [(one.on.day, one.kind) for one in explain.passed_over(problem, solution)] == [
        (22, Kind.WORKED),
        (31, Kind.SWAPPED),
        (1, Kind.HOLIDAY),
        (2, Kind.HOLIDAY),
    ]
    assert date(2026, 8, 22) not in explain.weekends(problem, solution)
    assert date(2026, 8, 23) in explain.weekends(problem, solution)


def test_a_limit_runs_forward() -> None:
    for add in (add_working_days, add_calendar_days):
        with pytest.raises(ValueError, match="-1"):
            add(date(2026, 1, 5), -1, NO_HOLIDAYS)


def test_no_day_is_excepted_twice() -> None:
    twice = DayOut(date(2026, 1, 1), Kind.HOLIDAY)
    with pytest.raises(ValueError, match="twice"):
        Calendar((twice, twice))
