"""Opening a closed case again within its window; after it, or instead, raising it again as a new one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.actions import confirming, stepping
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User

WINDOW = "reopen-window"


def last_day(case: Case) -> date | None:
    """Until when a closed case may be opened again; None for one that is open."""
    if case.closed_on is None:
        return None
    return bridge.due(case.closed_on, bridge.limit(WINDOW, on=case.closed_on))


@transaction.atomic
def reopen(*, case: Case, step: str, reason: str, by: User, at: datetime, due_on: date | None = None) -> None:
    """Open a closed case again, in its next round; `due_on` where the step starts a clock without a limit.

    Raises `BrokenRule` after its window, and as `stepping.take` does.
    """
    last = last_day(case)
    if last and timezone.localdate(at) > last:
        said = _(
            "Đã quá hạn mở lại (hạn cuối %(day)s). Hãy nêu lại thành nội dung mới; sổ vẫn nối với nội dung này."
        )
        raise BrokenRule(said % {"day": f"{last:%d/%m/%Y}"}, code="too-late")
    if due_on and due_on < timezone.localdate(at):
        raise BrokenRule(_("Thời hạn không thể trước hôm nay."), field="due_on")
    confirming.next_round(case)
    stepping.take(case, step, by=by, at=at, reason=reason, due_on=due_on)
