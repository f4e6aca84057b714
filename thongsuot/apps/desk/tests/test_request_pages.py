"""The pages of requests on personal data: taken in, answered, given out, erased; for data officers only."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from conftest import NOW
from tests import cast
from tests.journeys import steps
from thongsuot.apps.core.models import PostAnswer
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions
from thongsuot.apps.desk.models import DataRequest
from thongsuot.apps.meetings.tests import room
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations.models import Person

NAME = "Tống Huyền Kỳ Lạ"
TOP = "/du-lieu-ca-nhan/"
in_database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def left() -> Person:
    """Somebody who left, named in a draft."""
    user = cast.account("ky-la", "commune", cast.committee(cast.unit()), "Chuyên viên", name=NAME)
    person = Person.objects.get(user=user)
    organisations.seal_details(person=person, phone="0905111222", by=system_actor(), at=NOW)
    organisations.end_membership(
        membership=person.memberships.get(), until=date(2025, 8, 10), by=system_actor(), at=NOW
    )
    room.opened(title="Làm việc", chair=NAME)
    return person


def asked(kind: str = "erase", person: Person | None = None) -> DataRequest:
    new = actions.NewRequest(kind, "Người Đi Hỏi", NAME, date(2025, 8, 20), person=person, words="xin xóa")
    return actions.record_request(new=new, by=cast.data_officer(), at=NOW)


@in_database
def test_a_request_is_typed_in_answered_and_done() -> None:
    client = cast.browser(cast.data_officer())
    typed = {"kind": "restrict", "subject": NAME, "asker": "Người Đi Hỏi", "received_on": "2025-08-22"}
    empty = client.post(f"{TOP}moi/", {"post_key": cast.key(), "asker": "Người Đi Hỏi"})
    assert empty.status_code == 422
    assert "Người Đi Hỏi" in empty.content.decode()
    made = client.post(f"{TOP}moi/", typed | {"post_key": cast.key()})
    page = client.get(made["Location"]).content.decode()
    for words in ("Người Đi Hỏi", NAME, "còn 2 ngày làm việc", "26/08/2025", "08/09/2025"):
        assert words in page
    request = DataRequest.objects.get()
    step = f"{TOP}{request.uid}/buoc/"
    assert client.post(f"{step}answer/", {"post_key": cast.key(), "words": " "}).status_code == 422
    for code, given in (("answer", "words"), ("extend", "reason"), ("finish", "words")):
        assert client.post(f"{step}{code}/", {"post_key": cast.key(), given: "lời riêng"}).status_code == 302
    request.refresh_from_db()
    assert (request.status, request.is_extended) == ("done", True)
    assert client.get(f"{step}nowhere/").status_code == 404
    assert not PostAnswer.objects.filter(body__contains="lời riêng").exists()
    listed = client.get(TOP).content.decode()
    assert NAME in listed
    assert "lời riêng" not in listed


@in_database
def test_a_second_answer_of_the_same_form_changes_nothing() -> None:
    client, request, key = cast.browser(cast.data_officer()), asked(), cast.key()
    for _again in range(2):
        answered = client.post(f"{TOP}{request.uid}/buoc/answer/", {"post_key": key, "words": "x"})
        assert answered.status_code == 302
    late = client.post(f"{TOP}{request.uid}/buoc/answer/", {"post_key": cast.key(), "words": "x"})
    assert late.status_code == 422


@in_database
def test_the_right_person_is_chosen_and_let_go() -> None:
    client, person, request = cast.browser(cast.data_officer()), left(), asked()
    choose = f"{TOP}{request.uid}/nguoi/"
    assert str(person.uid) in client.get(f"{TOP}{request.uid}/?q=ky+la").content.decode()
    client.post(choose, {"post_key": cast.key(), "person": str(person.uid)})
    request.refresh_from_db()
    assert request.person == person
    client.post(choose, {"post_key": cast.key(), "person": "x"})
    request.refresh_from_db()
    assert request.person is None


@in_database
def test_both_exports_hold_what_is_sealed_and_leave_no_copy() -> None:
    client, request = cast.browser(cast.data_officer()), asked("export", left())
    page = client.get(f"{TOP}{request.uid}/").content.decode()
    assert "0905111222" not in page
    given = client.get(f"{TOP}{request.uid}/xuat.json")
    assert "attachment" in given["Content-Disposition"]
    held = json.loads(given.content)["held"]
    assert {"0905111222", NAME} <= {one["value"] for one in held}
    printed = client.get(f"{TOP}{request.uid}/ban-in/")
    assert "0905111222" in printed.content.decode()
    assert "no-store" in printed["Cache-Control"]
    assert not PostAnswer.objects.filter(body__contains="0905111222").exists()


@in_database
def test_an_erasure_is_shown_confirmed_and_done() -> None:
    client, request = cast.browser(cast.data_officer()), asked("erase", left())
    url = f"{TOP}{request.uid}/xoa/"
    page = client.get(url).content.decode()
    for words in ("Sẽ xóa", "Chỉ trùng tên", "Giữ lại theo luật", "hủy khóa giải mã", "Chuyên viên"):
        assert words in page
    unsure = client.post(url, {"post_key": cast.key()})
    assert unsure.status_code == 422
    assert Person.objects.filter(name=NAME).exists()
    ref = page.partition('name="refs" value="')[2].partition('"')[0]
    done = client.post(url, {"post_key": cast.key(), "is_sure": "on", "refs": [ref]})
    assert done.status_code == 302
    assert not Person.objects.filter(name=NAME).exists()
    assert NAME not in client.get("/buoi-lam-viec/").content.decode()
    again = client.post(url, {"post_key": cast.key(), "is_sure": "on"})
    assert again.status_code == 422


@in_database
def test_who_holds_a_post_is_refused_with_the_reason() -> None:
    client = cast.browser(cast.data_officer())
    request = asked("erase", Person.objects.get(user=cast.commune_officer()))
    page = client.get(f"{TOP}{request.uid}/xoa/").content.decode()
    assert "đang giữ chức vụ" in page
    assert "Xóa, không hoàn tác được" not in page


@in_database
def test_expired_people_are_erased_together() -> None:
    person, officer = left(), cast.data_officer()
    later = NOW.replace(year=2027, month=12)
    actions.propose_retention(by=system_actor(), at=later)
    client = cast.browser(officer)
    (request,) = DataRequest.objects.all()
    url = f"{TOP}het-han/"
    assert NAME in client.get(url).content.decode()
    assert client.post(url, {"post_key": cast.key(), "refs": [request.uid]}).status_code == 422
    client.post(url, {"post_key": cast.key(), "refs": [request.uid], "is_sure": "on"})
    assert Person.objects.get(pk=person.pk).erased_at
    assert "Không có ai" in client.get(url).content.decode()


@in_database
def test_nobody_else_opens_any_of_it() -> None:
    request = asked()
    parts = ("", "moi/", "het-han/", f"{request.uid}/", f"{request.uid}/xuat.json", f"{request.uid}/xoa/",
             f"{request.uid}/ban-in/", f"{request.uid}/buoc/answer/")  # fmt: skip
    for user in (cast.coordinator(), cast.organiser(), cast.keeper(), cast.stranger()):
        client = cast.browser(user)
        assert {client.get(f"{TOP}{part}").status_code for part in parts} == {403}
        assert client.post(f"{TOP}{request.uid}/nguoi/", {"post_key": cast.key()}).status_code == 403


@in_database
def test_the_list_costs_the_same_however_long(django_assert_max_num_queries: Any) -> None:
    client = cast.browser(cast.data_officer())
    for number in range(12):
        asked("export", left() if not number else None)
    client.get(TOP)
    with django_assert_max_num_queries(16):
        client.get(TOP)


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PICTURES = os.environ.get("PICTURES")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (360, "dark")])
def test_every_page_of_requests(
    committed: None, page: Page, complaints: list[str], width: int, look: str
) -> None:
    request = asked("erase", left())
    asked("export")
    actions.propose_retention(by=system_actor(), at=NOW.replace(year=2027, month=12))
    page.set_viewport_size({"width": width, "height": 900})
    steps.log_in(page, cast.data_officer())
    page.context.add_cookies([{"name": "look", "value": look, "url": urljoin(page.url, "/")}])
    faults = []
    own = f"{request.uid}/"
    for part in ("", "moi/", "het-han/", own, f"{own}xoa/", f"{own}ban-in/", f"{own}buoc/answer/"):
        page.goto(f"{TOP}{part}")
        for rule in Axe().run(page, options=RULES).response["violations"]:
            faults += [f"{part}: {rule['id']} {node['target']}" for node in rule["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{part}: scrolls sideways")
        if PICTURES:
            name = part.replace(own, "one-").strip("/") or "list"
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png".replace("/", "-"), full_page=True)
    assert not faults, "\n".join(faults)
    assert complaints == []
