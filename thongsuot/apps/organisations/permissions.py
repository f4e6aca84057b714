"""The first permission table: what each role may do, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reach(StrEnum):
    ALL = "all"
    OWN = "own"
    """Only what was raised by, held in, or assigned to one's own unit or organ."""


@dataclass(frozen=True, slots=True)
class RoleType:
    code: str
    label: str | Promise
    description: str | Promise


ROLES = (
    RoleType(
        "coordinator", _("Chuyên viên tổng hợp"), _("Ghi buổi làm việc, duyệt bản ghi, giao việc, theo dõi.")
    ),
    RoleType(
        "department", _("Chuyên viên sở, ban, ngành"), _("Tiếp nhận và trả lời việc giao cho cơ quan mình.")
    ),
    RoleType("commune", _("Cán bộ cấp xã"), _("Xem buổi làm việc và nội dung theo dõi của địa phương mình.")),
    RoleType("leader", _("Lãnh đạo"), _("Xem toàn bộ, không sửa.")),
)

TABLE: dict[str, dict[str, Reach]] = {
    "meetings.view": {"coordinator": Reach.ALL, "leader": Reach.ALL, "commune": Reach.OWN},
    "meetings.record": {"coordinator": Reach.ALL},
    "documents.view": {"coordinator": Reach.ALL, "leader": Reach.ALL, "commune": Reach.OWN},
    "cases.view": {
        "coordinator": Reach.ALL,
        "leader": Reach.ALL,
        "department": Reach.OWN,
        "commune": Reach.OWN,
    },
    "cases.coordinate": {"coordinator": Reach.ALL},
    "cases.receive": {"department": Reach.OWN, "commune": Reach.OWN, "coordinator": Reach.OWN},
}
