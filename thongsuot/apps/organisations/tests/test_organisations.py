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
from thongsuot.apps.organisations.models import Membership
from thongsuot.apps.organisations.permissions import ROLES, TABLE, Relation

pytestmark = pytest.mark.django_db
CAST = {
    "coordinator": cast.coordinator,
    "department": cast.department_officer,
    "commune": cast.commune_officer,
    "leader": cast.leader,
    "head": lambda: cast.head(cast.organ("Sở Xây dựng")),
    "organiser": cast.organiser,
    "keeper": cast.keeper,
    "data-officer": cast.data_officer,
}


@pytest.mark.parametrize("action", sorted(TABLE))
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_the_table_cell_by_cell(action: str, role: str) -> None:
    cast.coordinator()
    scope = queries.scope(CAST[role](), action)
    allowed = TABLE[action].get(role, set())
    assert scope.is_all is (Relation.ALL in allowed)
    assert bool(scope.registers) is bool({Relation.REGISTER, Relation.BLOCK} & allowed)
    assert bool(scope.units) is bool({Relation.UNIT, Relation.SUBTREE} & allowed)
    assert bool(scope.organs) is (Relation.ORGAN in allowed)


def test_who_holds_nothing_reaches_nothing() -> None:
    assert {bool(queries.scope(cast.stranger(), action)) for action in TABLE} == {False}


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (9, True), (10, True), (11, False)])
def test_a_capacity_holds_from_its_first_day_to_its_last(days: int, holds: bool) -> None:
    user = cast.leader()
    since = date(2025, 8, 1)
    Membership.objects.update(since=since, until=since + timedelta(days=10))
    assert bool(queries.capacities(user, on=since + timedelta(days=days))) is holds


def test_seeing_goes_by_all_capacities_and_acting_by_the_one_chosen() -> None:
    user = cast.commune_officer()
    post = cast.post(cast.coordinator().person.memberships.get().post.organisation, "Tổng hợp", "coordinator")
    actions.appoint(
        person=user.person, post=post, is_concurrent=True, since=cast.SINCE, by=system_actor(), at=NOW
    )
    equip(user, at=NOW)
    assert len(queries.held(user)) == 2
    assert queries.scope(user, "cases.view").registers
    assert queries.scope(user, "cases.view").units
    assert not queries.scope(user, "cases.coordinate")
    chosen = next(capacity for capacity in queries.held(user) if capacity.role == "coordinator")
    equip(user, at=NOW, chosen=str(chosen.uid))
    assert queries.scope(user, "cases.coordinate")
    assert user.acting_as == str(chosen)


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
    post = cast.post(cast.committee(cast.unit()), "Chuyên viên")
    with pytest.raises(BrokenRule):
        actions.grant_role(post=post, role="king", since=cast.SINCE, by=system_actor(), at=NOW)


def test_a_name_finds_its_organ_only_where_it_is_meant() -> None:
    ward, island = cast.unit(), cast.unit(cast.LY_SON)
    organ = cast.committee(ward)
    assert queries.named("ubnd phuong kon tum", units=[ward.pk]) == organ
    assert queries.named("UBND phường Kon Tum", units=[island.pk]) is None
