"""Within an organ: to which of its officers the head hands what the organ was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import refuse_secret
from thongsuot.apps.cases.models import Assignment, Handing
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership, Organisation


@transaction.atomic
def hand_on(*, assignment: Assignment, membership: Membership | None, by: User, at: datetime) -> None:
    """Hand an assignment to an officer of the organ or of one under it; None takes it back.

    Raises `BrokenRule` for somebody who holds no such post today, `NotAllowed`, or `Stale`.
    """
    if membership:
        hand_down(assignment=assignment, officer=membership, by=by, at=at)
        return
    _check(assignment, None, by, at)
    assignment.handings.filter(ended_at=None).update(ended_at=at)
    _set_officer(assignment, None, by, at)


@transaction.atomic
def hand_down(
    *,
    assignment: Assignment,
    division: Organisation | None = None,
    officer: Membership | None = None,
    instruction: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> Handing:
    """One step down: to a division of the organ, or to an officer, with words and a day that only the organ sees.

    The head hands anew; the head of a division hands on what the division holds. Raises `BrokenRule` for neither or
    both, an organ or a post that is not under it, or a day past the case's own; `NotAllowed`, or `Stale`.
    """
    _check(assignment, officer, by, at)
    _check_division(assignment, division, officer)
    _check_day(assignment, due_on, timezone.localdate(at))
    refuse_secret(instruction, field="instruction")
    open_ones = assignment.handings.filter(ended_at=None)
    if not permissions.is_its_head(by, assignment):
        open_ones = open_ones.exclude(officer=None)
    open_ones.update(ended_at=at)
    kept = Handing.objects.create(
        assignment=assignment,
        organisation=officer.post.organisation if officer else division,
        officer=officer,
        instruction=nfc(instruction).strip(),
        due_on=due_on,
        given_by=by,
        given_at=at,
    )
    told = {"instruction": Words(assignment.case.uid, kept.instruction)} if kept.instruction else {}
    journal.write(kept, "handed-down", by=by, at=at, payload=told | {"due_on": due_on})
    _set_officer(assignment, officer, by, at)
    _tell(assignment, kept, by, at)
    return kept


@transaction.atomic
def hand_down_many(
    *,
    assignments: Sequence[Assignment],
    division: Organisation | None = None,
    officer: Membership | None = None,
    instruction: str = "",
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> list[Handing]:
    """Several at once, all or none. Raises as `hand_down` does, naming the case."""
    return [
        hand_down(
            assignment=one,
            division=division,
            officer=officer,
            instruction=instruction,
            due_on=due_on,
            by=by,
            at=at,
        )
        for one in assignments
    ]


def _set_officer(assignment: Assignment, officer: Membership | None, by: User, at: datetime) -> None:
    """The officer that the register names: whom the last handing names. Raises `Stale`."""
    changed = Assignment.objects.filter(pk=assignment.pk, version=assignment.version)
    if not changed.update(officer=officer, version=F("version") + 1):
        raise Stale
    was, assignment.officer, assignment.version = assignment.officer, officer, assignment.version + 1
    if officer or was:
        act = "handed-on" if officer else "taken-back"
        journal.write(assignment, act, by=by, at=at, payload={"officer": officer and officer.uid})


def _tell(assignment: Assignment, handing: Handing, by: User, at: datetime) -> None:
    people = []
    if handing.officer and handing.officer.person.user:
        people = [handing.officer.person.user]
    elif handing.organisation_id and not handing.officer:
        people = organisations.accounts_in_role([handing.organisation_id], "head", on=timezone.localdate(at))
    said = _("%(head)s giao bạn thụ lý %(case)s.") % {"head": by.acting_as, "case": assignment.case.number}
    url = reverse("cases:detail", args=[assignment.case.uid])
    core.tell(users=people, text=said, url=url, at=at)


def _check_division(
    assignment: Assignment, division: Organisation | None, officer: Membership | None
) -> None:
    if (division is None) == (officer is None):
        raise BrokenRule(_("Hãy chọn một bộ phận hoặc một cán bộ."), field="to")
    if division and division.pk not in organisations.organs_under(assignment.organisation_id or 0):
        raise BrokenRule(_("Bộ phận này không thuộc cơ quan được giao."), field="to")


def _check_day(assignment: Assignment, due_on: date | None, today: date) -> None:
    last = assignment.case.due_on
    if due_on and due_on < today:
        raise BrokenRule(_("Thời hạn nội bộ không thể trước hôm nay."), field="due_on")
    if due_on and last and due_on > last:
        raise BrokenRule(_("Thời hạn nội bộ không thể sau thời hạn của nội dung."), field="due_on")


def _check(assignment: Assignment, membership: Membership | None, by: User, at: datetime) -> None:
    if not permissions.can_hand_on(by, assignment):
        said = _("Chỉ người đứng đầu cơ quan được giao mới giao tiếp cho cán bộ thụ lý.")
        raise refusal(by, said, lambda other: permissions.can_hand_on(other, assignment))
    if not assignment.case.is_open:
        raise BrokenRule(_("Nội dung đã rút khỏi sổ nên không giao cho cán bộ được."), code="wrong-state")
    if membership is None:
        return
    organ, today = assignment.organisation_id or 0, timezone.localdate(at)
    if not organisations.officers(organ, on=today).filter(pk=membership.pk).exists():
        said = _("Người này hôm nay không giữ chức vụ nào trong cơ quan. Hãy tải lại trang rồi chọn lại.")
        raise BrokenRule(said, field="officer")
