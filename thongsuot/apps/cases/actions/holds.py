"""Beside the status: the doer is blocked, the giver suspends the work and its clocks; both end again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions import clocks
from thongsuot.apps.cases.actions.doing import check_running, required
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case, Clock, Hold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal


@transaction.atomic
def block(*, case: Case, reason: str, by: User, at: datetime) -> Hold:
    """The lead says what it is stuck at; its clock runs on. Raises `BrokenRule` and `NotAllowed`."""
    _check_lead(case, by)
    check_running(case)
    return _hold(case, Hold.Kind.BLOCKED, reason, by, at)


@transaction.atomic
def unblock(*, case: Case, reason: str, by: User, at: datetime) -> None:
    """The lead goes on. Raises `BrokenRule` and `NotAllowed`."""
    _check_lead(case, by)
    _end(case, Hold.Kind.BLOCKED, reason, by, at)


@transaction.atomic
def suspend(*, case: Case, reason: str, by: User, at: datetime) -> Hold:
    """The office suspends the work: every running clock stands still. Raises `BrokenRule` and `NotAllowed`."""
    _check_office(case, by)
    check_running(case)
    for clock in case.clocks.filter(stopped_on=None, suspended_on=None):
        clocks.suspend(clock=clock, at=at, reason=reason)
    return _hold(case, Hold.Kind.SUSPENDED, reason, by, at)


@transaction.atomic
def resume(*, case: Case, reason: str, by: User, at: datetime) -> None:
    """The work goes on, its due day moved by the days that were lost. Raises `BrokenRule` and `NotAllowed`."""
    _check_office(case, by)
    for clock in case.clocks.filter(stopped_on=None, suspended_on__isnull=False):
        clocks.resume(clock=clock, at=at, reason=reason)
    _end(case, Hold.Kind.SUSPENDED, reason, by, at)


@transaction.atomic
def correct_date(*, case: Case, clock: Clock, due_on: date, reason: str, by: User, at: datetime) -> None:
    """The office mends a due day that was written wrongly; past days show both. Raises `BrokenRule`, `NotAllowed`."""
    _check_office(case, by)
    if clock.due_on == due_on or due_on < clock.started_on:
        raise BrokenRule(_("Hãy ghi ngày khác thời hạn đang có và không trước ngày bắt đầu."), field="due_on")
    why = required(case, reason)
    before = clock.due_on
    clocks.correct(clock=clock, due_on=due_on, at=at, reason=reason)
    told: dict[str, object] = {"clock": clock.uid, "before": before, "due_on": due_on, "reason": why}
    amend(case, "date-corrected", by=by, at=at, payload=told)


def _hold(case: Case, kind: str, reason: str, by: User, at: datetime) -> Hold:
    why = required(case, reason)
    today = timezone.localdate(at)
    try:
        with transaction.atomic():
            made = Hold.objects.create(
                case=case, kind=kind, since=today, reason=reason.strip(), recorded_at=at
            )
    except IntegrityError as error:
        raise BrokenRule(_("Việc này đã được ghi rồi. Hãy tải lại trang."), code="wrong-state") from error
    amend(case, kind, by=by, at=at, payload={"reason": why})
    return made


def _end(case: Case, kind: str, reason: str, by: User, at: datetime) -> None:
    open_one = case.holds.filter(kind=kind, until=None)
    if not open_one.update(until=timezone.localdate(at)):
        raise BrokenRule(_("Việc này đã thôi rồi. Hãy tải lại trang."), code="wrong-state")
    amend(case, f"{kind}-ended", by=by, at=at, payload={"reason": required(case, reason)})


def _check_lead(case: Case, by: User) -> None:
    if not permissions.can_work(by, case):
        said = _("Chỉ cơ quan chủ trì ghi được việc này.")
        raise refusal(by, said, lambda other: permissions.can_work(other, case))


def _check_office(case: Case, by: User) -> None:
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được làm việc này.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))
