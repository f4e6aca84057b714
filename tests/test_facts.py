"""The tables of places against themselves, and against the reference copy where there is one."""

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from thongsuot import facts

REFERENCE = facts.ROOM.parents[2] / "shared/data/places"
TABLES = ("places/provinces", "places/communes", "places/versions", "places/predecessors", "places/documents")
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="no ../shared/data/places beside the checkout: nothing to compare with"
)


def reference(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_34_provinces_and_3321_units_that_add_up_by_type():
    provinces, communes = facts.table("places/provinces"), facts.table("places/communes")
    types = Counter(row["type"] for row in communes)
    assert len(provinces) == 34
    assert set(types) == {"xã", "phường", "đặc khu"}
    assert sum(types.values()) == len(communes) == 3321
    assert {row["province_code"] for row in communes} == {row["code"] for row in provinces}


def test_codes_are_digits_and_unique():
    for name, digits in (("places/provinces", 2), ("places/communes", 5)):
        codes = [row["code"] for row in facts.table(name)]
        assert all(re.fullmatch(rf"\d{{{digits}}}", code) for code in codes)
        assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_nfc_with_plain_line_ends(name):
    raw = (facts.ROOM / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert b"\r" not in raw and "Ð" not in text and raw.endswith(b"\n")


@pytest.mark.parametrize("name", TABLES)
def test_dates_are_dates_and_periods_run_forward(name):
    columns = {"document_date", "founded_on", "valid_from", "valid_to", "on", "as_of", "in_effect_on"}
    for row in facts.table(name):
        days = {column: date.fromisoformat(row[column]) for column in columns & row.keys() if row[column]}
        if {"valid_from", "valid_to"} <= days.keys():
            assert days["valid_from"] < days["valid_to"]


def test_every_document_named_is_in_the_list_of_documents():
    known = {row["document"]: row["document_date"] for row in facts.table("places/documents")}
    for name in TABLES[:-1]:
        for row in facts.table(name):
            assert row["document_date"] == known.get(row["document"], "")


def test_every_unit_founded_by_the_reform_has_predecessors():
    succeeded = {row["new_code"] for row in facts.table("places/predecessors") if row["kind"] != "same"}
    for name in ("places/provinces", "places/communes"):
        for row in facts.table(name):
            assert (row["code"] in succeeded) == (row["founded_on"] != ""), row


def test_kinds_say_how_often_an_old_unit_stands_in_the_table():
    rows = [row for row in facts.table("places/predecessors") if row["level"] == "commune"]
    times = Counter(row["old_code"] for row in rows)
    for row in rows:
        assert (row["kind"] == "partial") == (times[row["old_code"]] > 1)


def test_points_lie_in_the_country_and_its_sea():
    for row in facts.table("places/communes"):
        assert 6 < float(row["latitude"]) < 23.5 and 102 < float(row["longitude"]) < 118, row


def test_hoang_sa_and_truong_sa_are_in_the_list():
    names = {
        row["code"]: (row["type"], row["name"], row["province_code"])
        for row in facts.table("places/communes")
    }
    assert names["20333"] == ("đặc khu", "Hoàng Sa", "48")
    assert names["22736"] == ("đặc khu", "Trường Sa", "56")


def test_a_type_that_changed_has_its_earlier_version():
    dated = {(row["code"], row["type"]): row["valid_to"] for row in facts.table("places/versions")}
    assert dated["26368", "xã"] == "2026-04-30"
    assert dated["07294", "xã"] == ""
    assert dated["75", "tỉnh"] == "2026-04-30"


def test_an_unknown_table_is_an_error():
    with pytest.raises(FileNotFoundError):
        facts.table("places/nowhere")


@needs_reference
def test_units_are_those_of_the_reference():
    ours = {r["code"]: (r["name"], r["type"], r["province_code"]) for r in facts.table("places/communes")}
    theirs = {
        r["code"]: (r["name"], r["type"], r["province_code"]) for r in reference("communes_2026-10-10.csv")
    }
    assert ours == theirs


@needs_reference
def test_provinces_are_those_of_the_reference():
    ours = {r["code"]: (r["name"], r["type"]) for r in facts.table("places/provinces")}
    assert ours == {r["code"]: (r["name"], r["type"]) for r in reference("provinces_2026-10-10.csv")}


@needs_reference
def test_changes_of_type_are_those_of_the_reference():
    changed = [r for r in facts.table("places/versions") if r["founded_on"] or r["level"] == "province"]
    theirs = [r for r in reference("changes_since_2025-07-01.csv") if r["valid_from"] == "2025-07-01"]
    assert {(r["code"], r["type"], r["valid_to"]) for r in changed} == {
        (r["code"], r["type"], r["valid_to"]) for r in theirs
    }


@needs_reference
def test_areas_and_points_are_those_of_the_reference():
    theirs = {r["code"]: r for r in reference("communes_2026-10-10.csv")}
    for row in facts.table("places/communes"):
        known = theirs[row["code"]]
        assert float(row["latitude"]) == float(known["centroid_lat"])
        assert float(row["longitude"]) == float(known["centroid_lon"])
        assert float(row["area_km2"] or known["area_km2"] or 0) == float(known["area_km2"] or 0)


@needs_reference
def test_predecessors_are_those_of_the_reference_but_for_a_few():
    ours = {
        (r["new_code"], r["old_code"]) for r in facts.table("places/predecessors") if r["level"] == "commune"
    }
    theirs = {(r["new_code"], r["old_code"]) for r in reference("predecessors_2025-07-01.csv")}
    assert len(ours - theirs) <= 1
    assert len(theirs - ours) <= 40


@needs_reference
def test_provinces_came_from_those_of_the_reference():
    ours = {
        (r["new_code"], r["old_code"]) for r in facts.table("places/predecessors") if r["level"] == "province"
    }
    theirs = {
        (r["code"], old)
        for r in reference("provinces_2026-10-10.csv")
        for old in re.findall(r"\d+", r["old_codes"])
    }
    assert ours == theirs


@needs_reference
def test_the_outlines_of_the_reference_lack_the_islands_that_the_list_has():
    outlines = json.loads((REFERENCE / "provinces34_naturalearth.geojson").read_text(encoding="utf-8"))
    assert len(outlines["features"]) == len(facts.table("places/provinces"))


def test_the_room_of_facts_is_beside_the_code():
    assert Path(facts.__file__).parent == facts.ROOM
