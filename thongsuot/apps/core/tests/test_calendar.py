"""The calendar as people keep it: what holds now, what was known then, and the sentence that explains a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from conftest import NOW
from thongsuot import facts
from thongsuot.apps.core import actions, calendar, journal
from thongsuot.apps.core.bridge import is_working_day
from thongsuot.apps.core.calendar import Event, EventKind, Limit, Unit
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import CalendarDay, LimitRow, OfficeHours, User, new_uid
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
CULTURE_DAY = date(2026, 11, 24)
OFFICE = new_uid()


@pytest.fixture
def by() -> User:
    return system_actor()


def storm(by: User, at: datetime = LATER, **changes: object) -> CalendarDay:
    given = {
        "day": date(2025, 8, 28),
        "kind": "holiday",
        "label": "Tránh bão",
        "source": "Công điện (hư cấu)",
    }
    return actions.set_day(**given | changes, by=by, at=at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_each_known_swap_holds_and_can_be_taken_back(off: date, worked: date, by: User) -> None:
    assert (is_working_day(off, calendar.of()), is_working_day(worked, calendar.of())) == (False, True)
    for day in (off, worked):
        actions.switch_day(day=day, in_force=False, source="Thông báo (hư cấu)", by=by, at=NOW)
    assert (is_working_day(off, calendar.of()), is_working_day(worked, calendar.of())) == (True, False)


@pytest.mark.parametrize("year", [2026, 2027])
def test_culture_day_is_switched_on_for_one_year(year: int, by: User) -> None:
    day = date(year, 11, 24)
    assert is_working_day(day, calendar.of())
    row = actions.switch_day(day=day, in_force=True, source="Luật sửa đổi (hư cấu)", by=by, at=NOW)
    assert not is_working_day(day, calendar.of())
    assert is_working_day(date(4053 - year, 11, 24), calendar.of())
    actions.switch_day(day=day, in_force=False, source="Bãi bỏ (hư cấu)", by=by, at=NOW)
    assert is_working_day(day, calendar.of())
    assert [entry.payload["in_force"] for entry in journal.of(row)] == [False, True]
    assert journal.verify("core.calendarday", row.uid) == []


def test_without_changes_the_shipped_calendar_holds(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert calendar.of() is facts.calendar()


def test_a_version_once_read_costs_one_query(by: User, django_assert_num_queries: object) -> None:
    storm(by)
    first = calendar.of()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert calendar.of() is first


def test_a_later_correction_shows_as_a_difference(by: User) -> None:
    storm(by)
    clock = [Event(EventKind.START, date(2025, 8, 22), NOW)]
    then = calendar.of(recorded_by=calendar.end_of_day(date(2025, 8, 24)))
    ends = {
        calendar.replay(clock, Limit(5), known, as_of=date(2025, 9, 30)).due
        for known in (then, calendar.of())
    }
    assert ends == {date(2025, 8, 29), date(2025, 9, 3)}


def test_a_day_of_one_organ_is_no_day_of_the_others(by: User) -> None:
    storm(by, unit=OFFICE)
    assert not is_working_day(date(2025, 8, 28), calendar.of(OFFICE))
    assert is_working_day(date(2025, 8, 28), calendar.of())
    assert is_working_day(date(2025, 8, 28), calendar.of(new_uid()))


def test_an_organ_may_work_on_what_is_off_for_all(by: User) -> None:
    storm(by)
    storm(by, unit=OFFICE, in_force=False)
    assert (
        is_working_day(date(2025, 8, 28), calendar.of()),
        is_working_day(date(2025, 8, 28), calendar.of(OFFICE)),
    ) == (False, True)


def test_a_day_of_a_new_year_makes_that_year_known(by: User) -> None:
    far, near = date(2029, 1, 1), date(2028, 1, 3)
    storm(by, day=far, label="Tết Dương lịch")
    assert not calendar.of().knows(far)
    storm(by, day=near, label="Nghỉ bù Tết Dương lịch", kind="in-lieu")
    assert calendar.of().knows(far)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": "  "}, "source"),
        ({"label": " "}, "label"),
        ({"kind": "worked"}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"kind": "swapped", "day": date(2025, 8, 30)}, "kind"),
    ],
)
def test_an_unclear_day_is_refused(changes: dict[str, object], field: str, by: User) -> None:
    with pytest.raises(BrokenRule) as broken:
        storm(by, **changes)
    assert broken.value.field == field
    assert not CalendarDay.objects.exists()


def test_an_unknown_day_is_not_switched(by: User) -> None:
    with pytest.raises(BrokenRule, match="không có trong lịch"):
        actions.switch_day(day=date(2025, 8, 27), in_force=True, source="x", by=by, at=NOW)


def saturday_morning(by: User, **changes: object) -> OfficeHours:
    given = {
        "weekday": 5,
        "opens": time(7, 30),
        "closes": time(11, 30),
        "since": date(2025, 8, 1),
        "unit": OFFICE,
    }
    return actions.set_hours(**given | changes, source="Quyết định (hư cấu)", by=by, at=NOW)  # type: ignore[arg-type]


def test_a_saturday_morning_counts_in_hours_and_is_no_working_day(by: User) -> None:
    for weekday in range(5):
        saturday_morning(by, weekday=weekday)
    row = saturday_morning(by)
    late_friday = [Event(EventKind.START, date(2025, 8, 22), NOW, at=time(11, 0))]
    found = calendar.replay(late_friday, Limit(2, Unit.HOURS), calendar.of(OFFICE), as_of=date(2025, 8, 22))
    assert (found.due, found.due_at) == (date(2025, 8, 23), time(9, 0))
    assert not is_working_day(date(2025, 8, 23), calendar.of(OFFICE))
    actions.drop_hours(hours=row, source="Thôi mở (hư cấu)", by=by, at=NOW)
    found = calendar.replay(late_friday, Limit(2, Unit.HOURS), calendar.of(OFFICE), as_of=date(2025, 8, 22))
    assert (found.due, found.due_at) == (date(2025, 8, 25), time(9, 0))


def test_hours_of_an_organ_begin_with_their_day(by: User) -> None:
    saturday_morning(by, weekday=0)
    assert calendar.of(OFFICE).spans(date(2025, 8, 4)) == ((time(7, 30), time(11, 30)),)
    assert calendar.of(OFFICE).spans(date(2025, 7, 28)) == facts.calendar().spans(date(2025, 7, 28))
    assert calendar.of(OFFICE).spans(date(2025, 8, 5)) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens": time(8), "closes": time(12)}, "opens"),
        ({"opens": time(12), "closes": time(11)}, "closes"),
        ({"weekday": 7}, "closes"),
        ({"until": date(2025, 7, 31)}, "until"),
    ],
)
def test_hours_that_meet_others_or_end_too_soon_are_refused(
    changes: dict[str, object], field: str, by: User
) -> None:
    saturday_morning(by)
    with pytest.raises(BrokenRule) as broken:
        saturday_morning(by, **changes)
    assert broken.value.field == field
    assert OfficeHours.objects.count() == 1


def own_answer(by: User, **changes: object) -> LimitRow:
    given = {"code": "answer", "days": 7, "measure": "working", "valid_from": date(2025, 9, 1)}
    return actions.set_limit(**given | changes, source="QĐ 12/QĐ-UBND (hư cấu)", by=by, at=LATER)  # type: ignore[arg-type]


def test_the_provinces_own_limit_stands_in_place_of_the_shipped_one(by: User) -> None:
    own_answer(by, cutoff=time(15))
    assert calendar.limit("answer", date(2025, 8, 31)).days == 15
    found = calendar.limit("answer", date(2025, 9, 1))
    assert found == Limit(7, Unit.WORKING, "QĐ 12/QĐ-UBND (hư cấu)", "answer", time(15), "own")
    assert calendar.limits(date(2025, 9, 1))["answer"] == found
    assert calendar.limit("answer", date(2025, 9, 1), recorded_by=NOW).days == 15
    own_answer(by, in_force=False)
    assert calendar.limit("answer", date(2025, 9, 1)).days == 15


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "no-such"}, "code"),
        ({"measure": "weeks"}, "code"),
        ({"days": -1}, "days"),
        ({"days": 4000}, "days"),
        ({"valid_to": date(2025, 9, 1)}, "valid_to"),
    ],
)
def test_an_impossible_limit_is_refused(changes: dict[str, object], field: str, by: User) -> None:
    with pytest.raises(BrokenRule) as broken:
        own_answer(by, **changes)
    assert broken.value.field == field


def test_every_shipped_limit_can_be_asked_for_and_an_unknown_one_is_an_error() -> None:
    for code, limit in calendar.limits(date(2026, 3, 1)).items():
        assert calendar.limit(code, date(2026, 3, 1)) == limit
        assert limit.code == code
        assert limit.law
    with pytest.raises(LookupError):
        calendar.limit("no-such", date(2026, 3, 1))


def told(limit: Limit | None, *events: Event, as_of: date = date(2025, 12, 31)) -> str:
    known = calendar.of()
    standing = calendar.replay(events, limit, known, as_of=as_of)
    return calendar.sentence(calendar.explain_standing(standing, limit, known))


def happened(kind: str, month: int, day: int, **more: object) -> Event:
    return Event(EventKind(kind), date(2025, month, day), NOW, **more)  # type: ignore[arg-type]


def test_a_due_date_is_explained_in_one_sentence_with_its_law() -> None:
    assert told(Limit(10, law="QĐ 12/QĐ-UBND"), happened("start", 8, 29)) == (
        "Hạn 16/09/2025: 10 ngày làm việc kể từ ngày sau 29/08/2025, trừ 01-02/09 nghỉ Quốc khánh, "
        "theo QĐ 12/QĐ-UBND."
    )


@pytest.mark.parametrize(
    ("limit", "events", "text"),
    [
        (Limit(2), [("start", 8, 20, {})], "Hạn 22/08/2025: 2 ngày làm việc kể từ ngày sau 20/08/2025."),
        (
            Limit(2, cutoff=time(15)),
            [("start", 8, 20, {"at": time(15, 1)})],
            "Hạn 25/08/2025: 2 ngày làm việc kể từ ngày sau 21/08/2025, vì đến sau 15:00 ngày 20/08/2025.",
        ),
        (
            Limit(3, Unit.CALENDAR),
            [("start", 8, 20, {})],
            "Hạn 25/08/2025: 3 ngày kể từ ngày sau 20/08/2025, ngày cuối là ngày nghỉ nên chuyển sang ngày làm "
            "việc tiếp theo.",
        ),
        (
            Limit(3),
            [("start", 4, 24, {})],
            "Hạn 28/04/2025: 3 ngày làm việc kể từ ngày sau 24/04/2025, tính cả 26/04 làm bù cho 02/05/2025.",
        ),
        (
            Limit(4),
            [
                ("start", 8, 18, {}),
                ("suspend", 8, 20, {}),
                ("extend", 8, 21, {"days": 0}),
                ("resume", 8, 22, {}),
            ],
            "Hạn 26/08/2025: 4 ngày làm việc kể từ ngày sau 18/08/2025, trừ thời gian tạm dừng 20/08/2025 đến "
            "trước 22/08/2025.",
        ),
        (
            Limit(8, Unit.HOURS),
            [("start", 8, 20, {"at": time(8)})],
            "Hạn 08:30 21/08/2025: 8 giờ làm việc kể từ lúc nhận ngày 20/08/2025.",
        ),
        (None, [("start", 8, 20, {"due_on": date(2025, 8, 31)})], "Hạn 31/08/2025: ngày ghi trong văn bản."),
        (
            Limit(2),
            [("start", 8, 20, {}), ("extend", 8, 21, {"due_on": date(2025, 8, 29)})],
            "Hạn 29/08/2025: được gia hạn, trước là 22/08/2025.",
        ),
        (
            Limit(2),
            [("start", 8, 20, {}), ("correct", 8, 20, {"due_on": date(2025, 8, 21)})],
            "Hạn 21/08/2025: đã sửa, trước là 22/08/2025.",
        ),
        (None, [("start", 8, 20, {})], "Không có thời hạn."),
        (
            Limit(0),
            [("start", 8, 20, {})],
            "Hạn 20/08/2025: trong ngày 20/08/2025 hoặc ngày làm việc tiếp theo.",
        ),
        (
            Limit(2, law="Mặc định của sản phẩm", sureness="default"),
            [("start", 8, 20, {})],
            "Hạn 22/08/2025: 2 ngày làm việc kể từ ngày sau 20/08/2025, theo mặc định của sản phẩm.",
        ),
    ],
)
def test_what_the_sentence_says(
    limit: Limit | None, events: list[tuple[str, int, int, dict[str, object]]], text: str
) -> None:
    assert told(limit, *(happened(kind, month, day, **more) for kind, month, day, more in events)) == text


def test_a_year_without_a_calendar_is_told() -> None:
    start = Event(EventKind.START, date(2027, 12, 31), NOW)
    assert told(Limit(5), start, as_of=date(2028, 1, 2)).endswith("chưa có lịch.")
