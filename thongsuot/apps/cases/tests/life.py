"""A recommendation led through its life for the tests: each act by who takes it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case, Clock, Reminder
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor

LEAD = "Sở Xây dựng"


def days_later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def head() -> User:
    """Who approves in the department that leads."""
    return cast.head(cast.organ(LEAD))


def fresh(case: Case, to: User | None = None) -> Case:
    found = queries.case(case.uid, for_=to or cast.coordinator())
    assert found is not None
    return found


def assigned(**changes: Any) -> Case:
    case = cast.case(**changes)
    actions.assign(case=case, organisation=cast.organ(LEAD), role="lead", by=cast.coordinator(), at=NOW)
    return fresh(case)


def given(result: str = "resolved", **more: Any) -> actions.Given:
    return actions.Given("Đã bố trí vốn và khởi công.", result, **more)


def answered(step: str = "resolve", result: str = "resolved", **changes: Any) -> Case:
    case = assigned(**changes)
    actions.answer_case(case=case, step=step, given=given(result), by=head(), at=NOW)
    return fresh(case)


def confirm(case: Case, by: User | None = None, at: datetime = NOW, step: str = "confirm") -> Case:
    actions.confirm(case=fresh(case), step=step, words="", by=by or cast.commune_officer(), at=at)
    return fresh(case)


def contest(case: Case, by: User | None = None, step: str = "contest") -> Case:
    why = "Tuyến đường chưa làm"
    actions.contest(case=fresh(case), step=step, reason=why, by=by or cast.commune_officer(), at=NOW)
    return fresh(case)


def decide(case: Case, step: str) -> Case:
    actions.decide(case=fresh(case), step=step, reason="Đã kiểm tra", by=cast.coordinator(), at=NOW)
    return fresh(case)


def remind(case: Case) -> None:
    """Every confirming clock of the case was reminded of once, as `actions` of reminders leave it."""
    for clock in Clock.objects.filter(case=case, kind=Clock.Kind.CONFIRMING):
        Reminder.objects.create(
            case=case, clock=clock, number=1, status="sent", reason="quá hạn", proposed_on=date(2025, 9, 1)
        )


def closed_unheard(case: Case, at: datetime) -> Case:
    actions.close_unheard(case=fresh(case), by=system_actor(), at=at)
    return fresh(case)
