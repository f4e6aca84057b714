"""Whatever is appointed, ended, amended and stood in for, in whatever order: allowed exactly when a slow and obvious
judge of days allows it, and on every day the same people hold the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Membership, Person, Post, StandIn
from thongsuot.apps.organisations.tests.posts_held import by, person, post

pytestmark = pytest.mark.django_db
FIRST, DAYS, FOREVER = date(2025, 8, 1), 12, 40
"""Days are numbered from the first; what has no end lasts past every day that is looked at."""


@dataclass
class World:
    posts: list[Post] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    users: list[User] = field(default_factory=list)


@pytest.fixture
def world(settings: Any) -> World:
    """Four people with accounts; three posts, each with a role, of which one ends after ten days."""
    settings.PASSWORD_HASHERS = ["tests.cast.FewRounds"]
    made = World()
    shapes: tuple[dict[str, Any], ...] = (
        {"seats": 1},
        {"seats": 2, "fraction": Decimal("0.5")},
        {"seats": 2, "until": on(9)},
    )
    for number, (shape, role) in enumerate(zip(shapes, ("leader", "department", "keeper"), strict=True)):
        made.posts.append(post(f"Chức vụ {number}", **shape))
        actions.grant_role(post=made.posts[-1], role=role, since=cast.SINCE, **by())
    for number in range(4):
        made.people.append(person(f"Trần Văn {'ABCD'[number]}"))
        user = cast.accounts.open_account(login=f"nguoi-{number}", password=cast.PASSWORD, **by())
        actions.link_account(person=made.people[-1], user=user, **by())
        made.users.append(user)
    return made


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def until(number: int) -> date | None:
    return None if number == FOREVER else on(number)


@dataclass(frozen=True)
class Held:
    """A membership as the judge sees it: everything is a number."""

    key: int
    person: int
    post: int
    since: int
    until: int
    is_concurrent: bool = False


@dataclass(frozen=True)
class Lent:
    key: int
    held: int
    person: int
    since: int
    until: int


@dataclass
class Judge:
    """Looks at every day one by one."""

    world: World
    held: dict[int, Held] = field(default_factory=dict)
    lent: dict[int, Lent] = field(default_factory=dict)

    def on(self, day: int) -> list[Held]:
        return [row for row in self.held.values() if row.since <= day <= row.until]

    def allows(self, held: dict[int, Held], lent: dict[int, Lent]) -> bool:
        after = Judge(self.world, held, lent)
        return all(map(after._is_sound, held.values())) and all(map(after._is_day_sound, range(FOREVER + 1)))

    def _is_sound(self, row: Held) -> bool:
        last = self.world.posts[row.post].until
        return row.since <= row.until and (last is None or (row.until < FOREVER and on(row.until) <= last))

    def _is_day_sound(self, day: int) -> bool:
        rows = self.on(day)
        pairs = [(row.person, row.post) for row in rows]
        acting = [row for row in self.lent.values() if row.since <= day <= row.until]
        return (
            len(set(pairs)) == len(pairs)
            and all(sum(row.post == n for row in rows) <= p.seats for n, p in enumerate(self.world.posts))
            and all(self._time(rows, n) <= 1 for n in range(len(self.world.people)))
            and all(
                self.held[one.held] in rows and self.held[one.held].person != one.person for one in acting
            )
            and len({one.held for one in acting}) == len(acting)
        )

    def _time(self, rows: list[Held], who: int) -> Decimal:
        own = [row for row in rows if row.person == who and not row.is_concurrent]
        return sum((self.world.posts[row.post].fraction for row in own), Decimal(0))

    def roles(self, who: int, day: int) -> list[tuple[str, str]]:
        """(title, whom one stands in for) of every capacity."""
        rows = self.on(day)
        own = [(self.world.posts[row.post].title, "") for row in rows if row.person == who]
        acting = [one for one in self.lent.values() if one.person == who and one.since <= day <= one.until]
        for one in acting:
            row = self.held[one.held]
            own.append((self.world.posts[row.post].title, self.world.people[row.person].name))
        return sorted(own)


@dataclass
class Walk:
    """Takes each step with the actions and with the judge, who must agree."""

    world: World
    judge: Judge

    def take(self, act: str, one: int, two: int, since: int, length: int, flag: bool) -> bool:
        """Whether the step was allowed. `length` is in days; most days are counted from those of the row chosen."""
        keys = sorted(self.judge.held)
        if act != "appoint" and not keys:
            return False
        if act == "end":
            keys = sorted({lent.held for lent in self.judge.lent.values()}) or keys
        chosen = self.judge.held[keys[one % len(keys)]] if keys else None
        if act in ("end", "stand_in") and chosen:
            since = min(chosen.since + since % 4, DAYS)
        last = FOREVER if length == FOREVER else min(since + length, DAYS)
        step = getattr(self, act)
        return bool(step(chosen, one, two, since, last, flag))

    def appoint(self, _row: Any, one: int, two: int, since: int, last: int, flag: bool) -> bool:
        who, what = one % len(self.world.people), two % len(self.world.posts)
        new = Held(0, who, what, since, last, flag)
        legal = self.judge.allows(self.judge.held | {0: new}, self.judge.lent)
        made = self._try(
            legal,
            actions.appoint,
            person=self.world.people[who],
            post=self.world.posts[what],
            since=on(since),
            until=until(last),
            is_concurrent=flag,
        )
        if made:
            self.judge.held[made.pk] = replace(new, key=made.pk)
        return legal

    def end(self, row: Held, _one: int, _two: int, _since: int, last: int, _flag: bool) -> bool:
        last = min(last, DAYS)
        legal = row.since <= last <= row.until
        self._try(legal, actions.end_membership, membership=self._row(row), until=on(last))
        if legal:
            self.judge.held[row.key] = replace(row, until=last)
            own = [lent for lent in self.judge.lent.values() if lent.held == row.key]
            for lent in own:
                if lent.since > last:
                    del self.judge.lent[lent.key]
                else:
                    self.judge.lent[lent.key] = replace(lent, until=min(lent.until, last))
        return legal

    def amend(self, row: Held, _one: int, two: int, since: int, last: int, flag: bool) -> bool:
        shapes = ({"since": since}, {"until": last}, {"is_concurrent": flag}, {"since": since, "until": last})
        shape: dict[str, Any] = shapes[two % len(shapes)]
        new = replace(row, **shape)
        legal = self.judge.allows(self.judge.held | {row.key: new}, self.judge.lent)
        changes = {name: value if name == "is_concurrent" else until(value) for name, value in shape.items()}
        self._try(legal, actions.amend_membership, membership=self._row(row), **changes)
        if legal:
            self.judge.held[row.key] = new
        return legal

    def stand_in(self, row: Held, _one: int, two: int, since: int, last: int, _flag: bool) -> bool:
        last, who = min(last, DAYS), two % len(self.world.people)
        new = Lent(0, row.key, who, since, last)
        legal = since <= last and self.judge.allows(self.judge.held, self.judge.lent | {0: new})
        facts = {"since": on(since), "until": on(last), "reason": "Đi công tác"}
        made = self._try(
            legal, actions.stand_in, membership=self._row(row), person=self.world.people[who], **facts
        )
        if made:
            self.judge.lent[made.pk] = replace(new, key=made.pk)
        return legal

    def remove(self, row: Held, *_rest: Any) -> bool:
        actions.remove_membership(membership=self._row(row), reason="Ghi nhầm", **by())
        del self.judge.held[row.key]
        self.judge.lent = {key: one for key, one in self.judge.lent.items() if one.held != row.key}
        return True

    def _row(self, row: Held) -> Membership:
        return Membership.objects.get(pk=row.key)

    def _try(self, legal: bool, act: Any, **facts: Any) -> Any:
        try:
            made = act(**facts, **by())
        except BrokenRule as rule:
            assert not legal, f"{act.__name__} refused: {rule}"
            return None
        assert legal, f"{act.__name__} allowed"
        return made


steps = st.tuples(
    st.sampled_from(
        ["appoint"] * 4 + ["end", "amend", "amend", "stand_in", "stand_in", "stand_in", "remove"]
    ),
    st.integers(0, 11),
    st.integers(0, 11),
    st.integers(0, DAYS),
    st.sampled_from([*range(DAYS), *[FOREVER] * DAYS]),
    st.booleans(),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(walk=st.lists(steps, min_size=10, max_size=20))
def test_the_rules_hold_on_every_day_of_every_walk(world: World, walk: list[Any]) -> None:
    with transaction.atomic():
        judge = Judge(world)
        taken = Walk(world, judge)
        for step in walk:
            taken.take(*step)
        assert_same(judge)
        transaction.set_rollback(True)


def assert_same(judge: Judge) -> None:
    """The database and the judge know the same rows, the same capacities on every day, and sound journals."""
    rows = Membership.objects.values_list("pk", "since", "until")
    assert set(rows) == {(row.key, on(row.since), until(row.until)) for row in judge.held.values()}
    lent = StandIn.objects.values_list("pk", "since", "until")
    assert set(lent) == {(one.key, on(one.since), on(one.until)) for one in judge.lent.values()}
    for day in range(0, DAYS + 2, 2):
        for who, user in enumerate(judge.world.users):
            found = queries.capacities(user, on=on(day))
            assert sorted((one.title, one.stands_in_for) for one in found) == judge.roles(who, day)
    for row in Membership.objects.all():
        assert journal.verify("organisations.membership", row.uid) == []
        assert journal.of(row).count() == row.version
