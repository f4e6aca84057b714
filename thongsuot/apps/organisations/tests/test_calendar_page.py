"""The calendar on its page: who may change it, what it shows, and what the calculator says."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from tests import cast
from thongsuot.apps.core import calendar
from thongsuot.apps.core.models import CalendarDay, JournalEntry, LimitRow, OfficeHours

pytestmark = pytest.mark.django_db
SOURCE = "Quyết định (hư cấu)"
PAGE = "/lich-lam-viec/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def keeper() -> Client:
    return cast.browser(cast.organiser())


def shown(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def sent(client: Client, address: str, **fields: Any) -> Any:
    """The form filled in as the page shows it: with the version that it was made from, where it has one."""
    page = shown(client, address)
    hidden = re.search(r'name="version" value="(\d+)"', page)
    seen = {"version": hidden[1]} if hidden else {}
    return client.post(address, {"post_key": cast.key(), "source": SOURCE} | seen | fields)


def test_everybody_sees_the_year_and_who_does_not_keep_it_no_button() -> None:
    text = shown(cast.browser(cast.commune_officer()), f"{PAGE}?nam=2026")
    assert "Tháng 8: 21 ngày làm việc" in text
    assert "Ngày Văn hóa Việt Nam" in text
    assert "Thôi áp dụng" not in text
    assert "Ghi một ngày" not in text


def test_a_year_is_read_in_few_queries(keeper: Client, django_assert_max_num_queries: Any) -> None:
    shown(keeper)
    with django_assert_max_num_queries(12):
        shown(keeper, f"{PAGE}?nam=2026&tu=2026-08-20&so=8&tinh=working")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("tu=2025-08-29&so=10&tinh=working", "trừ 01-02/09 nghỉ Quốc khánh"),
        ("tu=2025-08-20&so=3&tinh=calendar", "25/08/2025"),
        ("tu=2029-01-02&so=5&tinh=working", "chưa có lịch"),
        ("tu=1999-01-02&so=5&tinh=working", "từ năm 2000 đến năm 2099"),
        ("tu=2025-08-20&so=99999&tinh=working", "Số lớn nhất là 3650"),
        ("tu=mai&so=x&tinh=weeks", "Ngày này không có"),
    ],
)
def test_the_calculator_tells_the_day_and_why(keeper: Client, query: str, text: str) -> None:
    assert text in shown(keeper, f"{PAGE}?{query}")


@pytest.mark.parametrize("query", ["nam=0", "nam=99999", "nam=²", "nam=x"])
def test_a_year_that_is_none_shows_this_one(keeper: Client, query: str) -> None:
    assert "Lịch làm việc 2025" in shown(keeper, f"{PAGE}?{query}")


def test_culture_day_is_switched_with_a_reason(keeper: Client) -> None:
    address = f"{PAGE}ngay/2026-11-24/"
    assert sent(keeper, address, source=" ").status_code == 422
    response = sent(keeper, address)
    assert response["Location"] == f"{PAGE}?nam=2026"
    assert not calendar.months(2026, calendar.of())[10].weeks[4][1].is_worked  # type: ignore[union-attr]
    assert SOURCE in shown(keeper, response["Location"])
    assert sent(keeper, address).status_code == 302
    row = CalendarDay.objects.get()
    assert not row.in_force
    assert JournalEntry.objects.filter(subject_uid=row.uid).count() == 2


@pytest.mark.parametrize("on", ["2026-11-25", "2026-13-01", "khong"])
def test_a_day_that_is_not_known_is_not_switched(keeper: Client, on: str) -> None:
    assert keeper.get(f"{PAGE}ngay/{on}/").status_code == 404


def test_a_day_is_added_for_one_organ_alone(keeper: Client) -> None:
    office = cast.organ("Sở Xây dựng")
    fields = {"day": "2025-08-28", "kind": "holiday", "label": "Tránh bão", "organ": str(office.uid)}
    response = sent(keeper, f"{PAGE}ngay/", **fields)
    assert response["Location"] == f"{PAGE}?nam=2025&co-quan={office.uid}"
    assert "riêng cơ quan" in shown(keeper, response["Location"])
    assert "Tránh bão" not in shown(keeper)
    assert sent(keeper, f"{PAGE}ngay/2025-08-28/?co-quan={office.uid}").status_code == 302
    assert not CalendarDay.objects.get().in_force


def test_a_broken_rule_keeps_what_was_typed(keeper: Client) -> None:
    response = sent(keeper, f"{PAGE}ngay/", day="2025-08-28", kind="worked", label="Làm bù gì đó", organ="")
    assert response.status_code == 422
    assert "phải là thứ Bảy" in response.content.decode()
    assert "Làm bù gì đó" in response.content.decode()


def test_office_hours_come_and_go(keeper: Client) -> None:
    fields = {
        "organ": "",
        "weekday": "5",
        "opens": "07:30",
        "closes": "11:30",
        "since": "2025-08-01",
        "until": "",
    }
    assert sent(keeper, f"{PAGE}gio/", **fields).status_code == 302
    row = OfficeHours.objects.get()
    assert calendar.of().spans(date(2025, 8, 23)) == ((time(7, 30), time(11, 30)),)
    assert "thứ Bảy 07:30-11:30" in shown(keeper)
    assert sent(keeper, f"{PAGE}gio/{row.uid}/bo/").status_code == 302
    assert calendar.of().spans(date(2025, 8, 23)) == ()
    assert keeper.get(f"{PAGE}gio/{row.uid}/bo/").status_code == 404


def test_a_limit_is_set_by_the_province(keeper: Client) -> None:
    fields = {"days": "7", "measure": "working", "cutoff": "15:00", "valid_from": "2025-08-22"}
    assert sent(keeper, f"{PAGE}thoi-han/answer/", **fields).status_code == 302
    assert LimitRow.objects.get().source == SOURCE
    assert calendar.limit("answer", date(2025, 8, 22)).days == 7
    assert "đến sau 15:00" in shown(keeper)
    for code in ("personal-done", "khong-co"):
        assert keeper.get(f"{PAGE}thoi-han/{code}/").status_code == 404


@pytest.mark.parametrize("address", ["ngay/", "ngay/2026-11-24/", "gio/", "thoi-han/answer/"])
def test_others_change_nothing(address: str) -> None:
    for user in (cast.coordinator(), cast.commune_officer()):
        assert cast.browser(user).post(f"{PAGE}{address}", {"post_key": cast.key()}).status_code == 403
    assert not JournalEntry.objects.filter(subject_kind__in=["core.calendarday", "core.limitrow"]).exists()


@pytest.mark.parametrize("address", ["ngay/", "gio/", "ngay/2026-11-24/", "thoi-han/answer/"])
def test_an_organiser_of_a_commune_keeps_its_organs_only(address: str) -> None:
    unit = cast.unit()
    committee = cast.committee(unit)
    own = cast.browser(cast.account("tochuc-xa", "organiser", committee, "Cán bộ tổ chức"))
    fields = {
        "post_key": cast.key(), "day": "2025-08-28", "kind": "holiday", "label": "Tránh bão", "source": SOURCE,
        "weekday": "1", "opens": "07:30", "closes": "11:30", "since": "2025-08-01",
    }  # fmt: skip
    assert own.post(f"{PAGE}{address}", fields).status_code == 403
    if address in ("ngay/", "gio/"):
        named = fields | {"organ": str(committee.uid), "post_key": cast.key()}
        assert own.post(f"{PAGE}{address}", named).status_code == 302
        other = fields | {"organ": str(cast.organ("Sở Xây dựng").uid), "post_key": cast.key()}
        assert own.post(f"{PAGE}{address}", other).status_code == 403
