import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot import facts
from thongsuot.engines.text.fold import fold
from thongsuot.engines.text.gazetteer import Gazetteer, Place, Step, split_type

QUANG_NGAI, DONG_NAI, HAI_PHONG, TAY_NINH = "51", "75", "31", "80"
CURRENT = [
    Place("90", "Sông Mơ", "tỉnh", "90"),
    Place("91", "Núi Mới", "thành phố", "91"),
    Place("90001", "Tân Thành", "xã", "90"),
    Place("90002", "Tân Thạnh", "xã", "90"),
    Place("90003", "Ngọk Lý", "xã", "90"),
    Place("90004", "Bến Đá", "phường", "90"),
    Place("91001", "Bến Đá", "xã", "91"),
    Place("91002", "Hoà Sơn", "xã", "91"),
    Place("91003", "Cư M’Lan", "phường", "91"),
]
FORMER = [
    Place("90004", "Bến Đá", "xã", "90", False, ("90004",)),
    Place("80001", "Bến Cũ", "thị trấn", "90", False, ("90004",)),
    Place("80002", "Chia Đôi", "xã", "90", False, ("90001", "90002")),
    Place("80003", "Hoà Sơn", "thị trấn", "90", False, ("90003",)),
    Place("80", "Đồng Xưa", "tỉnh", "90", False, ("90",)),
]


@pytest.fixture(scope="module")
def invented():
    return Gazetteer([*CURRENT, *FORMER])


@pytest.mark.parametrize(
    ("name", "type", "province", "step", "codes"),
    [
        ("Tân Thành", "", "", Step.EXACT, ["90001"]),
        ("xã TÂN THÀNH", "", "", Step.EXACT, ["90001"]),
        ("Hòa Sơn", "", "91", Step.EXACT, ["91002"]),
        ("Cư M'lan", "", "", Step.EXACT, ["91003"]),
        ("Bến Đá", "phường", "", Step.TYPED, ["90004"]),
        ("Bến Đá", "", "91", Step.TYPED, ["91001"]),
        ("Bến Đá", "", "", Step.ASK, ["90004", "91001"]),
        ("Ngok Ly", "", "90", Step.FOLDED, ["90003"]),
        ("xã Ngok Ly", "", "", Step.FOLDED, ["90003"]),
        ("Tan Thanh", "", "90", Step.ASK, ["90001", "90002"]),
        ("Tân Thanh", "", "90", Step.ASK, ["90001", "90002"]),
        ("Ngòk Lý", "", "90", Step.ASK, ["90003"]),
        ("xã Bến Đá", "", "90", Step.TYPED, ["90004"]),
        ("thị trấn Bến Cũ", "", "", Step.TYPED, ["90004"]),
        ("Chia Đôi", "", "90", Step.ASK, ["90001", "90002"]),
        ("Hoà Sơn cũ", "", "", Step.TYPED, ["90003"]),
        ("Hoà Sơn (cũ)", "", "", Step.TYPED, ["90003"]),
        ("xã Hòa Sơn", "", "90", Step.TYPED, ["91002"]),
        ("đặc khu Ngọk Lý", "", "90", Step.ASK, ["90003"]),
        ("Không Đâu", "", "", Step.NONE, []),
        ("", "", "", Step.NONE, []),
        ("Bến Đá", "P.", "90", Step.TYPED, ["90004"]),
    ],
)
def test_steps(invented, name, type, province, step, codes):
    found = invented.match(name, type=type, province=province)
    assert (found.step, [place.code for place in found.places]) == (step, codes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sông Mơ", "90"),
        ("tỉnh Sông Mơ", "90"),
        ("TP. Núi Mới", "91"),
        ("TP.Núi Mới", "91"),
        ("song mo", "90"),
        ("tỉnh Đồng Xưa", "90"),
    ],
)
def test_province(invented, name, code):
    assert invented.province(name).code == code


def test_a_commune_is_no_province(invented):
    assert invented.province("Tân Thành") is None


