"""Loading a small list, a newer one, and the one that comes with the product."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db.models import F

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.places import actions, queries
from thongsuot.apps.places.models import Edition, Measure, Succession, Unit, UnitVersion
from thongsuot.apps.places.tests.lists import AT, LATER, commune, invented, newer, old, version

pytestmark = pytest.mark.django_db


def load(tables, at=AT):
    return actions.load(by=system_actor(), at=at, tables=tables)


def rows():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Unit, UnitVersion, Measure, Succession, Edition)
    ]


def test_units_names_and_successions_of_a_list():
    loaded = load(invented())
    assert (loaded.units, loaded.versions, loaded.successions, loaded.not_listed) == (12, 14, 5, ())
    ward = queries.by_code("90004")
    assert ward.full_name == "phường Bến Đá"
    assert (ward.founded_on, ward.province.name) == (date(2025, 7, 1), "Sông Mơ")
    assert [(name.type, name.valid_from, name.valid_to) for name in queries.about(ward).names] == [
        ("phường", date(2026, 4, 30), None),
        ("xã", date(2025, 7, 1), date(2026, 4, 30)),
    ]


def test_a_code_taken_over_is_another_unit():
    load(invented())
    former, now = Unit.objects.filter(code="90001").order_by("pk")
    assert (former.name, former.dissolved_on, former.province.name) == (
        "Làng Cổ",
        date(2025, 7, 1),
        "Đồng Xưa",
    )
    assert (now.name, now.founded_on, now.province.name) == ("Tân Thành", date(2025, 7, 1), "Sông Mơ")
    assert queries.successors(former) == [now]


def test_a_unit_that_lived_on_keeps_its_row_and_gains_a_name():
    load(invented())
    unit = queries.by_code("90003")
    assert unit.founded_on is None
    assert [(name.parent.name, name.valid_to) for name in queries.about(unit).names] == [
        ("Sông Mơ", None),
        ("Đồng Xưa", date(2025, 7, 1)),
    ]


def test_twice_changes_nothing():
    load(invented())
    before = rows()
    again = load(invented(), at=LATER)
    assert not again.is_change
    assert rows() == before


def test_one_journal_row_for_a_load_that_changed_something():
    load(invented())
    load(invented(), at=LATER)
    edition = Edition.objects.get()
    entry = journal.of(edition).get()
    assert (entry.act, entry.payload["units"], entry.at) == ("loaded", 12, AT)


def test_a_newer_list_closes_rows_and_overwrites_none():
    load(invented())
    kept = {row["id"]: row for row in UnitVersion.objects.values()}
    load(newer(), at=LATER)
    unit = queries.by_code("90002")
    latest, earlier = queries.about(unit).names
    assert (unit.type, latest.type, latest.valid_from, latest.recorded_at) == (
        "phường",
        "phường",
        date(2027, 1, 1),
        LATER,
    )
    assert (earlier.type, earlier.valid_to, earlier.is_latest, earlier.recorded_at) == (
        "xã",
        date(2027, 1, 1),
        False,
        AT,
    )
    for row in UnitVersion.objects.filter(pk__in=kept).values():
        known = {name: value for name, value in kept[row["id"]].items() if value not in (None, "", True)}
        assert known.items() <= row.items()


def test_a_later_merger_ends_units_and_makes_one():
    load(invented())
    loaded = load(newer(), at=LATER)
    assert loaded.not_listed == ()
    former = Unit.objects.get(code="90005", dissolved_on=date(2027, 1, 1))
    assert [unit.name for unit in queries.successors(former)] == ["Hoà Sơn Mới"]
    first = Unit.objects.get(code="80002")
    assert [unit.name for unit in queries.successors(first)] == ["Tân Thạnh", "Hoà Sơn Mới"]


def test_an_unknown_day_may_become_known_but_a_known_one_stays():
    tables = invented()
    load(tables)
    wrong = [replace_row(row, valid_from="2026-05-05", code="90004") for row in tables.communes]
    load(replace(tables, communes=wrong), at=LATER)
    assert queries.about(queries.by_code("90004")).names[0].valid_from != date(2026, 5, 6)
    unknown = queries.about(queries.by_code("91001")).names[0]
    assert unknown.valid_from is None
    filled = [replace_row(row, valid_from="2026-09-01", code="91001") for row in tables.communes]
    load(replace(tables, communes=filled), at=LATER)
    unknown.refresh_from_db()
    assert unknown.valid_from == date(2026, 9, 1)


def replace_row(row, *, code, **changes):
    return {**row, **changes} if row["code"] == code else row


def test_an_older_list_is_refused():
    load(newer())
    with pytest.raises(BrokenRule, match="cũ hơn"):
        load(invented())


def test_a_list_without_one_day_is_refused():
    tables = invented()
    with pytest.raises(BrokenRule, match="một ngày"):
        load(
            replace(tables, provinces=[{**tables.provinces[0], "as_of": "2020-01-01"}, *tables.provinces[1:]])
        )


def test_a_unit_that_a_list_forgets_is_told_and_kept():
    tables = invented()
    load(tables)
    loaded = load(replace(tables, communes=tables.communes[:-1]), at=LATER)
    assert loaded.not_listed == (tables.communes[-1]["code"],)
    assert queries.by_code(tables.communes[-1]["code"])


def test_a_name_of_a_unit_that_is_not_listed_loads_nothing():
    tables = invented()
    with pytest.raises(KeyError):
        load(replace(tables, versions=[*tables.versions, version("99999", "Lạ", "xã", "90")]))
    assert not Unit.objects.exists()


def test_a_new_figure_is_a_new_row():
    tables = invented()
    load(tables)
    later = [{**row, "as_of": "2027-02-01"} for row in tables.communes]
    later[0]["area_km2"] = "12.5"
    provinces = [{**row, "as_of": "2027-02-01"} for row in tables.provinces]
    loaded = load(replace(tables, provinces=provinces, communes=later), at=LATER)
    assert (loaded.measures, loaded.versions) == (1, 0)
    assert [m.area_km2 for m in queries.by_code(later[0]["code"]).measures.all()] == [12.5, 10.0]


def test_the_shipped_tables_load_whole_and_once():
    loaded = actions.load(by=system_actor(), at=AT)
    assert Unit.objects.filter(level="province", dissolved_on=None).count() == 34
    assert Unit.objects.filter(level="commune", dissolved_on=None).count() == 3321
    assert loaded.units == Unit.objects.count()
    assert not loaded.not_listed
    assert not Unit.objects.filter(dissolved_on__isnull=False, successions=None).exists()
    assert not Unit.objects.filter(versions=None).exists()
    latest = UnitVersion.objects.filter(is_latest=True)
    assert latest.count() == loaded.units
    assert not latest.exclude(name=F("unit__name"), type=F("unit__type")).exists()
    assert not latest.filter(parent__isnull=False).exclude(parent=F("unit__province")).exists()
    assert not actions.load(by=system_actor(), at=datetime(2026, 12, 1, tzinfo=UTC)).is_change


def test_the_lists_of_these_tests_are_invented():
    assert all(row["source"] == "invented" for row in (commune("90009", "Thử"), old("90009", "80009", "Thử")))
