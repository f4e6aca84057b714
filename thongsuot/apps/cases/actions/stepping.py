"""One way to take a step: the status, the clocks that the row names, and whoever it says is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases.actions import asking, clocks
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Clock, DirectStep
from thongsuot.apps.cases.states.parties import ASKER, LEAD, OFFICE
from thongsuot.apps.core import actions as core
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step, move
from thongsuot.apps.organisations import queries as organisations

WORKING_ROLES = ("head", "department", "commune", "coordinator")


@transaction.atomic
def take(
    case: Case,
    code: str,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
    due_on: date | None = None,
) -> None:
    """Take a step with everything its row says, in one transaction.

    `due_on` is the day of a clock that the row starts without a limit. Raises as `core.states.move` does, and
    `NotAllowed` for an officer of an organ whose approval this step needs.
    """
    step = case.life_cycle.step(code)
    check_approval(case, step, by=by, at=at)
    move(case, code, by=by, at=at, reason=reason, payload=payload)
    if step.stops:
        clocks.stop(case=case, kinds=step.stops, at=at)
    for name in step.starts:
        kind, _colon, limit = name.partition(":")
        if kind == Clock.Kind.CONFIRMING:
            asking.ask(case=case, limit=limit, at=at)
        elif limit or due_on:
            lead = _leads(case).first() if kind in _OF_LEAD else None
            day = None if limit else due_on
            clocks.start(case=case, kind=kind, limit=limit, due_on=day, assignment=lead, at=at)
        elif stopped := clocks.stopped(case, kind):
            clocks.run_on(clock=stopped, at=at)
    clocks.settle(case)
    _close(case, timezone.localdate(at) if case.state.is_final else None)
    tell(case, step, by=by, at=at)


_OF_LEAD = {Clock.Kind.ANSWERING, Clock.Kind.SCHEDULE, Clock.Kind.DOING, Clock.Kind.RECEIVING}


def take_step(*, case: Case, step: str, by: User, at: datetime, reason: str = "") -> None:
    """Take a step of the case's life cycle that needs nothing but a reason. Raises as `take` does."""
    if case.life_cycle.step(step).form:
        raise BrokenRule(_("Bước này cần thêm thông tin. Hãy dùng biểu mẫu của nó."), code="form-needed")
    take(case, step, by=by, at=at, reason=reason)


def check_approval(case: Case, step: Step, *, by: User, at: datetime) -> None:
    """Raises `NotAllowed` when this step of the organ must be approved and `by` may only draft it."""
    if step.who != "cases.can_send":
        return
    own = {one.organisation_id for one in _leads(case)}
    if own & set(organisations.scope(by, "cases.approve").organs):
        return
    working = own & set(organisations.scope(by, "cases.work").organs)
    today = timezone.localdate(at)
    direct = DirectStep.objects.filter(organisation__in=working, step=step.code, since__lte=today)
    if not direct.exists():
        raise NotAllowed(_("Bước này cần người có thẩm quyền trong cơ quan duyệt. Hãy trình duyệt."))


def tell(case: Case, step: Step, *, by: User, at: datetime) -> None:
    """A notice to the accounts of whom the row names, but never to who did it."""
    people = {user.pk: user for party in step.tells for user in accounts_of(case, party, at=at)}
    people.pop(by.pk, None)
    said = _("%(case)s: %(step)s. %(text)s") % {"case": case.number, "step": step.label, "text": case.short}
    core.tell(users=people.values(), text=said, url=reverse("cases:detail", args=[case.uid]), at=at)


def accounts_of(case: Case, party: str, *, at: datetime) -> list[User]:
    """The accounts that act on a case for a party: the office of its register, its lead, who asked."""
    today = timezone.localdate(at)
    if party == OFFICE:
        office = [case.register_id] if case.register_id else []
        return organisations.accounts_in_role(office, "coordinator", on=today)
    if party == LEAD:
        organs = [one.organisation_id for one in _leads(case) if one.organisation_id]
    elif party == ASKER:
        units = case.case_units.filter(role=CaseUnit.Role.RAISED).values_list("unit", flat=True)
        organs = list(organisations.of_units(list(units)).values_list("pk", flat=True))
        organs += [case.raising_organ_id] if case.raising_organ_id else []
    else:
        return []
    roles = ("commune", "head") if party == ASKER and not case.raising_organ_id else WORKING_ROLES
    return [one for role in roles for one in organisations.accounts_in_role(organs, role, on=today)]


def _leads(case: Case) -> QuerySet[Assignment]:
    """Asked of the database: an action may have named the lead a moment ago."""
    rows = case.assignments.filter(role=Assignment.Role.LEAD, organisation__isnull=False)
    return rows.exclude(status="returned")


def _close(case: Case, on: date | None) -> None:
    """Keep the day of an end; None for one that is open, again or still."""
    if case.closed_on != on:
        Case.objects.filter(pk=case.pk).update(closed_on=on)
        case.closed_on = on
