"""The pages of sessions: what they show, to whom, with how many queries, and that nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from thongsuot.apps.meetings import queries
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db


def address(name: str, session: WorkingSession, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[session.uid, *more])


def head(session: WorkingSession, **changes: Any) -> dict[str, Any]:
    usual = {
        "title": session.title,
        "held_on": "2025-08-14",
        "kind": "working",
        "units": "phường Kon Tum",
        "people_delegation": "Lò Văn Sáng | Phó Bí thư Tỉnh ủy; Chủ tịch HĐND tỉnh",
        "version": session.version,
        "post_key": cast.key(),
    }
    return usual | changes


def test_the_review_shows_every_item_on_its_source() -> None:
    session = room.opened()
    room.read(session)
    shown = cast.browser(cast.coordinator()).get(address("session", session)).content.decode()
    for item in session.items.all():
        assert f'id="item-{item.uid}"' in shown
        assert f"{item.uid}" in shown.partition("review-items")[0]
    assert "Còn" in shown and "mục chưa duyệt" in shown


def test_a_decision_by_htmx_gives_the_card_and_what_remains() -> None:
    session = room.opened()
    room.read(session)
    item, client = room.drafted(session, "recommendation")[0], cast.browser(cast.coordinator())
    where = address("decide", session, item.uid, "accept")
    part = client.post(where, {"post_key": cast.key()}, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="true"' in part and "is-accepted" in part and "<html" not in part
    whole = client.post(address("decide", session, item.uid, "reopen"), {"post_key": cast.key()})
    assert whole.status_code == 302


def test_an_edit_by_page_accepts_and_a_stale_one_keeps_the_text() -> None:
    session = room.opened()
    room.read(session)
    item, client = room.drafted(session, "recommendation")[0], cast.browser(cast.coordinator())
    sent = {"kind": "recommendation", "text": "sửa trụ sở", "topic": "facilities", "version": item.version}
    assert client.post(address("item", session, item.uid), sent | {"post_key": cast.key()}).status_code == 302
    item.refresh_from_db()
    assert (item.text, item.status) == ("sửa trụ sở", "accepted")
    late = client.post(
        address("item", session, item.uid), sent | {"text": "chữ của người sau", "post_key": cast.key()}
    )
    assert late.status_code == 422
    assert "chữ của người sau" in late.content.decode()
    assert "vừa được người khác sửa" in late.content.decode()


def test_the_head_is_saved_with_units_and_people() -> None:
    session = room.opened()
    cast.unit(cast.NGOK_BAY)
    lines = "Kon Tum\nxã Ngok Bay, Quảng Ngãi"
    response = cast.browser(cast.coordinator()).post(address("head", session), head(session, units=lines))
    assert response.status_code == 302, response.content.decode()
    assert {unit.code for unit in session.units.all()} == {cast.KON_TUM, cast.NGOK_BAY}
    assert [(row.name, row.titles, row.side) for row in session.participations.all()] == [
        ("Lò Văn Sáng", "Phó Bí thư Tỉnh ủy; Chủ tịch HĐND tỉnh", "delegation")
    ]


@pytest.mark.parametrize("line", ["xã Không Có Thật", "phường Tân Lập"])
def test_an_unknown_unit_is_asked_about_and_nothing_typed_is_lost(line: str) -> None:
    session = room.opened()
    sent = head(session, units=line, place="Hội trường tầng 2")
    response = cast.browser(cast.coordinator()).post(address("head", session), sent)
    assert response.status_code == 422
    assert line in response.content.decode() and "Hội trường tầng 2" in response.content.decode()


def test_a_stale_head_is_refused() -> None:
    session, client = room.opened(), cast.browser(cast.coordinator())
    sent = head(session)
    client.post(address("head", session), sent)
    late = client.post(address("head", session), sent | {"post_key": cast.key(), "place": "Nhà văn hóa"})
    assert late.status_code == 422
    assert "Nhà văn hóa" in late.content.decode()


def test_saving_the_head_untouched_changes_nothing() -> None:
    session = room.opened()
    room.read(session)
    session.participations.create(name="Đại diện các sở", titles="", side="delegation", is_group=True)
    people = sorted(session.participations.values_list("name", "titles", "side", "is_group"))
    client = cast.browser(cast.coordinator())
    form = client.get(address("head", session)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address("head", session), shown | {"post_key": cast.key()}).status_code == 302
    assert sorted(session.participations.values_list("name", "titles", "side", "is_group")) == people
    assert [unit.code for unit in session.units.all()] == [cast.KON_TUM]


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"organs": "\n".join(f"Cơ quan số {n} của địa phương" for n in range(30))}, "cơ quan làm việc"),
        ({"people_host": "x" * 201}, "họ tên"),
        ({"people_host": "Lò Văn Sáng | " + "chức danh; " * 60}, "chức danh"),
        ({"title": "\u0958" * 290}, "tên buổi"),
    ],
)
def test_words_longer_than_their_column_are_refused(change: dict[str, str], label: str) -> None:
    session = room.opened()
    response = cast.browser(cast.coordinator()).post(address("head", session), head(session, **change))
    assert response.status_code == 422
    assert f"“{label}" in response.content.decode() or "quá" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["q=%00", "status=%00", "status=zzz", "page=%C2%B2", "page=" + "9" * 5000, "q=" + "a%20" * 1500]
)
def test_odd_addresses_are_answered(query: str) -> None:
    room.opened()
    assert cast.browser(cast.coordinator()).get(f"{reverse('meetings:list')}?{query}").status_code == 200


def test_a_decision_on_a_page_that_is_no_longer_so_reloads_it() -> None:
    session = room.opened()
    room.read(session)
    mine, theirs = room.drafted(session, "recommendation")[:2]
    seen, client = queries.fingerprint(session), cast.browser(cast.coordinator())
    decided = [
        client.post(
            address("decide", session, item.uid, "accept"),
            {"post_key": cast.key(), "seen": seen},
            headers={"HX-Request": "true"},
        )
        for item in (theirs, mine)
    ]
    assert [response.headers.get("HX-Refresh") for response in decided] == [None, "true"]


def test_a_quote_finds_its_passage_and_a_wrong_one_is_refused() -> None:
    session, client = room.opened(), cast.browser(cast.coordinator())
    room.read(session)
    sent = {
        "kind": "statement",
        "text": "phát biểu",
        "topic": "other",
        "quote": "phát huy tinh thần đoàn kết",
    }
    client.post(address("add-item", session), sent | {"post_key": cast.key()})
    assert session.items.get(origin="selected").passage.quote == "phát huy tinh thần đoàn kết"
    wrong = client.post(
        address("add-item", session), sent | {"post_key": cast.key(), "quote": "không có câu này"}
    )
    assert wrong.status_code == 422


def test_the_whole_way_by_plain_posts() -> None:
    session, client = room.opened(), cast.browser(cast.coordinator())
    room.read(session)
    client.post(address("accept-certain", session), {"post_key": cast.key()})
    room.decide_all(session)
    session.refresh_from_db()
    client.post(address("confirm", session), {"post_key": cast.key(), "seen": queries.fingerprint(session)})
    session.refresh_from_db()
    assert session.status == "confirmed"
    shown = client.get(address("session", session)).content.decode()
    assert "Xác nhận bản ghi</button>" not in shown and "KN-2025-0001" in shown


def test_who_sees_what() -> None:
    session = room.opened()
    room.heard(session)
    page = address("session", session)
    others = {"leader": cast.leader(), "commune": cast.commune_officer()}
    for user in others.values():
        assert cast.browser(user).get(page).status_code == 404
    room.confirm(session)
    for user in others.values():
        shown = cast.browser(user).get(page)
        assert shown.status_code == 200 and "Thêm mục" not in shown.content.decode()
    assert cast.browser(cast.commune_officer(cast.unit(cast.LY_SON))).get(page).status_code == 404
    assert cast.browser(cast.department_officer()).get(page).status_code == 403
    assert cast.browser(cast.leader()).get(reverse("meetings:new")).status_code == 403


def test_the_list_finds_without_marks_and_counts_by_status() -> None:
    room.opened("Khảo sát phường Kon Tum")
    client = cast.browser(cast.coordinator())
    assert (
        "Khảo sát phường Kon Tum" in client.get(reverse("meetings:list"), {"q": "khao sat"}).content.decode()
    )
    none = client.get(reverse("meetings:list"), {"q": "khong co"}).content.decode()
    assert "Không có buổi làm việc nào khớp" in none


def test_query_budgets(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(35):
        room.opened(f"Buổi {number}")
    session = room.opened()
    room.read(session)
    client = cast.browser(cast.coordinator())
    with django_assert_max_num_queries(10):
        client.get(reverse("meetings:list"))
    with django_assert_max_num_queries(18):
        client.get(address("session", session))
