"""Việc của tôi: each role finds what waits for it, with its count, and nobody finds another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core.models import User
from thongsuot.apps.desk import queries

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def desk(user: User, days: int = 0, **more: Any) -> dict[str, int]:
    shown = queries.my_desk(for_=user, on=TODAY + timedelta(days=days), **more)
    return {one.group.code: one.total for one in shown}


def read(user: User, **asked: str) -> str:
    return cast.browser(user).get(reverse("desk:mine"), asked).content.decode()


def test_an_office_screens_assigns_and_decides() -> None:
    case = cast.case()
    assert desk(cast.coordinator()) == {"screen": 1, "soon": 1}
    assert desk(cast.state_coordinator()) == {}
    cases.screen(
        case=case,
        step="screen",
        topic="land",
        competence="",
        cause="",
        level="internal",
        public_words="",
        duplicate_of=None,
        by=cast.coordinator(),
        at=NOW,
    )
    assert desk(cast.coordinator())["assign"] == 1


def test_a_department_receives_does_and_waits() -> None:
    case, officer = life.assigned(), cast.department_officer()
    assert desk(officer) == {"receive": 1}
    cases.receive(assignment=case.assignments.get(), by=officer, at=NOW)
    assert desk(officer)["do"] == 1
    cases.answer_case(case=life.fresh(case), step="resolve", given=life.given(), by=life.head(), at=NOW)
    assert desk(officer) == {"waiting": 1}
    assert desk(cast.department_officer("Sở Y tế")) == {}


def test_what_was_handed_to_another_officer_is_theirs_and_the_heads() -> None:
    case = life.assigned()
    other = cast.account("so-khac", "department", cast.organ(life.LEAD), "Chuyên viên khác")
    holder = other.person.memberships.get()
    cases.hand_on(assignment=case.assignments.get(), membership=holder, by=life.head(), at=NOW)
    assert desk(cast.department_officer()) == {}
    assert desk(cast.account("so-khac", "department", cast.organ(life.LEAD), "x")) == {"receive": 1}
    assert desk(life.head()) == {"receive": 1}


def test_a_head_approves_and_an_officer_finds_what_was_sent_back() -> None:
    case, officer, head = life.assigned(), cast.department_officer(), life.head()
    draft = cases.submit(
        case=case,
        organisation=cast.organ(life.LEAD),
        step="answer",
        title="x",
        values={"text": ["Nội dung"]},
        by=officer,
        at=NOW,
    )
    assert (desk(head)["approve"], "approve" in desk(officer)) == (1, False)
    cases.send_back(draft=draft, note="Ghi rõ", by=head, at=NOW)
    assert (desk(officer)["sent-back"], "sent-back" in desk(head)) == (1, False)


def test_who_asked_waits_and_then_confirms() -> None:
    case, asker = life.assigned(), cast.commune_officer()
    assert desk(asker) == {"raised": 1}
    cases.answer_case(case=case, step="resolve", given=life.given(), by=life.head(), at=NOW)
    assert desk(asker)["confirm"] == 1
    assert desk(cast.commune_officer(cast.unit(cast.DAK_BLA))) == {}
    life.contest(case)
    assert desk(cast.coordinator())["decide"] == 1
    assert "confirm" not in desk(asker)


def test_days_go_by_and_it_is_soon_and_then_overdue() -> None:
    life.assigned()
    officer = cast.department_officer()
    assert {"soon", "overdue"} & set(desk(officer)) == set()
    assert desk(officer, days=365)["overdue"] == 1


def test_the_page_counts_links_and_says_when_there_is_nothing() -> None:
    case, officer = life.assigned(), cast.department_officer()
    shown = read(officer)
    assert "Cần tiếp nhận" in shown
    assert f"/so-theo-doi/{case.uid}/" in shown
    assert "Không có việc nào đang chờ bạn" in read(cast.department_officer("Sở Y tế"))
    assert cast.browser(cast.stranger()).get(reverse("desk:mine")).status_code == 403
    assert cast.browser(officer).get("/")["Location"] == "/viec-cua-toi/"


def test_more_than_five_are_counted_and_linked() -> None:
    for n in range(7):
        cast.case(f"Kiến nghị số {n} về đường thôn {n}")
    (shown,) = (
        one for one in queries.my_desk(for_=cast.coordinator(), on=TODAY) if one.group.code == "screen"
    )
    assert (shown.total, len(shown.rows), shown.rest) == (7, 5, 2)
    listed = cast.browser(cast.coordinator()).get(shown.link).content.decode()
    assert "Kiến nghị số 6" in listed


def test_one_capacity_shows_its_own_alone() -> None:
    life.assigned()
    organ = cast.organ(life.LEAD)
    user = cast.department_officer()
    second = cast.post(cast.organ("Sở Y tế"), "Kiêm nhiệm", "department")
    from thongsuot.apps.core.queries import system_actor
    from thongsuot.apps.organisations import actions as organisations

    organisations.appoint(
        person=user.person, post=second, since=cast.SINCE, by=system_actor(), at=NOW, is_concurrent=True
    )
    user = cast.department_officer()
    found = {one.organisation_id: desk(user, capacity=one.uid) for one in user.held_capacities}  # type: ignore[attr-defined]
    assert found[organ.pk] == {"receive": 1}
    assert found[second.organisation_id] == {}
    assert "Mọi tư cách" in read(user)


@pytest.mark.parametrize("who", ["office", "head", "commune"])
def test_a_desk_costs_few_queries(who: str, django_assert_max_num_queries: Any) -> None:
    life.answered()
    for n in range(6):
        cast.case(f"Kiến nghị số {n} về cầu treo {n}")
    life.assigned(text="Đề nghị kiên cố hóa kênh mương")
    user = {"office": cast.coordinator, "head": life.head, "commune": cast.commune_officer}[who]()
    client = cast.browser(user)
    client.get(reverse("desk:mine"))
    with django_assert_max_num_queries(15):
        assert client.get(reverse("desk:mine")).status_code == 200
    with django_assert_max_num_queries(12):
        queries.my_desk(for_=user, on=TODAY)
