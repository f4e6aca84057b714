"""What the doer says against a bucket, and what the office says to it; both stand beside the bucket."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.doing import required
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case, Clock, Objection
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move, refusal


@transaction.atomic
def object_to(*, case: Case, clock: Clock, kind: str, text: str, by: User, at: datetime) -> Objection:
    """Late for an objective cause, a wrong date, or done after all. Raises `BrokenRule` and `NotAllowed`."""
    if not permissions.can_work(by, case):
        said = _("Chỉ cơ quan chủ trì nêu được ý kiến về thời hạn.")
        raise refusal(by, said, lambda other: permissions.can_work(other, case))
    if kind not in Objection.Kind.values:
        raise BrokenRule(_("Hãy chọn loại ý kiến."), field="kind")
    if clock.objections.filter(kind=kind, status="raised").exists():
        raise BrokenRule(_("Ý kiến này đang chờ nơi giao trả lời."), field="kind")
    words = required(case, text, field="text")
    made = Objection.objects.create(clock=clock, kind=kind, text=text.strip(), at=at)
    amend(case, "objected", by=by, at=at, payload={"objection": made.uid, "kind": kind, "reason": words})
    return made


@transaction.atomic
def decide_objection(*, objection: Objection, step: str, reason: str, by: User, at: datetime) -> None:
    """Accept or reject it; the bucket stays what the days say. Raises as `core.states.move` does."""
    case = objection.clock.case
    why = required(case, reason)
    move(objection, step, by=by, at=at, reason=reason)
    Objection.objects.filter(pk=objection.pk).update(decision=reason.strip())
    objection.decision = reason.strip()
    told = {"objection": objection.uid, "to": objection.status, "reason": why}
    amend(case, "objection-decided", by=by, at=at, payload=told)
