"""An organ's own tasks: given and checked by its head, seen by nobody outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases.actions import clocks
from thongsuot.apps.cases.actions.officers import hand_down
from thongsuot.apps.cases.actions.recording import Named, NewCase, record
from thongsuot.apps.cases.models import Case, Clock, Kind, Level
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership, Organisation


@transaction.atomic
def set_task(
    *,
    organisation: Organisation,
    text: str,
    topic: str,
    due_on: date | None,
    officer: Membership | None = None,
    of: Case | None = None,
    by: User,
    at: datetime,
) -> Case:
    """Give a task inside an organ. `of` is the task it is a part of, or a case that it serves: on the same thread.

    Raises `NotAllowed` for whoever does not head the organ, `BrokenRule` for a text, a day or a case that does not fit.
    """
    if organisation.pk not in organisations.scope(by, "cases.hand_on").organs:
        said = _("Chỉ người đứng đầu cơ quan giao việc nội bộ.")
        raise refusal(by, said, lambda other: _heads(other, organisation))
    _check_of(of, organisation)
    today = timezone.localdate(at)
    is_part = of is not None and of.kind == Kind.TASK
    new = NewCase(
        kind=Kind.TASK,
        topic=topic,
        text=text,
        raised_on=today,
        raised_by=organisation.name,
        assignees=(Named(organisation.name, "lead", organisation),),
        due_on=due_on,
        level=Level.LIMITED,
        parent=of if is_part else None,
        beside=of,
        organisation=organisation,
    )
    case = record(new=new, by=by, at=at)
    assignment = case.assignments.get()
    if due_on:
        clocks.start(case=case, kind=Clock.Kind.DOING, due_on=due_on, assignment=assignment, at=at)
    if officer:
        hand_down(assignment=assignment, officer=officer, by=by, at=at)
    return case


def _heads(user: User, organ: Organisation) -> bool:
    return organ.pk in organisations.scope(user, "cases.hand_on").organs


def _check_of(of: Case | None, organ: Organisation) -> None:
    if of is None:
        return
    if of.organisation_id != organ.pk and not of.assignments.filter(organisation=organ).exists():
        raise BrokenRule(_("Việc nội bộ chỉ thuộc nội dung đã giao cho cơ quan mình."), code="not-given")
    if not of.is_open:
        raise BrokenRule(_("Nội dung này đã khép, nên không giao thêm việc nội bộ."), code="wrong-state")
