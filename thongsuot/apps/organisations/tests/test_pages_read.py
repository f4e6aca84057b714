"""What the pages of the apparatus show, to whom, and with how few queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.organisations.tests import apparatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def got(name: str, *args: Any, query: str = "", user: Any = None) -> str:
    response = cast.browser(user or cast.coordinator()).get(
        reverse(f"organisations:{name}", args=args) + query
    )
    assert response.status_code == 200
    return response.content.decode()


def test_the_province_at_a_glance() -> None:
    apparatus.ward()
    page = got("overview")
    assert "UBND tỉnh" in page
    assert "Phường Kon Tum" in page
    assert "Xã Ngọk Bay" in page
    assert "chưa lập cơ quan nào" in page
    only = got("overview", query="?loai=khuyet")
    assert "Phường Kon Tum" in only
    assert "Xã Ngọk Bay" not in only


def test_the_glance_of_an_empty_province() -> None:
    cast.unit()
    assert "Chưa có cơ quan cấp tỉnh nào" not in got("overview")  # the reader's own office is one


def test_a_unit_names_heads_and_who_decides_on_empty_seats() -> None:
    committee = apparatus.ward()
    page = got("unit", committee.unit.uid)
    for told in ("Lê Thị Mẫu", "Trần Văn Thử", "Phó Chủ tịch", "Phòng Văn hóa - Xã hội phường Kon Tum"):
        assert told in page
    assert page.index("Đảng ủy phường Kon Tum") < page.index("UBND phường Kon Tum")
    vacant = page[page.index("Cơ quan quyết định nhân sự") :]
    assert "Trưởng phòng" in vacant
    assert "UBND tỉnh" in vacant


def test_a_unit_on_a_day_before(django_assert_max_num_queries: Any) -> None:
    committee = apparatus.ward()
    actions.rename(
        organisation=committee, name="UBND phường Kon Tum mới", on=date(2025, 8, 10), **apparatus.by()
    )
    uid = committee.unit.uid
    assert "UBND phường Kon Tum mới" in got("unit", uid)
    before = got("unit", uid, query="?ngay=2025-08-09")
    assert "nay là UBND phường Kon Tum mới" in before
    assert "Lê Thị Mẫu" in before
    long_ago = got("unit", uid, query="?ngay=2025-06-30")
    assert "Lê Thị Mẫu" not in long_ago
    assert "Không có ngày “hom-qua”" in got("unit", uid, query="?ngay=hom-qua")


@pytest.mark.parametrize("role", [cast.coordinator, cast.organiser])
def test_a_unit_asks_little(role: Any, django_assert_max_num_queries: Any) -> None:
    committee = apparatus.ward()
    client = cast.browser(role())
    address = reverse("organisations:unit", args=[committee.unit.uid])
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_an_organ_shows_posts_place_and_past(django_assert_max_num_queries: Any) -> None:
    committee = apparatus.ward()
    old = cast.organ("UBND xã Cũ", of=committee.unit)
    actions.dissolve(organisation=old, on=date(2025, 8, 1), successors=[committee], **apparatus.by())
    client = cast.browser(cast.coordinator())
    with django_assert_max_num_queries(24):
        page = client.get(reverse("organisations:organ", args=[committee.uid])).content.decode()
    for told in ("Lê Thị Mẫu", "khuyết 1", "UBND xã Cũ", "nhân sự do UBND tỉnh quyết định"):
        assert told in page
    gone = got("organ", old.uid)
    assert "đã chấm dứt hoạt động từ 01/08/2025" in gone
    assert reverse("organisations:organ", args=[committee.uid]) in gone
    division = Organisation.objects.get(kind="division")
    assert "Sở Nội vụ" in got("organ", division.uid)


def test_old_names_lead_to_what_took_over() -> None:
    committee = apparatus.ward()
    old = cast.organ("UBND thị xã Đã Qua", of=committee.unit)
    actions.dissolve(organisation=old, on=date(2025, 8, 1), successors=[committee], **apparatus.by())
    actions.rename(organisation=committee, name="UBND phường Tên Mới", on=date(2025, 8, 10), **apparatus.by())
    found = got("find", query="?q=da+qua")
    assert "đã chấm dứt" in found
    assert "UBND phường Tên Mới" in found
    assert "tên cũ" in got("find", query="?q=ubnd+phuong+kon+tum")
    assert "Lê Thị Mẫu" in got("find", query="?q=le+thi+mau")
    assert "Không có gì tên" in got("find", query="?q=zzz")


def test_the_list_of_organs_is_filtered_and_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    committee = apparatus.ward()
    assert "Đảng ủy phường Kon Tum" in got("organs", query="?khoi=party")
    assert "UBND phường Kon Tum" not in got("organs", query="?khoi=party")
    assert "UBND tỉnh" not in got("organs", query=f"?noi={committee.unit.uid}").split("<tbody>")[1]
    assert "Không có cơ quan nào khớp" in got("organs", query="?cu=1")
    monkeypatch.setattr("thongsuot.apps.organisations.views.keyset.PAGE", 2)
    monkeypatch.setattr("thongsuot.apps.organisations.views.keyset.paged.__defaults__", (2,), raising=False)
    seen: list[str] = []
    query = ""
    client = cast.browser(cast.coordinator())
    for _page in range(20):
        response = client.get(reverse("organisations:organs") + query)
        seen += [organ.name for organ in response.context["organs"]]
        if not response.context["next"]:
            break
        query = (
            response.context["next"].partition("?")[2] and "?" + response.context["next"].partition("?")[2]
        )
    assert len(seen) == len(set(seen)) == Organisation.objects.filter(dissolved_on=None).count()


def test_people_are_found_filtered_and_taken_away() -> None:
    committee = apparatus.ward()
    page = got("people", query="?q=mau")
    assert "Lê Thị Mẫu" in page
    assert "Chủ tịch" in page
    assert "Trần Văn Thử" not in page
    assert "Lê Thị Mẫu" not in got("people", query="?tai-khoan=co")
    assert "Lê Thị Mẫu" not in got("people", query="?khoi=party")
    assert "Lê Thị Mẫu" in got("people", query=f"?noi={committee.unit.uid}")
    response = cast.browser(cast.coordinator()).get(reverse("organisations:people-file"))
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    assert "Lê Thị Mẫu,,Chủ tịch,UBND phường Kon Tum,phường Kon Tum,01/07/2025" in text


def test_a_person_with_posts_now_and_before() -> None:
    committee = apparatus.ward()
    held = committee.posts.get(title="Chủ tịch").memberships.get()
    actions.end_membership(
        membership=held, until=NOW.date() - timedelta(days=2), reason="điều động", **apparatus.by()
    )
    page = got("person", held.person.uid)
    assert "Hiện không giữ chức vụ nào" in page
    assert "điều động" not in page, "why somebody left is for those who arrange"
    address = reverse("organisations:person", args=[held.person.uid])
    assert "điều động" in cast.browser(cast.organiser()).get(address).content.decode()
    assert "Xem (được ghi nhật ký)" not in page


def test_empty_seats_with_their_deciders() -> None:
    committee = apparatus.ward()
    page = got("vacancies", query=f"?noi={committee.unit.uid}")
    assert "Trưởng phòng" in page
    assert "Phó Chủ tịch" in page
    assert "Bí thư" not in page.split("<tbody>")[1]
    response = cast.browser(cast.coordinator()).get(reverse("organisations:vacancies-file"))
    text = response.getvalue().decode()
    assert "phường Kon Tum,UBND phường Kon Tum,Phó Chủ tịch,2,1,1,UBND tỉnh" in text
    assert "Không có vị trí khuyết nào khớp" in got("vacancies", query="?khoi=front")


@pytest.mark.parametrize("query", ["", "?xem=cay", "?ngay=2025-06-30"])
def test_the_chart_of_a_unit_an_organ_and_the_province(query: str) -> None:
    committee = apparatus.ward()
    province = committee.unit.province
    assert province
    for subject in (committee, committee.unit, province):
        assert "Sơ đồ tổ chức" in got("chart", subject.uid, query=query)
    page = got("chart", province.uid)
    assert "xã, phường, đặc khu" in page
    assert "Lê Thị Mẫu" in got("chart", committee.uid, query="?xem=cay")


def test_the_chart_as_a_file() -> None:
    committee = apparatus.ward()
    response = cast.browser(cast.coordinator()).get(reverse("organisations:chart-file", args=[committee.uid]))
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(b"<svg")
    assert b"style=" not in response.content


def test_terms_frames_and_positions_stand_empty() -> None:
    cast.unit()
    assert "Chưa ghi nhiệm kỳ nào" in got("terms")
    assert "Chưa có khung nào" in got("frames")
    assert "Chưa có danh mục nào" in got("positions")


def test_a_stranger_sees_none_of_it() -> None:
    cast.unit()
    response = cast.browser(cast.stranger()).get(reverse("organisations:overview"))
    assert response.status_code == 403


def test_nothing_there_is_said_so() -> None:
    cast.unit()
    client = cast.browser(cast.coordinator())
    missing = "0198c2a0-0000-7000-8000-000000000000"
    for name in ("unit", "organ", "person", "chart", "frame"):
        assert client.get(reverse(f"organisations:{name}", args=[missing])).status_code == 404
