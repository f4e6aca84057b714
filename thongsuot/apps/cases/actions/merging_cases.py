"""A recommendation that another one says already goes into it, with the units that asked; and comes out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.recording import ANSWERABLE, amend
from thongsuot.apps.cases.models import Case, CaseUnit
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal

TAKES_MORE = ("raised", "screened", "assigned", "seen", "returned", "scheduled", "forwarded")
"""Until it is answered, a case takes up others that say the same."""


@transaction.atomic
def merge(*, case: Case, step: str, target: Case, by: User, at: datetime) -> None:
    """Put a case into another of the same register; its askers become askers of that one.

    Raises `BrokenRule` for a target that is itself, is of another kind or is answered already; `NotAllowed`.
    """
    _check(case, target, by)
    added = _add(target, case.case_units.filter(role=CaseUnit.Role.RAISED))
    Case.objects.filter(pk=case.pk).update(merged_into=target)
    case.merged_into = target
    told = {"into": target.uid, "number": target.number, "added": added}
    stepping.take(case, step, by=by, at=at, payload=told)
    amend(target, "took-in", by=by, at=at, payload={"case": case.uid, "number": case.number})


@transaction.atomic
def unmerge(*, case: Case, step: str, reason: str, by: User, at: datetime) -> None:
    """Take a case out again; units that only it brought do not ask there any more.

    Raises `BrokenRule` when the other one is answered, and as `stepping.take` does.
    """
    target = case.merged_into
    if target is None or target.status not in TAKES_MORE:
        raise BrokenRule(_("Đầu việc kia đã được trả lời, nên không tách ra được nữa. Hãy nêu lại nếu cần."))
    check_own(target, by)
    _remove(target, case)
    Case.objects.filter(pk=case.pk).update(merged_into=None, closed_on=None)
    case.merged_into, case.closed_on = None, None
    stepping.take(case, step, by=by, at=at, reason=reason, payload={"from-case": target.uid})
    amend(target, "gave-back", by=by, at=at, payload={"case": case.uid, "number": case.number})


def check_own(case: Case, by: User) -> None:
    """Raises `NotAllowed` in another office's register."""
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được làm việc này.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))


def _check(case: Case, target: Case, by: User) -> None:
    check_own(target, by)
    if target.pk == case.pk or target.kind not in ANSWERABLE:
        raise BrokenRule(_("Hãy chọn một kiến nghị hoặc khó khăn khác trong sổ của bạn."), field="target")
    if target.status not in TAKES_MORE:
        words = {"number": target.number, "now": target.state.label}
        said = _(
            "%(number)s đang ở bước “%(now)s” nên không nhận thêm nơi kiến nghị. Hãy chọn đầu việc khác."
        )
        raise BrokenRule(said % words, field="target")
    if case.level != target.level:
        said = _("Hai đầu việc có mức phổ biến khác nhau. Hãy đặt cùng mức phổ biến trước khi nhập.")
        raise BrokenRule(said, field="target")


def _add(target: Case, rows: Iterable[CaseUnit]) -> list[UUID]:
    """The units that did not ask in the target before, by uid."""
    known = set(target.case_units.filter(role=CaseUnit.Role.RAISED).values_list("unit", flat=True))
    fresh = [row.unit for row in rows if row.unit_id not in known]
    CaseUnit.objects.bulk_create(
        CaseUnit(case=target, unit=unit, role=CaseUnit.Role.RAISED) for unit in fresh
    )
    return [unit.uid for unit in fresh]


def _remove(target: Case, case: Case) -> None:
    brought = _brought(case)
    others = [_brought(other) for other in target.merged.exclude(pk=case.pk)]
    still = {uid for other in target.merged.exclude(pk=case.pk) for uid in _asking(other)}
    gone = brought - still - set().union(*others)
    target.case_units.filter(role=CaseUnit.Role.RAISED, unit__uid__in=gone).delete()


def _brought(case: Case) -> set[UUID]:
    last = journal.of(case).filter(act="merge").first()
    return {UUID(uid) for uid in last.payload["added"]} if last else set()


def _asking(case: Case) -> set[UUID]:
    rows = case.case_units.filter(role=CaseUnit.Role.RAISED)
    return set(rows.values_list("unit__uid", flat=True))
