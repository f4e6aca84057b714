"""Every step of every kind of case by everybody of the cast: taken by who may, refused to all others.

A refusal leaves everything as it was. What is expected is told by `oracle`, not by the product's permissions.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from itertools import cycle
from typing import Any

import pytest
from django.db import models, transaction
from django.db.models.expressions import RawSQL

from conftest import NOW
from tests.register import paths
from tests.register.oracle import Oracle, has_said
from tests.register.paths import Standing
from thongsuot.apps.cases import models as rows
from thongsuot.apps.cases import states
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import JournalEntry, Notice, User
from thongsuot.apps.core.states import Step, move

pytestmark = pytest.mark.django_db

KINDS = sorted(states.BY_KIND)
BESIDE = (rows.Clock, rows.ClockEvent, rows.Answer, rows.NotOurs, rows.Issuance, JournalEntry, Notice)
ASKS_OF_THE_OTHER_FIRST = {"replace"}
"""These say of the other case, before anything else, that it is not in one's register."""


def snapshot(case: rows.Case) -> list[Any]:
    """The case with its version and days, what each who asked said, and how many rows stand beside."""
    counts = rows.Case.objects.filter(pk=case.pk).annotate(
        **{model.__name__.lower() + "_n": _number_of(model) for model in BESIDE}
    )
    said = case.confirmations.order_by("pk").values_list("status", "words", "version")
    return [counts.values().get(), *said]


def _number_of(model: type[models.Model]) -> RawSQL:
    return RawSQL(f"(select count(*) from {model._meta.db_table})", ())  # noqa: S608, S611 -- tables of ours


def outcome(case: rows.Case, step: Step, user: User, at: Any) -> str:
    """ "taken", or why it was refused: the code of the broken rule, or "not-allowed"."""
    try:
        paths.take(case, step, by=user, at=at)
    except NotAllowed:
        return "not-allowed"
    except BrokenRule as refused:
        return refused.code or refused.field or "refused"
    return "taken"


class Grid:
    """A case as it stands, before everybody."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.oracle = standing, Oracle(standing.case)
        self.before = snapshot(standing.case)

    def expected(self, step: Step, user: User) -> set[str]:
        early = step.code in self.standing.early
        if not self.oracle.may(user, step):
            other = {"broken-rule"} if step.code in ASKS_OF_THE_OTHER_FIRST else set()
            return {"not-allowed"} | ({"guard"} if early else set()) | other
        if step.who == "cases.can_confirm" and has_said(user, self.standing.case):
            return {"wrong-state"}
        return {"guard"} if early else {"taken"}

    def tried(self, step: Step, user: User) -> Iterator[str]:
        """What went otherwise than expected. Nothing stays of it."""
        case, point = copy(self.standing.case), transaction.savepoint()
        wanted, found = self.expected(step, user), outcome(case, step, user, self.standing.at)
        if found not in wanted:
            yield f"{found}, not {wanted}"
        elif found == "taken":
            yield from mistaken(case, step, user)
        elif snapshot(case) != self.before:
            yield "was refused and left something behind"
        transaction.savepoint_rollback(point)


def mistaken(case: rows.Case, step: Step, user: User) -> Iterator[str]:
    """What a step that was taken left otherwise than its row says."""
    stored, last = paths.fresh(case), journal.of(case).first()
    assert last
    act = ACTS.get(step.code, step.code)
    if (stored.status, last.act, last.by_id) != (step.target, act, user.pk):
        yield f"led to {stored.status} by {last.act}"
    if (stored.status, stored.version) != (case.status, last.seq):
        yield f"is stored as {stored.status} {stored.version}, journal {last.seq}"
    if stored.is_open is not (stored.closed_on is None):
        yield f"is {stored.status} with the closing day {stored.closed_on}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_by_everybody(kind: str) -> None:
    everybody = {name: paths.person(name) for name in paths.PEOPLE}
    outsiders = cycle(OUTSIDERS)
    paths.other("recommendation"), paths.other("directive"), paths.organ(paths.COMMITTEE)
    faults, taken = [], set()
    for name, standing in paths.standings(kind).items():
        grid, status = Grid(standing), standing.case.status
        for step in (one for one in standing.case.life_cycle.steps if status in one.sources):
            others = {*OUTSIDERS} - {next(outsiders)}
            for who, user in everybody.items():
                if who in others:
                    continue
                is_taken = grid.expected(step, user) == {"taken"}
                is_known = kind in AS_ANOTHER and (not is_taken or (step.code, status) in taken)
                taken |= {(step.code, status)} if is_taken else set()
                if not is_known:
                    faults += [f"{name}: {step.code} by {who}: {one}" for one in grid.tried(step, user)]
    assert not faults, "\n".join(faults)
    every = {(step.code, source) for step in states.BY_KIND[kind].steps for source in step.sources}
    assert every - taken == NEVER_FROM.get(kind, set())


OUTSIDERS = ("organiser", "keeper", "data-officer", "stranger")
"""No cell of the table lets these act on any case: each step meets them in turn."""
AS_ANOTHER = {"difficulty": "recommendation"}
"""Kinds that share the rows of another kind: what is refused there is refused here."""
ACTS = {"confirm-meanwhile": "one-confirmed"}
"""Steps whose journal row stands under another word."""
NEVER_FROM: dict[str, set[tuple[str, str]]] = {
    "directive": {("issue", "noted"), ("issue-many", "noted")},
}
"""Open by the table, never by the guard: without a draft the six clear things are not written anywhere."""


def test_kinds_that_share_rows() -> None:
    for kind, other in AS_ANOTHER.items():
        assert states.BY_KIND[kind].steps is states.BY_KIND[other].steps


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_waits_for_its_state(kind: str) -> None:
    """Whoever asks, a step from a state that is not among its sources is refused, and nothing changes."""
    case, by = paths.start(kind), paths.person("coordinator")
    before = snapshot(case)
    for step in case.life_cycle.steps:
        for state in case.life_cycle.states:
            if state.code in step.sources:
                continue
            case.status = state.code
            with pytest.raises(BrokenRule) as refused:
                move(case, step.code, by=by, at=NOW, reason=paths.WHY)
            assert refused.value.code == "wrong-state"
    assert snapshot(case) == before
