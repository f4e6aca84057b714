"""Within an organ: to which of its officers the head hands what the organ was given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.models import Assignment
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership


@transaction.atomic
def hand_on(*, assignment: Assignment, membership: Membership | None, by: User, at: datetime) -> None:
    """Hand an assignment to an officer of the organ or of one under it; None takes it back.

    Raises `BrokenRule` for somebody who holds no such post today, `NotAllowed`, or `Stale`.
    """
    _check(assignment, membership, by, at)
    changed = Assignment.objects.filter(pk=assignment.pk, version=assignment.version)
    if not changed.update(officer=membership, version=F("version") + 1):
        raise Stale
    assignment.officer, assignment.version = membership, assignment.version + 1
    told = {"officer": membership and membership.uid}
    journal.write(assignment, "handed-on" if membership else "taken-back", by=by, at=at, payload=told)
    if membership and membership.person.user:
        said = _("%(head)s giao bạn thụ lý %(case)s.") % {
            "head": by.acting_as,
            "case": assignment.case.number,
        }
        url = reverse("cases:detail", args=[assignment.case.uid])
        core.tell(users=[membership.person.user], text=said, url=url, at=at)


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
