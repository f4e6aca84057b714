import pytest

from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.places import actions, bridge, queries
from thongsuot.apps.places.actions.units import sort_key
from thongsuot.apps.places.models import Unit
from thongsuot.apps.places.tests.lists import AT, LATER, invented, newer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded():
    actions.load(by=system_actor(), at=AT, tables=invented())


@pytest.mark.parametrize(
    "in_order",
    [
        ["An Giang", "Cà Mau", "Cao Bằng", "Cần Thơ", "Dầu Giây", "Đà Nẵng", "Hà Nội", "Hưng Yên"],
        ["Ba", "Ba Vì", "Ba Xa", "Bà Vì", "Bả", "Bã", "Bá", "Bạ", "Bắc", "Bậc"],
        ["1", "2", "10", "Long Phú", "Long Phú 1", "Long Phú 2", "Long Phú 10"],
        ["Ơn", "Tam Kỳ", "Thanh", "Tịnh", "Trà", "Uy", "Ưng"],
    ],
)
def test_vietnamese_order(in_order):
    assert sorted(set(in_order), key=sort_key) == in_order


def test_provinces_in_vietnamese_order_with_their_units():
    assert [(unit.name, unit.n_units) for unit in queries.provinces()] == [("Núi Mới", 1), ("Sông Mơ", 5)]


@pytest.mark.parametrize("address", ["song-mo", "90"])
def test_a_province_is_found_by_its_address(address):
    assert queries.province(address).name == "Sông Mơ"


def test_a_former_province_has_no_address():
    assert queries.province("dong-xua") is None


def test_units_of_a_province_in_vietnamese_order():
    names = [unit.name for unit in queries.units_of(queries.province("90"))]
    assert names == ["Bến Đá", "Hoà Sơn", "Ngọk Lý", "Tân Thành", "Tân Thạnh"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"type": "phường"}, ["Bến Đá"]),
        ({"text": "tan thanh"}, ["Tân Thành", "Tân Thạnh"]),
        ({"text": "xã Ngok"}, ["Ngọk Lý"]),
        ({"text": "phường Ngok"}, []),
        ({"text": "ben", "type": "xã"}, []),
    ],
)
def test_units_of_a_province_under_filters(filters, names):
    assert [unit.name for unit in queries.units_of(queries.province("90"), **filters)] == names


def test_types_are_counted():
    assert queries.types(queries.units_of(queries.province("90"))) == {"xã": 4, "phường": 1}


def test_a_code_finds_the_living_unit():
    assert queries.by_code("90001").name == "Tân Thành"
    assert queries.by_code("80002") is None
    assert queries.by_code("80") is None
    assert {code: unit.name for code, unit in queries.by_codes(["90001", "80002"]).items()} == {
        "90001": "Tân Thành"
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ngok Ly", [("xã Ngọk Lý", ["Ngọk Lý"])]),
        ("cư m'lan", [("xã Cư M’Lan", ["Cư M’Lan"])]),
        ("lang co", [("xã Làng Cổ", ["Tân Thành"])]),
        ("thị trấn Bến Cũ", [("thị trấn Bến Cũ", ["Hoà Sơn", "Tân Thạnh"])]),
        ("xã Bến Đá", [("xã Bến Đá", ["Bến Đá"]), ("xã Bến Đá", ["Bến Đá"])]),
        ("dong xua", [("tỉnh Đồng Xưa", ["Sông Mơ"])]),
        ("khong dau", []),
        ("  ", []),
        ("xã", []),
    ],
)
def test_find(text, found):
    names = {(f"{one.type} {one.name}", tuple(unit.name for unit in one.now)) for one in queries.find(text)}
    assert names == {(name, tuple(now)) for name, now in found}


def test_find_puts_the_nearest_first_and_the_living_before_the_gone():
    assert [one.name for one in queries.find("tan")][:2] == ["Tân Thành", "Tân Thạnh"]
    both = queries.find("bến đá")
    assert [(one.type, one.is_former) for one in both] == [("phường", False), ("xã", True), ("xã", True)]


def test_find_in_a_province_knows_what_was_merged_into_it():
    sought = queries.province("90"), queries.province("91")
    assert [one.name for one in queries.find("lang co", province=sought[0])] == ["Làng Cổ"]
    assert queries.find("lang co", province=sought[1]) == []


def test_find_takes_a_query_and_one_for_each_generation_of_successors(django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.find("be")
    with django_assert_num_queries(1):
        queries.find("khong dau")


def test_successors_go_through_as_many_mergers_as_there_were():
    actions.load(by=system_actor(), at=LATER, tables=newer())
    oldest = Unit.objects.get(name="Làng Cổ")
    assert [unit.name for unit in queries.successors(oldest)] == ["Hoà Sơn Mới"]
    living = queries.by_code("90010")
    assert queries.successors(living) == [living]


def test_about_in_four_queries(django_assert_num_queries):
    unit = queries.by_code("90001")
    with django_assert_num_queries(4):
        about = queries.about(unit)
    assert [row.old.full_name for row in about.origins] == ["xã Làng Cổ"]
    assert about.successions == []
    assert (about.measure.area_km2, about.measure.source) == (10.0, "invented")


def test_what_stands_on_a_unit_is_derived_from_its_latest_name():
    actions.load(by=system_actor(), at=LATER, tables=newer())
    for unit in Unit.objects.select_related("province"):
        latest = unit.versions.get(is_latest=True)
        assert (unit.name, unit.type, unit.province) == (latest.name, latest.type, latest.parent)
        assert (unit.folded, unit.sort_key) == (bridge.folded_key(unit.name), sort_key(unit.name))


def test_the_gazetteer_reads_the_same_tables():
    [place] = bridge.gazetteer().match("Ngok Bay", province="51").places
    listed = {row["code"]: row["name"] for row in actions.shipped().communes}
    assert listed[place.code] == place.name == "Ngọk Bay"
