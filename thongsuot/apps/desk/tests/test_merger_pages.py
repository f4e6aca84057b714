"""Drafting, previewing, doing and reversing on the pages; what was typed stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import cast
from thongsuot.apps.cases.models import Case
from thongsuot.apps.desk.models import Merger
from thongsuot.apps.desk.tests import province
from thongsuot.apps.places import queries as places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def client() -> Client:
    return cast.browser(cast.organiser())


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {"post_key": cast.key()} | data)


def test_a_merger_from_the_first_page_to_the_way_back(client: Client) -> None:
    for code in (cast.KON_TUM, cast.DAK_BLA):
        province.commune(cast.unit(code), f"A {code}")
    province.given("Sửa đường", cast.committee(cast.unit()))
    facts = {"effective_on": "2025-08-20", "document_number": "77/NQ-HĐND", "document_on": "2025-08-18"}
    address = post(client, "/sap-xep/moi/", kind="merge", **facts)["Location"]
    found = client.get(address, {"q": "kon tum"}).content.decode()
    assert "Thêm phường Kon Tum" in found
    for code in (cast.KON_TUM, cast.DAK_BLA):
        post(client, f"{address}ben-cu/", source=cast.unit(code).uid)
    refused = post(client, f"{address}ben-moi/", name="Đăk Kon", type="phường", code="")
    assert refused.status_code == 422
    assert 'value="Đăk Kon"' in refused.content.decode()
    post(client, f"{address}ben-moi/", name="Đăk Kon", type="phường", code="23999")
    preview = client.get(f"{address}xem-truoc/")
    assert "UBND phường Đăk Kon" in preview.content.decode()
    assert places.by_code("23999") is None
    done = post(client, f"{address}thuc-hien/", seen=preview.context["outcome"].fingerprint)
    assert done.status_code == 302
    assert places.by_code("23999")
    page = client.get(address).content.decode()
    assert "Sổ chuyển giao" in page
    assert "phường Đăk Kon" in client.get("/dia-phuong/tim/", {"q": "kon tum"}).content.decode()
    csv = b"".join(client.get(f"{address}so-chuyen-giao.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert csv.splitlines()[0].startswith("STT,Phần")
    assert len(csv.splitlines()) == Merger.objects.get().moves.count() + 1
    assert post(client, f"{address}hoan-tac/", reason="").status_code == 422
    assert post(client, f"{address}hoan-tac/", reason="Nhầm").status_code == 302
    assert places.by_code(cast.KON_TUM)
    assert Case.objects.get().case_units.get().unit == cast.unit()


def test_what_changed_since_the_preview_is_shown_again(client: Client) -> None:
    cast.unit()
    merger = province.of_two()
    refused = post(client, f"/sap-xep/{merger.uid}/thuc-hien/", seen="another")
    assert refused.status_code == 422
    assert "xem lại bản xem trước" in refused.content.decode().lower()
    assert places.by_code(cast.KON_TUM)


def test_the_questions_of_a_division_are_answered_on_their_page(client: Client) -> None:
    for text in ("Sửa đường", "Sửa trường", "Sửa trạm"):
        province.given(text, cast.committee(cast.unit()))
    merger = province.draft("divide")
    province.add(merger, unit=cast.unit())
    east = province.target(merger, code="23991", name="Đông Kon", type="phường")
    west = province.target(merger, code="23992", name="Tây Kon", type="phường")
    address = f"/sap-xep/{merger.uid}/"
    assert client.get(f"{address}xem-truoc/").status_code == 302
    page = client.get(f"{address}phan-chia/")
    assert page.content.decode().count("Chưa chọn</option>") == 4
    first = Case.objects.order_by("pk").first()
    assert first
    given = {f"to-{first.uid.hex}": west.uid.hex, "all-cases.case": east.uid.hex}
    post(client, f"{address}phan-chia/", **given)
    assert "Còn 1 nội dung" in client.get(address).content.decode()
    post(client, f"{address}phan-chia/", **{"all-organisations.organisation": east.uid.hex})
    preview = client.get(f"{address}xem-truoc/")
    assert preview.status_code == 200
    post(client, f"{address}thuc-hien/", seen=preview.context["outcome"].fingerprint)
    units = [case.case_units.get().unit.code for case in Case.objects.order_by("pk")]
    assert units == ["23992", "23991", "23991"]


def test_who_may_not_merge_sees_nothing_of_it() -> None:
    cast.unit()
    merger = province.of_two()
    for user in (cast.coordinator(), cast.stranger()):
        client = cast.browser(user)
        for address in ("/sap-xep/", f"/sap-xep/{merger.uid}/", f"/sap-xep/{merger.uid}/so-chuyen-giao.csv"):
            assert client.get(address).status_code == 403
    elsewhere = cast.account(
        "tochuc-xa", "organiser", cast.committee(cast.unit(cast.LY_SON)), "Cán bộ tổ chức"
    )
    assert cast.browser(elsewhere).get(f"/sap-xep/{merger.uid}/").status_code == 404


def test_the_list_is_filtered_and_searched(client: Client, django_assert_max_num_queries: Any) -> None:
    cast.unit()
    merger = province.of_two()
    with django_assert_max_num_queries(20):
        assert "Đăk Kon" in client.get("/sap-xep/", {"q": "dak kon", "status": "drafted"}).content.decode()
    assert "Đăk Kon" not in client.get("/sap-xep/", {"kind": "divide"}).content.decode()
    post(client, f"/sap-xep/{merger.uid}/bo/")
    assert "Đã bỏ" in client.get("/sap-xep/").content.decode()
    assert (
        post(client, f"/sap-xep/{merger.uid}/ben-cu/", source=cast.unit(cast.LY_SON).uid).status_code == 422
    )
