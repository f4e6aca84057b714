"""Cases walk random legal ways while days pass: whoever acts, clocks, buckets, due days and the journal agree.

From wherever a walk leaves a case, the cast brings it to a real end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from tests.register import paths
from tests.register.test_ends import GIVING_UP
from thongsuot.apps.cases import actions, queries, states
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.core import journal
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step, open_steps

pytestmark = pytest.mark.django_db

ACTING = ("coordinator", "department-head", "commune", "other-commune", "other-department-head", "system")
EXAMPLES = 4
LONGEST = 9
NEVER_EARLIER = {"extend", "resume"}


@dataclass
class Walk:
    """One case, the people around it, and the moment it is now."""

    case: Case
    at: datetime = NOW
    people: dict[str, User] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def ways(self) -> list[tuple[str, Step]]:
        """Each open step with the first of the people who may take it now."""
        found: dict[str, tuple[str, Step]] = {}
        for name, user in self.people.items():
            for step in open_steps(user, self.case):
                if queries.may_fill_in(user, step, self.case):
                    found.setdefault(step.code, (name, step))
        return list(found.values())

    def take(self, name: str, step: Step) -> bool:
        try:
            paths.take(self.case, step, by=self.people[name], at=self.at)
        except BrokenRule:
            self.case = paths.fresh(self.case)
            return False
        self.taken.append(step.code)
        self.case = paths.fresh(self.case)
        return True


def beside(walk: Walk, choice: int) -> bool:
    """An act that moves days and no status: a later day asked and given, time suspended, a day mended."""
    case, office, lead = walk.case, walk.people["coordinator"], walk.people["department-head"]
    clock = case.clocks.filter(stopped_on=None, due_on__isnull=False).first()
    by_office: dict[str, Any] = {"by": office, "at": walk.at}
    acts: list[Callable[[], Any]] = [
        lambda: actions.suspend(case=case, reason=paths.WHY, **by_office),
        lambda: actions.resume(case=case, reason=paths.WHY, **by_office),
        lambda: actions.link(case=case, ref=actions.Ref("x", uuid4(), "x", "/x/"), **by_office),
        lambda: actions.block(case=case, reason=paths.WHY, by=lead, at=walk.at),
        lambda: actions.unblock(case=case, reason=paths.WHY, by=lead, at=walk.at),
    ]
    if clock:
        until = max(clock.due_on, walk.today) + timedelta(days=5 + choice)
        acts += [
            lambda: _extended(case, clock, until, lead, office, walk.at),
            lambda: actions.correct_date(case=case, clock=clock, due_on=until, reason=paths.WHY, **by_office),
        ]
    try:
        acts[choice % len(acts)]()
    except BrokenRule:
        walk.case = paths.fresh(case)
        return False
    walk.case = paths.fresh(case)
    return True


def _extended(case: Case, clock: Clock, until: date, lead: User, office: User, at: datetime) -> None:
    asked = actions.ask_extension(case=case, clock=clock, until=until, reason=paths.WHY, by=lead, at=at)
    actions.grant_extension(extension=asked, until=until, reason="", by=office, at=at)


def check(walk: Walk) -> None:
    """What must hold of every case on every day."""
    case, clocks = walk.case, list(walk.case.clocks.prefetch_related("events"))
    for clock in clocks:
        assert clock.due_on == queries.standing(clock, on=walk.today).due
        _check_days(clock)
    running = [clock.due_on for clock in clocks if clock.is_running and clock.due_on]
    if running or case.is_open:
        assert case.due_on == min(running, default=case.due_on if not clocks else None)
    assert case.is_open is (case.closed_on is None)
    rows = Case.objects.filter(pk__in=[case.pk, *case.children.values_list("pk", flat=True)])
    now = queries.buckets(rows, on=walk.today)
    assert now == queries.current_buckets(rows, on=walk.today) or not now.total()
    for day in (walk.today, NOW.date(), walk.today - timedelta(days=7)):
        counted = queries.buckets(rows, on=day)
        assert set(counted) <= set(Bucket)
        assert counted.total() == len(_counted(rows, day))


def _counted(rows: Iterable[Case], day: date) -> list[Case]:
    """Slowly: what is neither given up by that day nor done by its parts."""
    given_up = ("cancelled", "replaced", "merged", "withdrawn")
    return [
        case
        for case in rows
        if not (case.status in given_up and (case.closed_on is None or case.closed_on <= day))
        and not (case.kind == "directive" and case.children.exists())
    ]


def _check_days(clock: Clock) -> None:
    """What gives time never takes it; a clock does not stop before it starts."""
    days = [(event.kind, event.due_on) for event in clock.events.all()]
    for (_kind, before), (kind, after) in pairwise(days):
        if kind in NEVER_EARLIER and before and after:
            assert after >= before, days
    assert clock.stopped_on is None or clock.stopped_on >= clock.started_on


def check_journal(walk: Walk) -> None:
    for subject in (walk.case, *walk.case.assignments.all(), *walk.case.confirmations.all()):
        assert journal.verify(subject._meta.label_lower, subject.uid) == []
        last = journal.of(subject).first()
        assert subject.version == (last.seq if last else 0)


def bring_to_an_end(walk: Walk) -> None:
    """Nearest step first, never by giving it up."""
    for _turn in range(12):
        if not walk.case.is_open:
            return
        ahead = [one for one in walk.ways() if one[1].code not in GIVING_UP]
        ahead.sort(key=lambda one: distance(walk.case.life_cycle.code, one[1].target))
        assert any(walk.take(*one) for one in ahead), (walk.case.status, walk.taken)
    raise AssertionError(f"no end in sight: {walk.taken}")


def distance(kind: str, status: str) -> int:
    """Steps to the nearest real end."""
    cycle, ahead, seen = states.BY_KIND[kind], deque([(status, 0)]), {status}
    while ahead:
        now, far = ahead.popleft()
        if cycle.state(now).is_final:
            return far
        for step in cycle.steps:
            if now in step.sources and step.code not in GIVING_UP and step.target not in seen:
                seen.add(step.target)
                ahead.append((step.target, far + 1))
    return 99


MOVES = st.lists(st.tuples(st.integers(0, 30), st.sampled_from((0, 0, 1, 3, 12))), max_size=LONGEST)


@pytest.mark.parametrize("kind", sorted(states.BY_KIND))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_every_walk_keeps_its_days_and_comes_to_an_end(kind: str, moves: list[tuple[int, int]]) -> None:
    people = {name: paths.person(name) for name in ACTING}
    walk = Walk(paths.start(kind), people=people)
    for choice, days in moves:
        walk.at += timedelta(days=days)
        ways = walk.ways()
        if kind != "task" and (choice % 4 == 3 or not ways):
            beside(walk, choice)
        elif ways:
            walk.take(*ways[choice % len(ways)])
        check(walk)
    bring_to_an_end(walk)
    check(walk)
    check_journal(walk)
