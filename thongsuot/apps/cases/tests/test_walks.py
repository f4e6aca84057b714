"""Whatever legal way a case takes, its journal verifies and its version is the journal's last number."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries, states
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import open_steps

pytestmark = pytest.mark.django_db


class Players:
    """The coordinator, the officer of a department, and three organs, looked up once."""

    def __init__(self) -> None:
        self.coordinator, self.officer = cast.coordinator(), cast.department_officer()
        self.organs = [cast.organ(name) for name in ("Sở Xây dựng", "Sở Nội vụ", "Văn phòng Tỉnh ủy")]


def legal(case: Case, choice: int, players: Players) -> bool:
    """Take the act that `choice` points at; whether the register allowed it."""
    by: dict[str, Any] = {"by": players.coordinator, "at": NOW}
    steps = queries.steps(case, for_=players.coordinator)
    acts = [
        *((actions.take_step, {"case": case, "step": step.code, "reason": "Lý do"}) for step in steps),
        *(
            (actions.assign, {"case": case, "organisation": organ, "role": role})
            for organ in players.organs
            for role in ("lead", "support")
        ),
        (actions.link, {"case": case, "ref": actions.Ref("x", uuid4(), "x", "/x/")}),
        (
            actions.answer,
            {"case": case, "text": "Có", "answered_by": "Sở", "result": "resolved"}
            | {"on": date(2025, 8, 21), "passage": None},
        ),
    ]
    act, facts = acts[choice % len(acts)]
    try:
        act(**facts, **by)  # type: ignore[operator]
    except BrokenRule:
        return False
    return True


def receive_all(case: Case, officer: User) -> None:
    for assignment in case.assignments.all():
        if any(step.code == "receive" for step in open_steps(officer, assignment)):
            actions.receive(assignment=assignment, by=officer, at=NOW)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kind=st.sampled_from(sorted(states.BY_KIND)), walk=st.lists(st.integers(0, 20), max_size=8))
def test_the_journal_tells_the_version_of_every_walk(kind: str, walk: list[int]) -> None:
    players, case = Players(), cast.case(kind=kind)
    for choice in walk:
        legal(case, choice, players)
        receive_all(case, players.officer)
        case = Case.objects.get(pk=case.pk)
        stored = Case.objects.get(pk=case.pk)
        assert (stored.status, stored.version) == (case.status, case.version)
        assert stored.status in [state.code for state in case.life_cycle.states]
    rows = journal.of(case)
    assert rows.count() == rows.first().seq == case.version
    for subject in (case, *Assignment.objects.filter(case=case)):
        assert journal.verify(subject._meta.label_lower, subject.uid) == []
        last = journal.of(subject).first()
        assert subject.version == (last.seq if last else 0)
