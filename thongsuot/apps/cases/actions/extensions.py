"""A later day: asked for in time with a reason, granted or refused, taken back; late asking let through."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge, permissions
from thongsuot.apps.cases.actions import clocks, stepping
from thongsuot.apps.cases.actions.doing import check_running, required
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case, Clock, Extension
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step, move, refusal

LIMIT = "extension-before-due"
ASK = Step("ask-extension", "", (), "", "cases.can_send")
"""What approval inside the organ is looked up by."""


def last_day(clock: Clock) -> date | None:
    """Until when an extension may be asked for; None where there is no due day."""
    if clock.due_on is None:
        return None
    return bridge.last_before(clock.due_on, bridge.limit(LIMIT, on=clock.started_on))


@transaction.atomic
def ask_extension(*, case: Case, clock: Clock, until: date, reason: str, by: User, at: datetime) -> Extension:
    """The lead asks for a later day. Raises `BrokenRule` when it is too late, and `NotAllowed`."""
    if not permissions.can_send(by, case):
        said = _("Chỉ cơ quan chủ trì xin được gia hạn.")
        raise refusal(by, said, lambda other: permissions.can_send(other, case))
    stepping.check_approval(case, ASK, by=by, at=at)
    check_running(case)
    _check(case, clock, until, timezone.localdate(at))
    why = required(case, reason)
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                case=case, clock=clock, asked_until=until, reason=reason.strip(), asked_at=at
            )
    except IntegrityError as error:
        raise BrokenRule(_("Đã có một đề nghị gia hạn đang chờ quyết định.")) from error
    told = {"extension": asked.uid, "until": until, "reason": why}
    amend(case, "extension-asked", by=by, at=at, payload=told)
    return asked


@transaction.atomic
def grant_extension(*, extension: Extension, until: date, reason: str, by: User, at: datetime) -> None:
    """The office lets it run until a day, the one asked for or another. Raises `BrokenRule` and `NotAllowed`."""
    case = extension.case
    move(extension, "grant", by=by, at=at, reason=reason, payload={"until": until})
    clocks.extend(clock=extension.clock, until=until, at=at, reason=reason)
    _decided(extension, at, decision=reason.strip(), granted_until=until)
    clocks.settle(case)
    amend(case, "extension-granted", by=by, at=at, payload={"extension": extension.uid, "until": until})


@transaction.atomic
def refuse_extension(*, extension: Extension, reason: str, by: User, at: datetime) -> None:
    """The due day stays. Raises `BrokenRule` without a reason, and `NotAllowed`."""
    why = required(extension.case, reason)
    move(extension, "refuse", by=by, at=at, reason=reason)
    _decided(extension, at, decision=reason.strip())
    told = {"extension": extension.uid, "reason": why}
    amend(extension.case, "extension-refused", by=by, at=at, payload=told)


@transaction.atomic
def take_back_extension(*, extension: Extension, by: User, at: datetime) -> None:
    """Whoever asked does not ask any more. Raises `BrokenRule` and `NotAllowed`."""
    move(extension, "take-back", by=by, at=at)
    amend(extension.case, "extension-taken-back", by=by, at=at, payload={"extension": extension.uid})


@transaction.atomic
def let_ask_late(*, case: Case, clock: Clock, reason: str, by: User, at: datetime) -> None:
    """The office lets the lead ask although it is late. Raises `BrokenRule` without a reason; `NotAllowed`."""
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được làm việc này.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))
    told: dict[str, object] = {"clock": clock.uid, "due_on": clock.due_on, "reason": required(case, reason)}
    amend(case, "late-asking-let", by=by, at=at, payload=told)


def _check(case: Case, clock: Clock, until: date, today: date) -> None:
    last = last_day(clock)
    if last is None or clock.due_on is None or not clock.is_running:
        raise BrokenRule(_("Việc này không có thời hạn đang tính, nên không cần gia hạn."), code="no-clock")
    if until <= max(clock.due_on, today):
        raise BrokenRule(_("Ngày xin gia hạn phải sau thời hạn đang có."), field="until")
    if today > last and not _may_ask_late(case, clock):
        said = _(
            "Đã quá ngày được xin gia hạn (ngày cuối %(day)s). Hãy đề nghị cơ quan giữ sổ cho xin muộn, có lý do."
        )
        raise BrokenRule(said % {"day": f"{last:%d/%m/%Y}"}, code="too-late")


def _may_ask_late(case: Case, clock: Clock) -> bool:
    rows = journal.of(case).filter(act="late-asking-let")
    now = str(clock.due_on)
    return any(row.payload["clock"] == str(clock.uid) and row.payload["due_on"] == now for row in rows)


def _decided(extension: Extension, at: datetime, **values: object) -> None:
    Extension.objects.filter(pk=extension.pk).update(decided_at=at, **values)
    for name, value in values.items():
        setattr(extension, name, value)
