"""Saved views: a name for an address of the register, one's own or one's organ's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from thongsuot.apps.cases.models import SavedView
from thongsuot.apps.core.models import JournalEntry

pytestmark = pytest.mark.django_db

URL = "/so-theo-doi/"
MINE = f"{URL}bo-loc/"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def client() -> Client:
    return cast.browser(cast.coordinator())


def post(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, {"post_key": cast.key()} | fields)


def saved(client: Client, name: str = "Đất đai", query: str = "topic=land") -> SavedView:
    assert post(client, f"{MINE}luu/", name=name, query=query).status_code == 302
    return SavedView.objects.get(name=name)


def shown(client: Client, address: str = MINE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_narrowed_list_offers_to_keep_its_filters_and_shows_them_as_a_chip(client: Client) -> None:
    cast.case("Cấp đất", topic="land")
    assert "Lưu bộ lọc này" not in shown(client, URL)
    assert "Lưu bộ lọc này" in shown(client, f"{URL}?topic=land")
    response = post(client, f"{MINE}luu/", name=" Đất  đai ", query="topic=land&after=2025-08-01_x&la=1")
    assert response["Location"] == f"{URL}?topic=land"
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Đất đai", "topic=land")
    page = shown(client, URL)
    assert "Bộ lọc đã lưu" in page
    assert f'href="{URL}?topic=land"' in page


@pytest.mark.parametrize(
    ("name", "query"), [("", "topic=land"), ("x" * 101, "topic=land"), ("Đất", ""), ("Đất", "la=1")]
)
def test_what_cannot_be_kept_is_refused_with_what_was_typed(client: Client, name: str, query: str) -> None:
    response = post(client, f"{MINE}luu/", name=name, query=query)
    assert response.status_code == 422
    assert not SavedView.objects.exists()
    if query == "topic=land":
        assert 'value="topic=land"' in response.content.decode()


def test_a_name_stands_once_for_each_person(client: Client) -> None:
    saved(client)
    assert post(client, f"{MINE}luu/", name="Đất đai", query="topic=health").status_code == 422
    saved(cast.browser(cast.department_officer()), name="Của sở")
    assert SavedView.objects.count() == 2


def test_it_is_renamed_and_taken_away_by_its_owner_with_a_journal(client: Client) -> None:
    view = saved(client)
    assert post(client, f"{MINE}{view.uid}/doi-ten/", name="Đất ở").status_code == 302
    assert "Đất ở" in shown(client)
    assert post(client, f"{MINE}{view.uid}/xoa/").status_code == 302
    assert "Chưa có bộ lọc nào" in shown(client)
    acts = JournalEntry.objects.filter(subject_uid=view.uid).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["saved", "renamed", "deleted"]


def test_others_neither_see_nor_change_it_until_it_is_shared_within_the_organ(client: Client) -> None:
    view = saved(client)
    other = cast.browser(cast.department_officer())
    assert "Đất đai" not in shown(other)
    for act in ("doi-ten", "dung-chung", "xoa"):
        assert post(other, f"{MINE}{view.uid}/{act}/", name="x").status_code == 404
    organ = cast.coordinator().person.memberships.get().post.organisation  # type: ignore[union-attr]
    assert post(client, f"{MINE}{view.uid}/dung-chung/", organisation=str(organ.uid)).status_code == 302
    assert f"Dùng chung trong {organ.name}" in shown(client)
    assert "Đất đai" not in shown(other)
    foreign = cast.organ("Sở Xây dựng")
    assert post(client, f"{MINE}{view.uid}/dung-chung/", organisation=str(foreign.uid)).status_code == 403
    assert post(client, f"{MINE}{view.uid}/dung-chung/", organisation="").status_code == 302
    view.refresh_from_db()
    assert view.organisation is None
