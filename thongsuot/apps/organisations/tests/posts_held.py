"""Invented people and the posts that they are appointed to, made through the actions, and what these refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import NOW
from tests import cast
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Membership, Person, Post, StandIn

SINCE, TODAY = cast.SINCE, date(2025, 8, 22)


def by() -> dict[str, Any]:
    """Who writes, and when."""
    return {"by": system_actor(), "at": NOW}


def post(title: str = "Chuyên viên", *, organ: str = "Sở Nội vụ", **facts: Any) -> Post:
    """A post of a department, of one seat and one working time from 1/7/2025 unless told otherwise."""
    return actions.open_post(organisation=cast.organ(organ), title=title, **{"since": SINCE, **facts, **by()})


def person(name: str = "Trần Thị Lan") -> Person:
    return actions.enter_person(name=name, **by())


def appoint(who: Person, what: Post, since: date = SINCE, **facts: Any) -> Membership:
    return actions.appoint(person=who, post=what, since=since, **facts, **by())


def stand_in(held: Membership, who: Person, since: date, until: date, **facts: Any) -> StandIn:
    given = {"reason": "Đi công tác", **facts, **by()}
    return actions.stand_in(membership=held, person=who, since=since, until=until, **given)


def refusal(act: Any, /, **facts: Any) -> BrokenRule:
    """The rule that this act, taken by the system, breaks."""
    try:
        act(**facts, **by())
    except BrokenRule as rule:
        return rule
    raise AssertionError(f"{act.__name__} was not refused")
