"""Entering a recommendation, difficulty or commitment by hand: by a commune, a department or an office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import NewCase, record
from thongsuot.apps.cases.models import Case, Kind
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations

RAISED_BY_HAND = (Kind.RECOMMENDATION, Kind.DIFFICULTY, Kind.COMMITMENT)


@transaction.atomic
def raise_case(*, new: NewCase, by: User, at: datetime) -> Case:
    """Enter a case that somebody raises; it stands in the register of the office that `new` names.

    An office raises for any unit, everybody else for their own unit or organ. Raises `BrokenRule` and `NotAllowed`.
    """
    if not permissions.can_raise(by):
        said = _("Tài khoản của bạn chưa được nêu kiến nghị.")
        raise refusal(by, said, permissions.can_raise)
    _check(new, by)
    return record(new=new, by=by, at=at)


def _check(new: NewCase, by: User) -> None:
    if new.kind not in RAISED_BY_HAND:
        raise BrokenRule(_("Hãy chọn loại: kiến nghị, khó khăn hoặc cam kết."), field="kind")
    if new.register is None or not new.register.keeps_register or new.register.dissolved_on:
        raise BrokenRule(_("Hãy chọn văn phòng giữ sổ sẽ nhận nội dung này."), field="register")
    if new.register.pk in organisations.scope(by, "cases.coordinate").registers:
        return
    reach = organisations.scope(by, "cases.raise")
    if any(unit.pk not in reach.units for unit in new.raising_units):
        raise BrokenRule(_("Bạn chỉ nêu được cho địa phương của mình."), field="units")
    if not new.raising_units and (new.raising_organ is None or new.raising_organ.pk not in reach.organs):
        raise BrokenRule(_("Bạn chỉ nêu được cho cơ quan của mình."), field="units")
    if new.raises_again and new.raises_again.is_open:
        raise BrokenRule(_("Nội dung cũ còn đang mở, nên chưa cần nêu lại."), code="wrong-state")
