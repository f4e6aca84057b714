"""Việc của tôi: group by group what somebody has to do, how many and the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import queries as cases
from thongsuot.apps.core.models import User


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of move. `verb` is what one does next with a row; `link` the page of all of them."""

    code: str
    word: Any
    verb: Any
    place: str = "cases:list"
    asked: tuple[tuple[str, str], ...] = ()

    def link(self, capacity: UUID | None) -> str:
        more = {"capacity": str(capacity)} if capacity and self.place == "cases:list" else {}
        asked = urlencode(dict(self.asked) | more)
        return f"{reverse(self.place)}?{asked}" if asked else reverse(self.place)


GROUPS = (
    Group("overdue", _("Quá hạn"), _("Xử lý ngay")),
    Group("soon", _("Đến hạn trong bảy ngày"), _("Xử lý")),
    Group("receive", _("Cần tiếp nhận"), _("Tiếp nhận")),
    Group("do", _("Cần làm, cần trả lời"), _("Làm tiếp")),
    Group("approve", _("Chờ tôi duyệt"), _("Đọc và duyệt"), "inside:approvals"),
    Group("sent-back", _("Bị trả lại để sửa"), _("Sửa"), "inside:approvals"),
    Group("confirm", _("Chờ tôi xác nhận"), _("Xác nhận"), asked=(("status", "answered"),)),
    Group("screen", _("Cần sàng lọc"), _("Sàng lọc"), asked=(("status", "raised"),)),
    Group("assign", _("Cần giao"), _("Giao việc"), asked=(("status", "screened"),)),
    Group(
        "issue", _("Chỉ đạo cần ban hành"), _("Ban hành"), asked=(("kind", "directive"), ("status", "noted"))
    ),
    Group("decide", _("Chưa đồng tình, cần quyết định"), _("Quyết định"), asked=(("status", "contested"),)),
    Group("accept", _("Cần nghiệm thu"), _("Nghiệm thu"), asked=(("status", "reported"),)),
    Group("extensions", _("Xin gia hạn"), _("Xem đề nghị")),
    Group("reminders", _("Đề xuất đôn đốc"), _("Xem đôn đốc")),
    Group("waiting", _("Chờ nơi khác"), _("Xem")),
    Group("raised", _("Việc tôi nêu, đang chờ"), _("Xem")),
)
"""In the order in which they are shown; those of nobody's are left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A group with its rows: (case, the day it is due or None). `rest` are those not shown."""

    group: Group
    number: int
    total: int
    rows: list[tuple[Any, date | None]]
    rest: int
    link: str


def my_desk(*, for_: User, on: date, capacity: UUID | None = None) -> list[Shown]:
    """The groups that hold something, in their order."""
    found = cases.moves(for_=for_, on=on, capacity=capacity)
    held = [group for group in GROUPS if group.code in found]
    return [_shown(group, n, found[group.code], capacity) for n, group in enumerate(held, start=1)]


def _shown(group: Group, number: int, found: Any, capacity: UUID | None) -> Shown:
    rows = [(one, found.days.get(one.pk, one.due_on)) for one in found.cases]
    return Shown(group, number, found.total, rows, found.total - len(rows), group.link(capacity))
