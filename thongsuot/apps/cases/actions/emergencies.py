"""Opening a case that is out of one's reach, in an emergency."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions, queries
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words
from thongsuot.apps.organisations import actions as organisations


@transaction.atomic
def open_in_emergency(*, number: str, reason: str, by: User, at: datetime) -> Case:
    """Open a case by its number for some hours; one that is within reach needs no opening.

    Raises `NotAllowed` before anything is looked up, `BrokenRule` for an unknown number and as `break_glass` does.
    """
    if not permissions.can_open_in_emergency(by):
        said = _("Vai trò của bạn không được mở khẩn cấp.")
        raise refusal(by, said, permissions.can_open_in_emergency)
    number = nfc(number).strip().upper()
    if standing := queries.cases(for_=by).filter(number=number).first():
        return standing
    case = Case.objects.select_related("register").filter(number=number).first()
    if case is None:
        raise BrokenRule(_("Không có nội dung nào mang số này. Hãy kiểm tra lại số."), field="number")
    opened = organisations.break_glass(
        subject=case,
        label=case.number,
        url=reverse("cases:detail", args=[case.uid]),
        owner=case.register,
        reason=reason,
        by=by,
        at=at,
    )
    told = {"reason": Words(case.uid, opened.reason), "until": opened.closes_at}
    amend(case, "opened-in-emergency", by=by, at=at, payload=told)
    return case
