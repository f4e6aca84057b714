"""Organs, capacities and the first permission table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import Capacity
from thongsuot.apps.organisations.permissions import ROLES, TABLE, Reach

pytestmark = pytest.mark.django_db
CAST = {
    "coordinator": cast.coordinator,
    "department": cast.department_officer,
    "commune": cast.commune_officer,
    "leader": cast.leader,
}


@pytest.mark.parametrize("action", sorted(TABLE))
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_the_table_cell_by_cell(action: str, role: str) -> None:
    assert queries.reach(CAST[role](), action) == TABLE[action].get(role)


def test_who_holds_nothing_reaches_nothing() -> None:
    assert {queries.reach(cast.stranger(), action) for action in TABLE} == {None}


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (9, True), (10, True), (11, False)])
def test_a_capacity_holds_from_its_first_day_to_its_last(days: int, holds: bool) -> None:
    user = cast.leader()
    since = date(2025, 8, 1)
    Capacity.objects.update(since=since, until=since + timedelta(days=10))
    assert bool(queries.capacities(user, on=since + timedelta(days=days))) is holds


def test_the_wider_of_two_reaches_counts() -> None:
    user = cast.commune_officer()
    office = cast.organ("Văn phòng Tỉnh ủy", kind="office", block="party")
    cast_role = {"role": "coordinator", "title": "Chuyên viên", "since": cast.SINCE}
    actions.appoint(user=user, organisation=office, by=system_actor(), at=NOW, **cast_role)
    assert queries.reach(equip(user, at=NOW), "cases.view") is Reach.ALL
    assert set(queries.own_units(user)) == {cast.unit().pk}


def test_an_organ_is_founded_once_with_its_journal_row() -> None:
    unit = cast.unit()
    organ = cast.committee(unit)
    assert [entry.act for entry in journal.of(organ)] == ["founded"]
    with pytest.raises(BrokenRule) as refused:
        actions.found(
            name=organ.name, kind=organ.kind, block=organ.block, unit=unit, by=system_actor(), at=NOW
        )
    assert refused.value.field == "name"


@pytest.mark.parametrize("change", [{"name": "  "}, {"kind": "guild"}, {"block": "guild"}])
def test_an_organ_without_name_kind_or_block_is_refused(change: dict[str, str]) -> None:
    usual = {"name": "Sở Thử", "kind": "department", "block": "state"}
    with pytest.raises(BrokenRule):
        actions.found(**usual | change, unit=cast.unit(), by=system_actor(), at=NOW)


def test_an_unknown_role_is_refused() -> None:
    organ = cast.committee(cast.unit())
    with pytest.raises(BrokenRule):
        actions.appoint(
            user=cast.stranger(),
            organisation=organ,
            role="king",
            title="",
            since=cast.SINCE,
            by=system_actor(),
            at=NOW,
        )


def test_a_name_finds_its_organ_only_where_it_is_meant() -> None:
    ward, island = cast.unit(), cast.unit(cast.LY_SON)
    organ = cast.committee(ward)
    assert queries.named("ubnd phuong kon tum", units=[ward.pk]) == organ
    assert queries.named("UBND phường Kon Tum", units=[island.pk]) is None
