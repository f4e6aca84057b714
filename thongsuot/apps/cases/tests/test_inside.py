"""Inside an organ: what was given goes down with words and a day of its own; its own tasks are nobody else's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Assignment, Case, Handing
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.organisations.models import Membership, Organisation

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WORDS = "Rà soát kỹ phần kinh phí"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def division() -> Organisation:
    """A division of the department that leads."""
    organ = cast.organ("Phòng Quản lý đô thị")
    Organisation.objects.filter(pk=organ.pk).update(parent=cast.organ(life.LEAD))
    return organ


def chief() -> User:
    return cast.head(division())


def clerk() -> Membership:
    user = cast.account("phong-dt", "department", division(), "Chuyên viên phòng")
    found = Membership.objects.filter(person__user=user).first()
    assert found
    return found


def given(**changes: Any) -> Assignment:
    return life.assigned(**changes).assignments.get()


def test_head_to_division_to_officer_with_words_and_a_day_of_its_own() -> None:
    one, head, below = given(), life.head(), division()
    sees_nothing = queries.cases(for_=chief()).exists()
    first = actions.hand_down(
        assignment=one, division=below, instruction=WORDS, due_on=TODAY + timedelta(days=3), by=head, at=NOW
    )
    assert (sees_nothing, queries.cases(for_=chief()).get()) == (False, one.case)
    assert Notice.objects.filter(user=chief()).count() == 1
    one.refresh_from_db()
    assert one.officer is None
    second = actions.hand_down(assignment=one, officer=clerk(), by=chief(), at=NOW)
    one.refresh_from_db()
    assert one.officer == clerk()
    rows = queries.handings(one, for_=life.head())
    assert [(row.pk, row.ended_at) for row in rows] == [(first.pk, None), (second.pk, None)]
    assert journal.of(first).get().act == "handed-down"
    with pytest.raises(BrokenRule):
        actions.hand_down(assignment=one, division=cast.organ("Sở Y tế"), by=life.head(), at=NOW)
    with pytest.raises(NotAllowed):
        actions.hand_down(assignment=one, officer=clerk(), by=cast.department_officer(), at=NOW)
    actions.hand_down(assignment=one, officer=clerk(), by=life.head(), at=NOW)
    assert one.handings.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("due_on", "may"), [(date(2025, 8, 21), False), (date(2025, 8, 25), True), (date(2025, 9, 2), False)]
)
def test_the_internal_day_lies_between_today_and_the_cases_own(due_on: date, may: bool) -> None:
    one = given()
    Case.objects.filter(pk=one.case_id).update(due_on=date(2025, 9, 1))
    one.refresh_from_db()
    one.case.refresh_from_db()
    act: dict[str, Any] = {
        "assignment": one,
        "officer": clerk(),
        "due_on": due_on,
        "by": life.head(),
        "at": NOW,
    }
    if may:
        assert actions.hand_down(**act).due_on == due_on
    else:
        with pytest.raises(BrokenRule) as refused:
            actions.hand_down(**act)
        assert refused.value.field == "due_on"


def test_words_and_day_are_seen_by_the_organ_alone() -> None:
    one = given()
    due = TODAY + timedelta(days=3)
    actions.hand_down(assignment=one, officer=clerk(), instruction=WORDS, due_on=due, by=life.head(), at=NOW)
    url = reverse("cases:detail", args=[one.case.uid])
    for user in (cast.coordinator(), cast.commune_officer()):
        shown = cast.browser(user).get(url).content.decode()
        assert WORDS not in shown
        assert "bút phê" not in shown.lower()
        assert queries.handings(one, for_=user) == []
    own = cast.browser(cast.department_officer()).get(url).content.decode()
    assert WORDS in own
    assert f"{due:%d/%m/%Y}" in own


def test_several_go_down_at_once_or_none() -> None:
    ones = [given(text=f"Kiến nghị về tuyến số {n}") for n in range(3)]
    head, url = life.head(), reverse("inside:hand-many")
    assert [one.pk for one in queries.to_hand_down(for_=head)] == [one.pk for one in ones]
    typed = {"one": [str(one.uid) for one in ones[:2]], "to": str(clerk().uid), "version": 0}
    assert cast.browser(head).post(url, typed | {"post_key": cast.key(), "one": []}).status_code == 422
    assert cast.browser(head).post(url, typed | {"post_key": cast.key()}).status_code == 302
    assert [one.pk for one in queries.to_hand_down(for_=head)] == [ones[2].pk]
    assert Handing.objects.count() == 2
    ones[0].case.refresh_from_db()
    stale = typed | {"one": [str(ones[2].uid)], "due_on": "2025-08-01", "post_key": cast.key()}
    assert cast.browser(head).post(url, stale).status_code == 422
    assert Handing.objects.count() == 2


def test_handing_down_by_the_page() -> None:
    one, head = given(), life.head()
    url = reverse("inside:hand-down", args=[one.case.uid, one.uid])
    typed = {"version": one.version, "to": str(division().uid), "instruction": WORDS, "post_key": cast.key()}
    assert cast.browser(cast.department_officer()).post(url, typed).status_code == 403
    assert cast.browser(head).post(url, typed | {"to": ""}).status_code == 422
    assert cast.browser(head).post(url, typed | {"post_key": cast.key()}).status_code == 302
    assert Handing.objects.get().organisation == division()
    again = cast.browser(head).post(url, typed | {"post_key": cast.key()})
    assert again.status_code == 422


def task(**more: Any) -> Case:
    usual: dict[str, Any] = {"text": "Lập danh mục nhà công vụ", "topic": "land", "due_on": date(2025, 9, 5)}
    organ = cast.organ(life.LEAD)
    return actions.set_task(organisation=organ, **(usual | more), by=life.head(), at=NOW)


def test_a_task_is_seen_by_its_organ_alone_in_list_search_export_and_count() -> None:
    case = task()
    outside = (
        cast.coordinator(), cast.state_coordinator(), cast.leader(), cast.commune_officer(),
        cast.head(cast.organ("Sở Y tế")),
    )  # fmt: skip
    assert (case.register, case.organisation) == (None, cast.organ(life.LEAD))
    for user in (life.head(), cast.department_officer()):
        assert queries.cases(for_=user).get() == case
        assert queries.search("nha cong vu", for_=user).get() == case
    for user in outside:
        assert queries.case(case.uid, for_=user) is None
        assert not queries.search("nha cong vu", for_=user).exists()
        assert queries.tally(queries.Filters(), for_=user).total == 0
        client = cast.browser(user)
        assert client.get(reverse("cases:detail", args=[case.uid])).status_code == 404
        for address in ("/so-theo-doi/", "/so-theo-doi/xuat.csv"):
            answer = client.get(address, {"q": "VN-2025"})
            body = b"".join(answer) if answer.streaming else answer.content
            assert "nhà công vụ" not in body.decode()


def test_a_task_is_done_and_checked_inside() -> None:
    case, officer = task(officer=None), cast.department_officer()
    for step, by in (("start", officer), ("report", officer)):
        actions.take_step(case=life.fresh(case, by), step=step, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.take_step(case=life.fresh(case, officer), step="accept", by=officer, at=NOW)
    head = life.head()
    actions.take_step(case=life.fresh(case, head), step="accept", by=head, at=NOW)
    done = life.fresh(case, head)
    assert (done.status, done.is_open, [one.is_running for one in done.clocks.all()]) == (
        "closed",
        False,
        [False],
    )


def test_a_sub_task_and_a_task_that_serves_a_case() -> None:
    whole = task()
    part = task(text="Khảo sát ba khu nhà", of=whole)
    assert (part.parent, part.thread_id) == (whole, whole.thread_id)
    served = given().case
    helps = task(text="Chuẩn bị số liệu trả lời", of=served)
    assert (helps.parent, helps.thread_id) == (None, served.thread_id)
    assert list(queries.beside(served, for_=cast.coordinator())) == []
    assert list(queries.beside(served, for_=life.head())) == [helps]
    with pytest.raises(BrokenRule):
        task(of=cast.case("Việc của nơi khác"))
    with pytest.raises(NotAllowed):
        actions.set_task(
            organisation=cast.organ(life.LEAD), text="x", topic="land", due_on=None,
            by=cast.department_officer(), at=NOW,
        )  # fmt: skip


def test_a_task_by_the_page() -> None:
    head, url = life.head(), reverse("inside:new-task")
    served = given().case
    typed = {
        "organisation": str(cast.organ(life.LEAD).uid), "text": "Soát hồ sơ", "topic": "land",
        "officer": str(clerk().uid), "cua": str(served.uid), "post_key": cast.key(),
    }  # fmt: skip
    assert cast.browser(cast.coordinator()).get(url).status_code == 403
    assert served.number in cast.browser(head).get(url, {"cua": str(served.uid)}).content.decode()
    assert cast.browser(head).post(url, typed | {"text": ""}).status_code == 422
    assert cast.browser(head).post(url, typed | {"post_key": cast.key()}).status_code == 302
    made = Case.objects.get(kind="task")
    assert (made.thread_id, made.assignments.get().officer) == (served.thread_id, clerk())
