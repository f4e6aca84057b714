"""What is offered of the register's life cycles, and what their rows name. Every step is tried in tests/register."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries, states
from thongsuot.apps.cases.actions import asking
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import may, open_steps, resolve

pytestmark = pytest.mark.django_db

ROLES: dict[str, Callable[[], User]] = {
    "coordinator": cast.coordinator,
    "commune": cast.commune_officer,
    "department": cast.department_officer,
    "head": life.head,
    "leader": cast.leader,
    "stranger": cast.stranger,
}
WHO = {
    "cases.can_coordinate": {"coordinator"},
    "cases.can_work": {"department", "head"},
    "cases.can_send": {"head"},
    "cases.can_confirm": {"commune"},
    "cases.can_close_unheard": {"coordinator"},
    "cases.can_reopen": {"coordinator", "commune"},
}
"""Who may take a step, by what its row names."""
KINDS = ("recommendation", "difficulty")
BESIDE = (states.ASSIGNMENT, states.CONFIRMATION, states.MEASURE)


def standing(kind: str, status: str) -> Case:
    """A case of phường Kon Tum that Sở Xây dựng leads and that waits for an opinion, at this status."""
    lead = actions.Named(life.LEAD, "lead", cast.organ(life.LEAD))
    case = cast.case(kind=kind, assignees=(lead,))
    asking.ask(case=case, limit="confirm", at=NOW)
    Case.objects.filter(pk=case.pk).update(status=status)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_role_takes_its_own_steps_and_no_other(kind: str, role: str) -> None:
    user, cycle = ROLES[role](), states.BY_KIND[kind]
    case = standing(kind, cycle.initial)
    for state in cycle.states:
        case.status = state.code
        expected = {step.code for step in cycle.steps if state.code in step.sources and role in WHO[step.who]}
        assert {step.code for step in open_steps(user, case)} == expected, state.code


def test_a_step_with_a_form_is_taken_by_its_own_action_only() -> None:
    case = cast.case()
    with pytest.raises(BrokenRule) as refused:
        actions.take_step(case=case, step="screen", by=cast.coordinator(), at=NOW)
    assert refused.value.code == "form-needed"


@pytest.mark.parametrize("role", ROLES)
def test_only_the_named_organ_receives(role: str) -> None:
    user = ROLES[role]()
    own = {capacity.organisation for capacity in user.held_capacities}
    for name in ("Sở Xây dựng", "UBND phường Kon Tum", "Văn phòng Tỉnh ủy", "Sở Nội vụ"):
        organ = cast.committee(cast.unit()) if name.startswith("UBND") else cast.organ(name)
        case = cast.case(assignees=(actions.Named(name, "lead", organ),))
        assignment = case.assignments.get()
        if role in ("coordinator", "commune", "department", "head") and name in own:
            actions.receive(assignment=assignment, by=user, at=NOW)
            assert Assignment.objects.get(pk=assignment.pk).status == "seen"
        else:
            with pytest.raises(NotAllowed):
                actions.receive(assignment=assignment, by=user, at=NOW)
            assert Assignment.objects.get(pk=assignment.pk).status == "named"


def test_what_only_the_source_names_is_received_by_nobody() -> None:
    case = cast.case(assignees=(actions.Named("các đơn vị liên quan", "lead"),))
    for role in ROLES.values():
        with pytest.raises(NotAllowed):
            actions.receive(assignment=case.assignments.get(), by=role(), at=NOW)


def test_withdrawing_needs_a_reason() -> None:
    case = cast.case()
    with pytest.raises(BrokenRule) as refused:
        actions.take_step(case=case, step="withdraw", reason="  ", by=cast.coordinator(), at=NOW)
    assert refused.value.field == "reason"


def test_assigning_needs_a_lead() -> None:
    case = cast.case(assignees=(actions.Named("Sở Nội vụ", "support", cast.organ("Sở Nội vụ")),))
    with pytest.raises(BrokenRule) as refused:
        actions.take_step(case=case, step="assign", by=cast.coordinator(), at=NOW)
    assert refused.value.code == "guard"
    assert "assign" not in [step.code for step in queries.steps(case, for_=cast.coordinator())]


@pytest.mark.parametrize("code", ["restore", "restore-assigned"])
def test_a_case_is_restored_to_where_it_stood_only(code: str) -> None:
    case = life.assigned() if code == "restore" else cast.case()
    actions.take_step(case=case, step="withdraw", reason="Trùng", by=cast.coordinator(), at=NOW)
    with pytest.raises(BrokenRule) as refused:
        actions.take_step(case=case, step=code, by=cast.coordinator(), at=NOW)
    assert refused.value.code == "guard"


def test_tables_name_what_exists() -> None:
    for cycle in states.ALL:
        codes = [state.code for state in cycle.states]
        assert len(codes) == len(set(codes))
        assert len({step.code for step in cycle.steps}) == len(cycle.steps)
        for step in cycle.steps:
            assert {*step.sources, step.target} <= set(codes)
            assert callable(resolve(step.who, "permissions"))
            assert not step.guard or callable(resolve(step.guard, "queries"))


def test_may_is_what_the_row_names() -> None:
    case = standing("recommendation", "answered")
    step = states.RECOMMENDATION.step("confirm")
    assert may(cast.commune_officer(), step, case)
    assert not may(cast.commune_officer(cast.unit(cast.LY_SON)), step, case)
