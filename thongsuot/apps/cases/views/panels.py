"""What the page of a case shows of its register, of the officers who handle it, and of an emergency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import actions, permissions, queries
from thongsuot.apps.cases.forms import JoinForm, OfficeForm, OfficerForm, PublicForm, StepForm
from thongsuot.apps.cases.models import Answer, Assignment, Case, Confirmation
from thongsuot.apps.core.states import open_steps
from thongsuot.apps.organisations import queries as organisations


def of(request: HttpRequest, case: Case, organs: Iterable[Any]) -> dict[str, Any]:
    user: Any = request.user
    is_own = permissions.can_coordinate(user, case)
    return {
        "is_own": is_own,
        "opened_until": organisations.opened(user).get(case.uid),
        "chains": [rows for one in case.assignments.all() if (rows := queries.handings(one, for_=user))],
        "assignments": [(one, _officer_form(request, one)) for one in case.assignments.all()],
        "backs": [(one, _back_form(one)) for one in case.assignments.all() if _may_give_back(user, one)],
        **(_offices(case, organs) if is_own else {}),
    }


def back_ids(assignment: Assignment) -> str:
    return f"back{assignment.pk}_%s"


def _back_form(assignment: Assignment) -> StepForm:
    return StepForm(initial={"version": assignment.case.version}, auto_id=back_ids(assignment))


def _may_give_back(user: Any, assignment: Assignment) -> bool:
    """Whoever leads gives back by a step of the case."""
    is_lead = assignment.role == Assignment.Role.LEAD
    return not is_lead and any(step.code == "return" for step in open_steps(user, assignment))


NEW = ("raised", "screened", "noted", "drafted", "given")
"""Nothing is in a measure before it has a lead."""


@dataclass(frozen=True, slots=True)
class Round:
    """What was answered the nth time, and what each unit that asked said of it."""

    number: int
    answers: list[Answer]
    said: list[Confirmation]


def life(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Answers round by round, why it is due when it is, what it is tied to, until when it may be opened again."""
    user: Any = request.user
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    is_own = permissions.can_coordinate(user, case)
    until = None if case.is_open else actions.last_day(case)
    return {
        "rounds": _rounds(case),
        "releasing": {one.pk for one in case.answers.all() if _may_release(user, one)},
        "why_due": _why_due(case, today),
        "not_ours": case.not_ours.select_related("organisation", "believed") if case.returned else (),
        "measures": () if case.status in NEW else queries.measures_of(case),
        "public_words": (case.public_words or case.state.public) if is_own else "",
        "public_form": PublicForm(initial={"words": case.public_words}, auto_id="public_%s")
        if is_own
        else None,
        "join_form": JoinForm(user=user) if is_own else None,
        "reopen_until": until
        if any(row.code == "reopen" and case.status in row.sources for row in case.life_cycle.steps)
        else None,
        "is_too_late": bool(until and today > until),
        "may_raise": permissions.can_raise(user) and case.kind in actions.RAISED_BY_HAND,
        "reminders": queries.reminders_of(case),
        "may_remind": is_own and queries.waits_for_others(case),
    }


def _reopens(case: Case) -> bool:
    return any(row.code == "reopen" and case.status in row.sources for row in case.life_cycle.steps)


def _rounds(case: Case) -> list[Round]:
    answers, said = list(case.answers.all()), list(case.confirmations.all())
    numbers = sorted({one.round for one in answers} | {one.round for one in said})
    return [
        Round(n, [one for one in answers if one.round == n], [one for one in said if one.round == n])
        for n in numbers
    ]


def _may_release(user: Any, answer: Answer) -> bool:
    return answer.organisation_id is not None and permissions.can_release(user, answer)


def _why_due(case: Case, today: date) -> str:
    """The sentence of the clock that is due next."""
    running = [one for one in case.clocks.all() if one.is_running and one.due_on]
    first = min(running, key=lambda one: (one.due_on, one.pk), default=None)
    return queries.why_due(first, on=today) if first and case.is_open else ""


def _offices(case: Case, organs: Iterable[Any]) -> dict[str, Any]:
    """The forms that share the case with another office, and move it there; none where there is no other."""
    others = [office for office in organs if office.keeps_register and office.pk != case.register_id]
    shared = {office.pk for office in case.shared_with.all()}
    free = [office for office in others if office.pk not in shared]
    return {
        "share_form": office_form(case, "share", offices=free) if free else None,
        "move_form": office_form(case, "move", offices=others) if others else None,
    }


def office_form(case: Case, act: str, posted: Any = None, *, offices: Any = None) -> OfficeForm:
    choices = [(str(office.uid), office.name) for office in (offices or organisations.keepers())]
    return OfficeForm(posted, offices=choices, initial={"version": case.version}, auto_id=f"{act}_%s")


def _officer_form(request: HttpRequest, assignment: Assignment) -> OfficerForm | None:
    if not assignment.case.is_open or not permissions.can_hand_on(request.user, assignment):  # type: ignore[arg-type]
        return None
    return officer_form(request, assignment)


def officer_form(request: HttpRequest, assignment: Assignment, posted: Any = None) -> OfficerForm:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    officers = organisations.officers(assignment.organisation_id or 0, on=today)
    choices = [(str(one.uid), _said(one, assignment)) for one in officers]
    first = str(assignment.officer.uid) if assignment.officer else ""
    return OfficerForm(
        posted,
        officers=choices,
        initial={"version": assignment.version, "officer": first},
        auto_id=f"officer{assignment.pk}_%s",
    )


def _said(membership: Any, assignment: Assignment) -> str:
    """ "Nguyễn Văn A, Chuyên viên"; with the organ where it is one under the organ that was named."""
    post = membership.post
    facts = {"name": membership.person.name, "title": post.title, "organ": post.organisation.name}
    is_own = post.organisation_id == assignment.organisation_id
    return _("%(name)s, %(title)s") % facts if is_own else _("%(name)s, %(title)s, %(organ)s") % facts
