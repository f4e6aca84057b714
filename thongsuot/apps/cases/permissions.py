"""Who may do what with a case. `subject` is a case unless said otherwise; None asks whether there is any."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.cases.models import Case, DirectStep
from thongsuot.apps.core.models import SYSTEM_LOGIN, User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.view")


def can_coordinate(user: User, subject: Any = None) -> bool:
    """Only the office that keeps its register."""
    reach = organisations.scope(user, "cases.coordinate")
    return bool(reach) if subject is None else subject.register_id in reach.registers


def can_issue(user: User, subject: Any = None) -> bool:
    """A directive to leads that are named; time issues the next instance of one that recurs."""
    if subject is not None and user.login == SYSTEM_LOGIN:
        return subject.parent is not None and hasattr(subject.parent, "recurrence")
    return can_coordinate(user, subject) and (subject is None or not _is_for_many(subject))


def can_issue_to_many(user: User, subject: Any = None) -> bool:
    """A directive to a class of bodies, or one that recurs: what is done are its children."""
    return can_coordinate(user, subject) and (subject is None or _is_for_many(subject))


def can_raise(user: User, subject: Any = None) -> bool:
    """Enter a recommendation, difficulty or commitment; `subject` is a unit's or an organ's key."""
    return organisations.may(user, "cases.raise")


def can_work(user: User, subject: Any = None) -> bool:
    """Work on what was given to one's organ as lead: receive, start, draft."""
    return _of_lead(user, "cases.work", subject)


def can_send(user: User, subject: Any = None) -> bool:
    """Send an outgoing step of the lead: who approves there, or who works there when approval is switched off."""
    return _of_lead(user, "cases.approve", subject) or (subject is not None and _is_direct(user, subject))


def can_send_of(user: User, subject: Any = None) -> bool:
    """`subject` hangs on a case."""
    return can_send(user, subject and subject.case)


