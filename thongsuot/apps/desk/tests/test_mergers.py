"""Units end and begin in one act that balances, and reversal leaves everything as it was."""

from __future__ import annotations

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.models import Assignment, CaseUnit
from thongsuot.apps.core import journal
from thongsuot.apps.desk.tests import province
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.places import queries as places
from thongsuot.apps.places.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes() -> tuple[Unit, Unit]:
    first, second = cast.unit(), cast.unit(cast.DAK_BLA)
    province.commune(first, "A Kon")
    province.commune(second, "Y Bla")
    return first, second


def new_unit() -> Unit:
    unit = places.by_code("23999")
    assert unit is not None
    return unit


def test_two_communes_become_one_and_come_back(communes: tuple[Unit, Unit]) -> None:
    for one in communes:
        province.given(f"Sửa đường của {one.full_name}", cast.committee(one))
    province.given("Cả hai cùng nêu", cast.organ("Sở Xây dựng"), *communes)
    merger, before = province.of_two(), province.snapshot()
    outcome = province.do(merger)
    unit = new_unit()
    assert [row for row in outcome.balance if not row.is_even] == []
    assert places.by_code(cast.KON_TUM) is None
    old = places.unit(communes[0].uid)
    assert old
    assert [one.full_name for one in places.successors(old)] == ["phường Đăk Kon"]
    assert [found.now for found in places.find("Kon Tum")] == [[unit]]
    committee = Organisation.objects.get(unit=unit, kind="peoples-committee")
    assert committee.name == "UBND phường Đăk Kon"
    assert CaseUnit.objects.filter(unit=unit).count() == 3
    assert Assignment.objects.filter(organisation=committee).count() == 2
    assert outcome.notes
    assert province.snapshot() != before
    province.reverse(merger)
    assert province.snapshot() == before


def test_what_both_had_becomes_one_and_parts_again(communes: tuple[Unit, Unit]) -> None:
    """A case raised by both units and given to both committees."""
    case = province.given("Cả hai cùng làm", cast.committee(communes[0]), *communes)
    cases.assign(
        case=case, organisation=cast.committee(communes[1]), role="support", by=cast.coordinator(), at=NOW
    )
    merger, before = province.of_two(), province.snapshot()
    outcome = province.do(merger)
    joined = {row.kind: row.joined for row in outcome.balance if row.joined}
    assert joined == {"cases.caseunit": 1, "cases.assignment": 1}
    assert [one.role for one in case.assignments.all()] == ["lead"]
    province.reverse(merger)
    assert province.snapshot() == before
    assert not journal.verify("cases.case", case.uid)
    case.refresh_from_db()
    assert case.version == journal.of(case).count()
