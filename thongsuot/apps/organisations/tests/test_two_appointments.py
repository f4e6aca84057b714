"""Two people write at the same time: the last seat is given once, and nobody comes to two working times."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.db import connections

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Membership, Person
from thongsuot.apps.organisations.tests.posts_held import SINCE, TODAY, appoint, by, person, post

WRITERS = 4


def at_once(act: Callable[..., Any], facts: list[dict[str, Any]]) -> list[str]:
    """What each of several writers, who start together, is told: "" for done, or the code of the broken rule."""
    start, who = Barrier(len(facts)), by()

    def one(given: dict[str, Any]) -> str:
        try:
            start.wait()
            act(**given, **who)
        except BrokenRule as rule:
            return rule.code
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(facts)) as pool:
        return sorted(pool.map(one, facts))


def test_the_last_seat_is_given_once(committed: None) -> None:
    what = post(seats=2)
    appoint(person("Lê Văn Trước"), what)
    people = [person(f"Trần Văn {letter}") for letter in "ABCD"]
    told = at_once(actions.appoint, [{"person": who, "post": what, "since": SINCE} for who in people])
    assert told == ["", "seats", "seats", "seats"]
    assert queries.holders(what, on=TODAY).count() == 2


def test_one_working_time_is_given_once(committed: None) -> None:
    who, posts = person(), [post(f"Chức vụ {n}") for n in range(WRITERS)]
    told = at_once(actions.appoint, [{"person": who, "post": what, "since": SINCE} for what in posts])
    assert told == ["", *["second-full-time"] * (WRITERS - 1)]
    assert Membership.objects.count() == 1


def test_one_stands_in_at_a_time(committed: None) -> None:
    held = appoint(person(), post())
    usual = {"membership": held, "since": SINCE, "until": TODAY, "reason": "Đi công tác"}
    people = [person(f"Trần Văn {letter}") for letter in "ABCD"]
    told = at_once(actions.stand_in, [{**usual, "person": who} for who in people])
    assert told == ["", *["stood-in-already"] * (WRITERS - 1)]


def test_of_two_corrections_one_is_told_of_the_other(committed: None) -> None:
    held = appoint(person(), post())
    ends = [
        {"membership": Membership.objects.get(pk=held.pk), "until": TODAY - timedelta(days=n)}
        for n in range(2)
    ]
    assert at_once(actions.end_membership, ends) == ["", "stale"]
    assert Membership.objects.get().version == 2


def test_two_records_merge_once(committed: None) -> None:
    keep, drop = person("Trần Thị Lan"), person("Trần Thị Lân An")
    appoint(drop, post())
    pair = {"keep": keep, "drop": drop}
    assert at_once(actions.merge_people, [dict(pair), dict(pair)]) == ["", "stale"]
    assert Person.objects.get().memberships.count() == 1