def test_codes_and_successors(invented):
    assert invented.place("90001").name == "Tân Thành"
    assert invented.place("80001") is None
    assert [p.code for p in invented.successors(FORMER[2])] == ["90001", "90002"]
    assert invented.successors(CURRENT[2]) == (CURRENT[2],)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("phường Kon Tum", ("phường", "Kon Tum")),
        ("TP.HCM", ("thành phố", "HCM")),
        ("THỊ TRẤN Chờ", ("thị trấn", "Chờ")),
        ("TP HCM", ("thành phố", "HCM")),
        ("Xaysomboun", ("", "Xaysomboun")),
        ("Kon Tum", ("", "Kon Tum")),
    ],
)
def test_split_type(name, parts):
    assert split_type(name) == parts


@pytest.mark.parametrize(
    ("name", "province", "step", "now"),
    [
        ("phường Kon Tum", "", Step.EXACT, "phường Kon Tum"),
        ("Ngok Bay", QUANG_NGAI, Step.FOLDED, "xã Ngọk Bay"),
        ("Ngok Bay", "", Step.FOLDED, "xã Ngọk Bay"),
        ("Đắk Cấm", QUANG_NGAI, Step.FOLDED, "phường Đăk Cấm"),
        ("xã Tân Phú", DONG_NAI, Step.TYPED, "phường Tân Phú"),
        ("Cẩm Giàng", HAI_PHONG, Step.TYPED, "xã Cẩm Giàng"),
        ("phường Khánh Hậu", TAY_NINH, Step.EXACT, "phường Khánh Hậu"),
        ("phường Bến Nghé", "", Step.TYPED, "phường Sài Gòn"),
        ("Hoàng Sa", "", Step.EXACT, "đặc khu Hoàng Sa"),
        ("đặc khu Trường Sa", "", Step.EXACT, "đặc khu Trường Sa"),
        ("tỉnh Kon Tum", "", Step.TYPED, "tỉnh Quảng Ngãi"),
        ("TPHCM", "", Step.TYPED, "thành phố Hồ Chí Minh"),
        ("ea hleo", "", Step.FOLDED, "xã Ea H’Leo"),
    ],
)
def test_real_names(name, province, step, now):
    found = facts.gazetteer().match(name, province=province)
    assert found.step == step
    assert [f"{place.type} {place.name}" for place in found.places] == [now]


@pytest.mark.parametrize(("name", "province"), [("Cam Giang", HAI_PHONG), ("Phường 1", ""), ("Tân Phú", "")])
def test_collisions_ask(name, province):
    found = facts.gazetteer().match(name, province=province)
    assert found.step is Step.ASK
    assert len(found.places) > 1


def test_every_current_unit_is_found_by_its_full_name_and_province():
    gazetteer = facts.gazetteer()
    units = [
        Place(r["code"], r["name"], r["type"], r["province_code"]) for r in facts.table("places/communes")
    ]
    for unit in units:
        assert gazetteer.match(f"{unit.type} {unit.name}", province=unit.province_code).places == (unit,)


@given(st.data())
def test_without_marks_a_name_is_found_or_asked_about(data):
    rows = facts.table("places/communes")
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    found = facts.gazetteer().match(fold(row["name"]), type=row["type"], province=row["province_code"])
    assert row["code"] in {place.code for place in found.places} or found.step is Step.EXACT
    if found.step is Step.FOLDED:
        twins = [r for r in rows if r["province_code"] == row["province_code"] and r["type"] == row["type"]
                 and fold(r["name"]).replace("’", "'") == fold(row["name"]).replace("’", "'")]  # fmt: skip
        assert [r["code"] for r in twins] == [row["code"]]


@given(st.text(max_size=40), st.sampled_from(["", "xã", "phường"]), st.sampled_from(["", "51", "xx"]))
def test_any_text_gets_an_answer_of_the_promised_shape(name, type, province):
    found = facts.gazetteer().match(name, type=type, province=province)
    if found.step is Step.NONE:
        assert found.places == ()
    elif found.step is Step.ASK:
        assert found.places
    else:
        assert len(found.places) == 1