def can_receive(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: only its own organ takes it up."""
    return _is_given(user, "cases.receive", subject)


def can_return(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment."""
    return _is_given(user, "cases.approve", subject) or _is_given(user, "cases.work", subject)


def can_name(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: the office that keeps the register names it again."""
    return can_coordinate(user, subject and subject.case)


def can_hand_on(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: the head of its organ hands it down, or of a division that holds it."""
    return _is_given(user, "cases.hand_on", subject) or (subject is not None and _holds(user, subject))


def is_its_head(user: User, subject: Any) -> bool:
    """`subject` is an assignment: whether this user heads the organ that was named, not a division of it."""
    return _is_given(user, "cases.hand_on", subject)


def can_confirm(user: User, subject: Any = None) -> bool:
    """For one of the units that asked; for an asker that is no unit, the organ that raised it, or the office."""
    if subject is None:
        return organisations.may(user, "cases.confirm")
    return any(can_say(user, one) for one in subject.confirmations.all() if one.round == subject.round)


def can_say(user: User, subject: Any = None) -> bool:
    """`subject` is a confirmation."""
    if subject is None:
        return can_confirm(user)
    if subject.unit_id is None:
        organs = organisations.scope(user, "cases.raise").organs
        return subject.case.raising_organ_id in organs or can_coordinate(user, subject.case)
    return subject.unit_id in organisations.scope(user, "cases.confirm").units


def can_decide(user: User, subject: Any = None) -> bool:
    """`subject` hangs on a case, or on a clock of one: the office that keeps the register decides."""
    if subject is None:
        return can_coordinate(user)
    return can_coordinate(user, subject.case if hasattr(subject, "case") else subject.clock.case)


def can_close_unheard(user: User, subject: Any = None) -> bool:
    """Time closes it, by the rule; or the office does."""
    return user.login == SYSTEM_LOGIN or can_coordinate(user, subject)


def can_close_unheard_of(user: User, subject: Any = None) -> bool:
    """`subject` is a confirmation."""
    return can_close_unheard(user, subject and subject.case)


def can_reopen(user: User, subject: Any = None) -> bool:
    """The office that keeps the register, or a unit or an organ that asked."""
    if subject is None or can_coordinate(user, subject):
        return can_coordinate(user, subject) or organisations.may(user, "cases.confirm")
    if (
        subject.raising_organ_id
        and subject.raising_organ_id in organisations.scope(user, "cases.raise").organs
    ):
        return True
    reach = organisations.scope(user, "cases.confirm").units
    return bool(subject.case_units.filter(role="raised", unit__in=reach).exists())


def can_coordinate_measure(user: User, subject: Any = None) -> bool:
    """`subject` is a measure."""
    return can_coordinate(user, subject)


def can_answer_measure(user: User, subject: Any = None) -> bool:
    """`subject` is a measure: who approves in its leading organ."""
    reach = organisations.scope(user, "cases.approve")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_report_measure(user: User, subject: Any = None) -> bool:
    """`subject` is a measure: its leading organ, or the office that keeps it."""
    reach = organisations.scope(user, "cases.work")
    if subject is None:
        return bool(reach) or can_coordinate(user)
    return subject.organisation_id in reach.organs or can_coordinate(user, subject)


def registers_of(user: User) -> frozenset[int]:
    """Keys of the offices in whose registers this user acts."""
    return organisations.scope(user, "cases.coordinate").registers


def can_release(user: User, subject: Any = None) -> bool:
    """`subject` is an answer: who approves in the organ that gave it lets all communes read it."""
    reach = organisations.scope(user, "cases.approve")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_run_task(user: User, subject: Any = None) -> bool:
    """Give and check an organ's own tasks; `subject` is a task."""
    reach = organisations.scope(user, "cases.hand_on")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_do_task(user: User, subject: Any = None) -> bool:
    reach = organisations.scope(user, "cases.work")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_approve(user: User, subject: Any = None) -> bool:
    """`subject` is a draft."""
    reach = organisations.scope(user, "cases.approve")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_submit(user: User, subject: Any = None) -> bool:
    """`subject` is a draft."""
    reach = organisations.scope(user, "cases.work")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs


def can_comment(user: User, subject: Any = None) -> bool:
    """Who sees the case, unless only by an emergency."""
    return can_view(user) and (subject is None or subject.uid not in organisations.opened(user))


def can_attach(user: User, subject: Any = None) -> bool:
    """The office that keeps the register, who asked, and who was given the case."""
    if subject is None or can_coordinate(user, subject):
        return can_coordinate(user, subject) or organisations.may(user, "cases.receive")
    work, say = organisations.scope(user, "cases.work"), organisations.scope(user, "cases.confirm")
    approve, ask = organisations.scope(user, "cases.approve"), organisations.scope(user, "cases.raise")
    return bool(_organs_of(subject) & (work.organs | approve.organs | ask.organs)) or bool(
        _units_of(subject) & say.units
    )


def has_part(user: User, subject: Any) -> bool:
    """Whether somebody reads a case as its office, as who asked, or as who was given it."""
    reach = organisations.scope(user, "cases.view")
    if subject.register_id in organisations.scope(user, "cases.view_limited").registers:
        return True
    return bool(_organs_of(subject) & reach.organs) or bool(_units_of(subject) & reach.units)


def _organs_of(case: Case) -> set[int]:
    given = {one.organisation_id for one in case.assignments.all() if one.organisation_id}
    return given | ({case.raising_organ_id} if case.raising_organ_id else set())


def _units_of(case: Case) -> set[int]:
    return {one.unit_id for one in case.case_units.all()}


def can_open_in_emergency(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.open_in_emergency")


def _is_for_many(case: Case) -> bool:
    return bool(case.bodies) or hasattr(case, "recurrence")


def _is_given(user: User, action: str, assignment: Any) -> bool:
    reach = organisations.scope(user, action)
    return bool(reach) if assignment is None else assignment.organisation_id in reach.organs


def _holds(user: User, assignment: Any) -> bool:
    organs = organisations.scope(user, "cases.hand_on").organs
    rows = assignment.handings.filter(ended_at=None, officer=None, organisation__in=organs)
    return bool(organs) and bool(rows.exists())


def _of_lead(user: User, action: str, case: Case | None) -> bool:
    reach = organisations.scope(user, action)
    return bool(reach) if case is None else bool(_leading(case) & set(reach.organs))


def _leading(case: Case) -> set[int]:
    return {one.organisation_id for one in case.leads if one.organisation_id and one.status != "returned"}


def _is_direct(user: User, case: Case) -> bool:
    """Whether this user's organ, as lead of the case, sends some step without approval.

    Which step it is, `cases.actions.drafts` asks before it acts.
    """
    own = _leading(case) & set(organisations.scope(user, "cases.work").organs)
    return DirectStep.objects.filter(organisation__in=own).exists()
