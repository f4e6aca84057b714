"""What one case's page asks."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models

from thongsuot.apps.cases import permissions, states
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.queries.register import cases
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.states import Step, may, open_steps, resolve


def steps(case: Case, *, for_: User) -> list[Step]:
    """The steps to offer as plain buttons: open, allowed, not refused by their guard, without a form of their own."""
    plain = (step for step in open_steps(for_, case) if not step.form)
    return [step for step in plain if not step.guard or resolve(step.guard, "queries")(case)]


def form_steps(case: Case, *, for_: User) -> list[Step]:
    """The open steps that ask for more than a reason and that this user takes, or drafts for who approves.

    Receiving has a button of its own.
    """
    return [
        step
        for step in case.life_cycle.steps
        if step.form not in ("", "receive") and case.status in step.sources and may_fill_in(for_, step, case)
    ]


def aside_steps(case: Case, *, for_: User) -> list[Step]:
    """The acts beside the status that this user may fill in now."""
    open_ones = (step for step in states.ASIDE if case.status in step.sources)
    mine = (step for step in open_ones if may_fill_in(for_, step, case))
    return [step for step in mine if not step.guard or resolve(step.guard, "queries")(case)]


def step_of(case: Case, code: str) -> Step:
    """The step of the life cycle, or the act beside it, of this code. Raises `BrokenRule` for none."""
    return next((step for step in states.ASIDE if step.code == code), None) or case.life_cycle.step(code)


def may_fill_in(user: User, step: Step, case: Case) -> bool:
    """Whether this user takes the step, or works in the organ that sends it and drafts it there."""
    if step.who == "cases.can_send" and permissions.can_work(user, case):
        return True
    if step.who == "cases.can_confirm":
        return is_waited_for(user, case)
    return may(user, step, case)


def is_waited_for(user: User, case: Case) -> bool:
    """Whether a unit of this user has yet to say something of the answer of this round."""
    asked = (one for one in case.confirmations.all() if one.round == case.round and one.status == "waiting")
    return any(permissions.can_say(user, one) for one in asked)


def history(case: Case) -> models.QuerySet[JournalEntry]:
    """What happened to a case, to its assignments and to what each who asked said, oldest first."""
    beside = (*case.assignments.all(), *case.confirmations.all())
    rows = (journal.of(subject) for subject in (case, *beside))
    return reduce(or_, rows).order_by("at", "pk")


def since(case: Case, version: int) -> models.QuerySet[JournalEntry]:
    """What happened to the case itself after it stood at `version`."""
    return journal.of(case).filter(seq__gt=version).order_by("seq")


def beside(case: Case, *, for_: User) -> models.QuerySet[Case]:
    """The other cases on the same thread."""
    return cases(for_=for_).filter(thread_id=case.thread_id).exclude(pk=case.pk).order_by("raised_on", "pk")
