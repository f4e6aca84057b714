"""Every step of the register's life cycles: who takes it, who is refused, and when its time has not come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries, states
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step, open_steps, resolve

pytestmark = pytest.mark.django_db

ROLES: dict[str, Callable[[], User]] = {
    "coordinator": cast.coordinator,
    "commune": cast.commune_officer,
    "department": cast.department_officer,
    "leader": cast.leader,
    "stranger": cast.stranger,
}
CASE_STEPS = [(kind, step) for kind, cycle in states.BY_KIND.items() for step in cycle.steps]
MAY = {"assign", "withdraw", "restore", "restore-assigned"}


def ready(kind: str, step: Step, source: str) -> Case:
    """A case that stands where `step` may start, led there by acts of the coordinator."""
    by = {"by": cast.coordinator(), "at": NOW}
    lead = actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
    case = cast.case(kind=kind, assignees=(lead,))
    if source == "assigned" or step.code == "restore-assigned":
        actions.take_step(case=case, step="assign", **by)
    if source == "withdrawn":
        actions.take_step(case=case, step="withdraw", reason="Trùng nội dung", **by)
    return case


def every_start() -> list[tuple[str, Step, str]]:
    return [(kind, step, source) for kind, step in CASE_STEPS for source in step.sources]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("kind", "step", "source"), every_start(), ids=lambda one: getattr(one, "code", one))
def test_only_the_coordinator_moves_a_case(kind: str, step: Step, source: str, role: str) -> None:
    case, user = ready(kind, step, source), ROLES[role]()
    assert case.status == source
    assert step.code in MAY
    if role == "coordinator":
        assert step in queries.steps(case, for_=user)
        actions.take_step(case=case, step=step.code, reason="Ghi nhầm", by=user, at=NOW)
        case.refresh_from_db()
        assert (case.status, journal.of(case).first().act) == (step.target, step.code)
        return
    assert step not in open_steps(user, case)
    with pytest.raises(NotAllowed):
        actions.take_step(case=case, step=step.code, reason="Ghi nhầm", by=user, at=NOW)
    case.refresh_from_db()
    assert case.status == source


@pytest.mark.parametrize(("kind", "step"), CASE_STEPS, ids=lambda one: getattr(one, "code", one))
def test_a_step_waits_for_its_time(kind: str, step: Step) -> None:
    cycle = states.BY_KIND[kind]
    early = [state.code for state in cycle.states if state.code not in step.sources]
    for source in early:
        case = cast.case(kind=kind)
        Case.objects.filter(pk=case.pk).update(status=source)
        case.refresh_from_db()
        with pytest.raises(BrokenRule) as refused:
            actions.take_step(case=case, step=step.code, reason="Ghi nhầm", by=cast.coordinator(), at=NOW)
        assert refused.value.code == "wrong-state"


@pytest.mark.parametrize("role", ROLES)
def test_only_the_named_organ_receives(role: str) -> None:
    user = ROLES[role]()
    own = {capacity.organisation for capacity in user.held_capacities}
    for name in ("Sở Xây dựng", "UBND phường Kon Tum", "Văn phòng Tỉnh ủy", "Sở Nội vụ"):
        organ = cast.committee(cast.unit()) if name.startswith("UBND") else cast.organ(name)
        case = cast.case(assignees=(actions.Named(name, "lead", organ),))
        assignment = case.assignments.get()
        if role in ("coordinator", "commune", "department") and name in own:
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
    step = states.RECOMMENDATION.step("restore-assigned" if code == "restore" else "restore")
    case = ready("recommendation", step, "withdrawn")
    with pytest.raises(BrokenRule) as refused:
        actions.take_step(case=case, step=code, by=cast.coordinator(), at=NOW)
    assert refused.value.code == "guard"


def test_tables_name_what_exists() -> None:
    for cycle in (*states.BY_KIND.values(), states.ASSIGNMENT):
        codes = [state.code for state in cycle.states]
        assert len(codes) == len(set(codes))
        for step in cycle.steps:
            assert {*step.sources, step.target} <= set(codes)
            assert callable(resolve(step.who, "permissions"))
            assert not step.guard or callable(resolve(step.guard, "queries"))
