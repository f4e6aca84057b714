"""The permission table: role x action -> the relations to a record that allow it. Rendered to docs/reference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import User


class Relation(StrEnum):
    """How a record stands to the capacity in which somebody acts."""

    ALL = "all"
    BLOCK = "block"
    """It is in a register kept by an office of one's own block, or shared with such an office."""
    REGISTER = "register"
    """It is in the register that one's own organ keeps, or shared with one's organ."""
    UNIT = "unit"
    """It concerns one's own unit, a unit under it, or one that they came from."""
    ORGAN = "organ"
    """It was given to one's own organ, to one under it, or to one that it came from."""


@dataclass(frozen=True, slots=True)
class RoleType:
    code: str
    label: str | Promise
    description: str | Promise


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which capacity somebody acts: one role of one post, held or stood in for. `uid` names it in a session."""

    uid: UUID
    role: str
    title: str
    organisation_id: int
    organisation_uid: UUID
    organisation: str
    block: str
    unit_id: int
    unit_code: str
    keeps_register: bool = False
    membership_id: int = 0
    stands_in_for: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


ROLES = (
    RoleType(
        "coordinator", _("Chuyên viên tổng hợp"), _("Ghi buổi làm việc, duyệt bản ghi, giao việc, theo dõi.")
    ),
    RoleType(
        "department", _("Chuyên viên sở, ban, ngành"), _("Tiếp nhận và trả lời việc giao cho cơ quan mình.")
    ),
    RoleType(
        "commune",
        _("Cán bộ cấp xã"),
        _("Xem buổi làm việc và nội dung theo dõi của địa phương mình, tiếp nhận việc."),
    ),
    RoleType("head", _("Người đứng đầu cơ quan"), _("Xem việc của cơ quan mình, giao cho cán bộ thụ lý.")),
    RoleType("leader", _("Lãnh đạo tỉnh"), _("Xem toàn bộ sổ của khối mình, không sửa.")),
    RoleType(
        "organiser", _("Cán bộ tổ chức"), _("Lập cơ quan, chức vụ; ghi người giữ chức vụ; sắp xếp, bàn giao.")
    ),
    RoleType("keeper", _("Quản lý tài khoản"), _("Mở, khóa tài khoản; buộc đăng xuất; đặt lại xác thực.")),
    RoleType(
        "data-officer",
        _("Cán bộ bảo vệ dữ liệu cá nhân"),
        _("Nhận và giải quyết yêu cầu về dữ liệu cá nhân."),
    ),
)

ALL, BLOCK, REGISTER = {Relation.ALL}, {Relation.BLOCK}, {Relation.REGISTER}
UNIT, ORGAN, NEAR = {Relation.UNIT}, {Relation.ORGAN}, {Relation.UNIT, Relation.ORGAN}

TABLE: dict[str, dict[str, set[Relation]]] = {
    "meetings.view": {"coordinator": REGISTER, "leader": BLOCK, "commune": UNIT, "head": UNIT},
    "meetings.record": {"coordinator": REGISTER},
    "documents.view": {"coordinator": REGISTER, "leader": BLOCK, "commune": UNIT, "head": UNIT},
    "cases.view": {
        "coordinator": REGISTER | ORGAN,
        "leader": BLOCK | ORGAN,
        "department": ORGAN,
        "commune": NEAR,
        "head": NEAR,
    },
    "cases.coordinate": {"coordinator": REGISTER},
    "cases.receive": {"department": ORGAN, "commune": ORGAN, "coordinator": ORGAN, "head": ORGAN},
    "cases.hand_on": {"head": ORGAN},
    "cases.open_in_emergency": {"coordinator": ALL, "leader": ALL},
    "organisations.view": {role.code: ALL for role in ROLES},
    "organisations.arrange": {"organiser": UNIT},
    "organisations.read_sealed": {"organiser": UNIT},
    "organisations.keep_accounts": {"keeper": UNIT},
    "desk.hand_over": {"organiser": UNIT, "head": ORGAN},
    "desk.merge": {"organiser": UNIT},
    "desk.answer_data_requests": {"data-officer": ALL},
}
"""`head` of a provincial department has a unit too, the province: UNIT alone reaches what concerns it as such."""


def held(user: User) -> list[Capacity]:
    """The capacities of this request, loaded once; empty for someone who holds none."""
    return getattr(user, "held_capacities", [])


def acting(user: User) -> Capacity | None:
    """The one capacity in which this request acts."""
    return getattr(user, "acting_capacity", None)


def is_act(action: str) -> bool:
    """Seeing goes by everything that somebody holds; acting only by the capacity they act in."""
    return not action.endswith(".view")


def entitled(user: User, action: str) -> list[Capacity]:
    """The capacities of this user that the table allows `action`."""
    capacity = acting(user)
    counted = ([capacity] if capacity else []) if is_act(action) else held(user)
    return [capacity for capacity in counted if capacity.role in TABLE[action]]


def may(user: User, action: str) -> bool:
    """Whether this user may do `action` to any record at all."""
    return bool(entitled(user, action))


def can_view(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.view")


def can_arrange(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.arrange")


def can_keep_accounts(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.keep_accounts")
