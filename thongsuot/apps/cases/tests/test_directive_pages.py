"""A directive by page: drafted, issued, worked on, extended, held, objected to, reported, accepted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import User

pytestmark = pytest.mark.django_db
DUE = NOW.date() + timedelta(days=30)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def send(user: User, case: Case, step: str, **typed: Any) -> Any:
    case.refresh_from_db()
    url = reverse("cases:step-form", args=[case.uid, step])
    posted = {"version": case.version, "post_key": cast.key()} | typed
    return cast.browser(user).post(url, posted)


def shown(user: User, case: Case, step: str) -> str:
    response = Client()
    response.force_login(user)
    page = response.get(reverse("cases:step-form", args=[case.uid, step]))
    assert page.status_code == 200, page.content.decode()[:2000]
    return page.content.decode()


def done(response: Any) -> None:
    assert response.status_code == 302, response.content.decode()


def noted() -> Case:
    return cast.case("Rà soát trụ sở dôi dư", kind="directive", raising_units=())


def clear(**changed: Any) -> dict[str, Any]:
    lead = cast.organ("Sở Tài chính")
    return {
        "text": "Rà soát, lập danh sách trụ sở dôi dư",
        "reply_kind": "report",
        "lead": str(lead.uid),
        "due_on": DUE.isoformat(),
        "responsibility": "Giám đốc Sở Tài chính",
        "product": "Danh sách trụ sở",
        "authority": "UBND tỉnh",
    } | changed


def paper(**changed: Any) -> dict[str, Any]:
    return {
        "organisation": str(cast.organ("UBND tỉnh", kind="peoples-committee").uid),
        "number": "12/TB-UBND",
        "issued_on": NOW.date().isoformat(),
        "signer": "Nguyễn Văn Mẫu",
        "signer_title": "Chủ tịch",
        "paper_text": "Rà soát, lập danh sách trụ sở dôi dư sau sắp xếp",
    } | changed


def issued() -> tuple[Case, User, User]:
    case, office = noted(), cast.coordinator()
    done(send(office, case, "draft", **clear()))
    done(send(office, case, "issue", **paper()))
    case.refresh_from_db()
    return case, office, cast.head(cast.organ("Sở Tài chính"))


def test_the_six_clear_things_are_asked_for_before_it_is_issued() -> None:
    case, office = noted(), cast.coordinator()
    assert "Còn thiếu: rõ người, rõ thời gian" in shown(office, case, "draft")
    done(send(office, case, "draft", **clear(product="")))
    refused = send(office, case, "issue", **paper())
    assert refused.status_code == 422
    assert "Còn thiếu: rõ sản phẩm" in refused.content.decode()
    assert "12/TB-UBND" in refused.content.decode()


def test_issued_by_a_paper_it_shows_both_sources_with_their_differences() -> None:
    case, office, _head = issued()
    assert case.status == "issued"
    page = cast.browser(office).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "12/TB-UBND" in page
    assert "<ins>sau sắp xếp</ins>" in page


def test_a_paper_needs_its_number_or_is_an_order() -> None:
    case, office = noted(), cast.coordinator()
    done(send(office, case, "draft", **clear()))
    refused = send(office, case, "issue", **paper(number=""))
    assert refused.status_code == 422
    done(send(office, case, "issue", **paper(number="", is_order="on")))


def test_to_many_bodies_each_has_its_part() -> None:
    case, office = noted(), cast.coordinator()
    bodies = [cast.committee(cast.unit(code)) for code in (cast.KON_TUM, cast.DAK_BLA)]
    done(send(office, case, "draft", **clear(lead="", bodies="các xã, phường")))
    assert all(body.name in shown(office, case, "issue-many") for body in bodies)
    done(send(office, case, "issue-many", **paper(), takers=[str(body.uid) for body in bodies]))
    case.refresh_from_db()
    assert {child.leads[0].organisation for child in case.children.all()} == set(bodies)
    page = cast.browser(office).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "0 trong 2 phần việc đã hoàn thành" in page


def test_an_extension_is_asked_for_and_granted_or_refused() -> None:
    case, office, head = issued()
    later = DUE + timedelta(days=20)
    assert "Xin gia hạn được đến hết ngày" in shown(head, case, "ask-extension")
    done(send(head, case, "ask-extension", until=later.isoformat(), reason="Chờ số liệu của xã"))
    assert "Chờ số liệu của xã" in shown(office, case, "grant-extension")
    done(send(office, case, "refuse-extension", reason="Đủ thời gian"))
    done(send(head, case, "ask-extension", until=later.isoformat(), reason="Chờ số liệu của xã"))
    done(send(office, case, "grant-extension", until=later.isoformat(), reason=""))
    clock = queries.main_clock(case)
    assert clock
    assert clock.due_on == later


def test_held_and_let_go_on() -> None:
    case, office, head = issued()
    for user, step in ((head, "block"), (head, "unblock"), (office, "suspend"), (office, "resume")):
        done(send(user, case, step, reason="Chờ hướng dẫn"))
    page = cast.browser(office).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "Đang vướng: 22/08/2025" in page
    assert "Báo đang vướng" in page  # in the history


def test_a_wrong_day_is_mended_and_a_bucket_objected_to() -> None:
    case, office, head = issued()
    done(send(office, case, "correct-date", due_on=date(2025, 9, 15).isoformat(), reason="Ghi nhầm"))
    done(send(head, case, "object", kind="wrong-date", text="Văn bản ghi 20/9"))
    objection = queries.raised_objections(case).get()
    typed = {"objection": str(objection.uid), "decision": "accept", "reason": "Đúng"}
    done(send(office, case, "decide-objection", **typed))
    page = cast.browser(head).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "Văn bản ghi 20/9" in page
    assert "Được chấp nhận" in page


def test_reported_sent_back_and_accepted() -> None:
    case, office, head = issued()
    done(send(head, case, "note-progress", text="Đã có số liệu của 40 xã"))
    done(send(head, case, "report", text="Danh sách kèm theo"))
    case.refresh_from_db()
    actions.take_step(case=case, step="send-back", reason="Thiếu phụ lục", by=office, at=NOW)
    done(send(head, case, "report", text="Đã bổ sung phụ lục"))
    case.refresh_from_db()
    actions.take_step(case=case, step="accept", by=office, at=NOW)
    page = cast.browser(office).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "Đã có số liệu của 40 xã" in page
    assert "hoàn thành đúng hạn" in page


def test_who_may_not_is_told_and_a_stranger_finds_nothing() -> None:
    case, _office, head = issued()
    assert send(head, case, "grant-extension", until=DUE.isoformat(), reason="x").status_code == 403
    assert send(cast.commune_officer(), case, "note-progress", text="x").status_code == 404


def test_a_directive_that_recurs_and_one_that_is_replaced() -> None:
    case, office = noted(), cast.coordinator()
    done(send(office, case, "draft", **clear()))
    typed = {"every": "month", "since": NOW.date().isoformat(), "due_day": 25, "ahead": 10}
    done(send(office, case, "recur", **typed))
    page = cast.browser(office).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert "Lặp lại hằng tháng" in page
    old, _o, _h = issued()
    done(send(office, old, "replace", other=case.number, reason="Gộp vào việc thường xuyên"))
    old.refresh_from_db()
    assert old.status == "replaced"
