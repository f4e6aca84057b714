"""Inside an organ: what waits for approval, what was sent back, to whom a case was handed down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Assignment, Case, DirectStep, Draft, Handing
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

OF_LEAD, OF_ASKER = "cases.can_send", "cases.can_confirm"
"""Who takes a step that an organ sends out: who leads, or who asked."""


def outgoing() -> Mapping[str, object]:
    """Code -> word of every step that an organ sends out, and so may ask approval for."""
    rows = [step for cycle in states.BY_KIND.values() for step in cycle.steps]
    sent = {step.code: step.label for step in reversed(rows) if step.who in (OF_LEAD, OF_ASKER)}
    return {"raise": _("Nêu kiến nghị"), "ask-extension": _("Xin gia hạn")} | sent


def step_word(draft: Draft) -> object:
    """What a draft is to do, in a word."""
    return outgoing().get(draft.step, draft.step)


def to_approve(*, for_: User) -> models.QuerySet[Draft]:
    """What waits for this user's approval, the oldest first."""
    return _drafts().filter(
        status="submitted", organisation__in=organisations.scope(for_, "cases.approve").organs
    )


def own_drafts(*, for_: User) -> models.QuerySet[Draft]:
    """What this user drafted and is not sent yet, the oldest first."""
    return _drafts().filter(drafted_by=for_.pk, status__in=("submitted", "sent-back"))


def draft(uid: UUID, *, for_: User) -> Draft | None:
    """A draft of an organ in which this user works or approves."""
    reach = organisations.scope(for_, "cases.work").organs | organisations.scope(for_, "cases.approve").organs
    return _drafts().filter(uid=uid, organisation__in=reach).first()


def open_draft(case: Case, step: Step, *, for_: User) -> Draft | None:
    """The draft of this step that is not sent yet, in the organs in which this user works."""
    reach = organisations.scope(for_, "cases.work").organs
    rows = _drafts().filter(case=case, step=step.code, organisation__in=reach)
    return rows.filter(status__in=("submitted", "sent-back")).first()


def direct_steps(organ: Organisation) -> dict[str, DirectStep]:
    """Code -> since when the organ's officers send this step without approval."""
    return {one.step: one for one in DirectStep.objects.filter(organisation=organ).order_by("step")}


def handings(assignment: Assignment, *, for_: User) -> list[Handing]:
    """To whom an assignment was handed down, step by step; empty for everybody outside its organ."""
    if assignment.organisation_id not in organisations.scope(for_, "cases.view_limited").organs:
        return []
    rows = assignment.handings.select_related("organisation", "officer__person", "officer__post", "given_by")
    return list(rows.order_by("given_at", "pk"))


def to_hand_down(*, for_: User) -> models.QuerySet[Assignment]:
    """What was given to the organs of which this user hands down, and nobody in them holds; by organ and day."""
    organs = organisations.scope(for_, "cases.hand_on").organs
    open_now = [
        (kind, [one.code for one in cycle.states if not one.is_final])
        for kind, cycle in states.BY_KIND.items()
    ]
    ways = reduce(or_, (Q(case__kind=kind, case__status__in=codes) for kind, codes in open_now))
    rows = Assignment.objects.filter(ways, organisation__in=organs).exclude(status="returned")
    rows = rows.exclude(pk__in=Handing.objects.filter(ended_at=None).values("assignment"))
    return rows.filter(officer=None).select_related("case").order_by("organisation", "case__due_on", "pk")


def _drafts() -> models.QuerySet[Draft]:
    return Draft.objects.select_related("case", "organisation", "drafted_by__person").order_by(
        "drafted_at", "pk"
    )
