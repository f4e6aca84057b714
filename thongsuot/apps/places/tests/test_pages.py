import re
from uuid import UUID

import pytest
from django.urls import reverse

from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.places import actions, queries
from thongsuot.apps.places.models import Unit
from thongsuot.apps.places.tests.lists import AT, commune, invented

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded():
    actions.load(by=system_actor(), at=AT, tables=invented())


def text_of(response):
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_anyone_may_see_the_provinces(client):
    page = text_of(client.get("/dia-phuong/"))
    assert "2 tỉnh, thành phố và 6 xã, phường, đặc khu" in page
    assert page.index("Núi Mới") < page.index("Sông Mơ")
    assert "danh mục ngày 10/10/2026; nguồn: invented" in page


def test_without_a_list_the_page_says_what_will_be_there(client):
    for model in ("succession", "measure", "unitversion"):
        Unit._meta.apps.get_model("places", model).objects.all().delete()
    Unit.objects.filter(province__isnull=False).delete()
    Unit.objects.all().delete()
    assert "Chưa có danh mục" in text_of(client.get("/dia-phuong/"))


def test_a_province_with_its_units_and_types(client):
    page = text_of(client.get("/dia-phuong/song-mo/"))
    assert "Tỉnh Sông Mơ" in page
    assert "Tất cả 5" in page and "Xã 4" in page and "Phường 1" in page
    assert page.index("Hoà Sơn") < page.index("Ngọk Lý") < page.index("Tân Thạnh")


def test_the_code_of_a_province_leads_to_its_name(client):
    response = client.get("/dia-phuong/90/")
    assert (response.status_code, response["Location"]) == (301, "/dia-phuong/song-mo/")


@pytest.mark.parametrize(
    "address", ["/dia-phuong/dong-xua/", "/dia-phuong/khong-co/", f"/dia-phuong/don-vi/{UUID(int=7)}/"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_filters_of_a_province(client):
    wards = text_of(client.get("/dia-phuong/song-mo/", {"type": "phường"}))
    assert "Bến Đá" in wards and "Ngọk Lý" not in wards
    found = text_of(client.get("/dia-phuong/song-mo/", {"q": "ngok ly"}))
    assert "Ngọk Lý" in found and "Tân Thành" not in found
    nothing = client.get("/dia-phuong/song-mo/", {"q": "zzz"})
    assert "Không có đơn vị nào khớp" in text_of(nothing)
    assert "/dia-phuong/tim/?q=zzz" in nothing.content.decode()


def test_an_old_name_in_a_province_answers_with_its_successors(client):
    page = text_of(client.get("/dia-phuong/song-mo/", {"q": "ben cu"}))
    assert "Tên cũ" in page
    assert "xã Hoà Sơn (Sông Mơ) , xã Tân Thạnh" in page


def test_an_old_name_anywhere_answers_with_its_successors(client):
    page = text_of(client.get("/dia-phuong/tim/", {"q": "Làng Cổ"}))
    assert "Xã Làng Cổ đơn vị cũ" in page and "xã Tân Thành" in page
    assert "Không có địa phương nào" in text_of(client.get("/dia-phuong/tim/", {"q": "zzz"}))
    assert "Gõ tên để tìm" in text_of(client.get("/dia-phuong/tim/"))


def test_a_unit_with_its_names_and_where_it_came_from(client):
    page = text_of(client.get(reverse("places:unit", args=[queries.by_code("90004").uid])))
    assert "Phường Bến Đá" in page and "Thuộc tỉnh Sông Mơ; mã 90004." in page
    assert "từ 30/04/2026 đến nay" in page and "01/07/2025 đến trước 30/04/2026" in page
    assert "1/NQ-THỬ ngày 01/06/2025" in page
    assert "Hình thành từ xã Bến Đá (tỉnh Đồng Xưa)" in page
    assert "10 km²" in page and "Số liệu tham khảo" in page


def test_a_unit_that_is_gone_names_its_successors(client):
    page = text_of(client.get(reverse("places:unit", args=[Unit.objects.get(code="80002").uid])))
    assert "Đơn vị cũ, chấm dứt ngày 01/07/2025" in page
    assert "Hiện nay Xã Hoà Sơn (tỉnh Sông Mơ) Xã Tân Thạnh" in page
    assert "một phần của xã Hoà Sơn" in page


def test_unknown_days_are_said_to_be_unknown(client):
    page = text_of(client.get(reverse("places:unit", args=[queries.by_code("91001").uid])))
    assert "hiện nay, chưa rõ từ ngày nào" in page


def test_long_lists_come_in_pages(client):
    tables = invented()
    tables.communes.extend(commune(f"9{n:04}", f"Thôn {n:03}") for n in range(2000, 2100))
    actions.load(by=system_actor(), at=AT, tables=tables)
    first = client.get("/dia-phuong/song-mo/")
    assert "1–60 trong 105" in text_of(first)
    assert "?after=60" in first.content.decode()
    second = text_of(client.get("/dia-phuong/song-mo/", {"after": "60"}))
    assert "61–105 trong 105" in second and "Trang trước" in second
    assert "1–60 trong 105" in text_of(client.get("/dia-phuong/song-mo/", {"after": "x"}))


@pytest.mark.parametrize(
    ("address", "queries_at_most"),
    [
        ("/dia-phuong/", 2),
        ("/dia-phuong/song-mo/", 3),
        ("/dia-phuong/song-mo/?q=ben", 5),
        ("/dia-phuong/tim/?q=ben", 2),
    ],
)
def test_pages_keep_to_their_queries(client, django_assert_num_queries, address, queries_at_most):
    client.get(address)
    with django_assert_num_queries(queries_at_most):
        client.get(address)


def test_a_unit_page_keeps_to_its_queries(client, django_assert_num_queries):
    address = reverse("places:unit", args=[queries.by_code("90001").uid])
    with django_assert_num_queries(5):
        client.get(address)


def test_what_is_typed_is_shown_as_text(client):
    page = client.get("/dia-phuong/song-mo/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["q", "type", "after"])
@pytest.mark.parametrize("value", ["\x00", "b\x00n", "ben " * 1500, "b" * 60_000, "khong-co"])
@pytest.mark.parametrize("address", ["/dia-phuong/song-mo/", "/dia-phuong/tim/"])
def test_no_parameter_breaks_a_page(client, address, name, value):
    assert client.get(address, {name: value}).status_code == 200


def test_a_type_that_does_not_exist_filters_nothing(client):
    assert "Tất cả 5" in text_of(client.get("/dia-phuong/song-mo/", {"type": "khong-co"}))
    assert "Ngọk Lý" in text_of(client.get("/dia-phuong/song-mo/", {"type": "khong-co"}))
