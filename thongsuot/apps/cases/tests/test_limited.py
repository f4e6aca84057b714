"""A limited case is read by the office of its register, by who asked and by who was given it; by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case, Level
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"at": NOW}


def given() -> Case:
    lead = actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
    case = cast.case(assignees=(lead,))
    other = organisations.organisation(cast.state_coordinator().acting_for)
    assert other
    actions.share(case=case, organisation=other, reason="Cùng theo dõi", by=cast.coordinator(), at=NOW)
    return case


def reached(case: Case, user: User) -> tuple[bool, int]:
    """By its address and in the counts, which must agree."""
    total = queries.tally(queries.Filters(), for_=user).total
    return queries.case(case.uid, for_=user) is not None, total


@pytest.mark.parametrize("who", [cast.coordinator, cast.commune_officer, cast.department_officer])
def test_who_is_near_reads_it(who: Any) -> None:
    case = given()
    Case.objects.update(level=Level.LIMITED)
    assert reached(case, who()) == (True, 1)


@pytest.mark.parametrize("who", [cast.leader, cast.state_coordinator])
def test_a_block_or_a_sharing_does_not_reach_it(who: Any) -> None:
    case = given()
    assert reached(case, who()) == (True, 1)
    Case.objects.update(level=Level.LIMITED)
    assert reached(case, who()) == (False, 0)
