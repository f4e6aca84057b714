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
    REGISTER = "register"
    SHARED = "shared"
    UNIT = "unit"
    SUBTREE = "subtree"
    ORGAN = "organ"


RELATIONS: dict[Relation, str | Promise] = {
    Relation.ALL: _("Mọi nội dung, không phân biệt sổ, địa phương, cơ quan."),
    Relation.BLOCK: _("Thuộc sổ do một văn phòng cùng khối giữ, hoặc được chia sẻ cho văn phòng đó."),
    Relation.REGISTER: _(
        "Thuộc sổ do cơ quan mình giữ, hoặc do văn phòng cùng khối, cùng địa phương giữ khi cơ quan mình không "
        "giữ sổ; kể cả sổ của cơ quan trước đây mà mình kế thừa."
    ),
    Relation.SHARED: _("Thuộc sổ của cơ quan khác, được chia sẻ cho văn phòng giữ sổ của mình."),
    Relation.UNIT: _("Của địa phương mình, hoặc của địa phương cũ mà địa phương mình kế thừa."),
    Relation.SUBTREE: _(
        "Của địa phương mình, của các xã, phường, đặc khu trực thuộc, và của các địa phương cũ."
    ),
    Relation.ORGAN: _(
        "Được giao cho cơ quan mình, cho cơ quan trực thuộc, hoặc cho cơ quan mà mình kế thừa."
    ),
}
"""What each relation means, as the reference shows it."""


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

    @property
    def role_label(self) -> str:
        return next((str(role.label) for role in ROLES if role.code == self.role), self.role)


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

ALL, BLOCK, SUBTREE = {Relation.ALL}, {Relation.BLOCK}, {Relation.SUBTREE}
REGISTER, SHARED, UNIT, ORGAN = {Relation.REGISTER}, {Relation.SHARED}, {Relation.UNIT}, {Relation.ORGAN}

TABLE: dict[str, dict[str, set[Relation]]] = {
    "meetings.view": {"coordinator": REGISTER, "leader": BLOCK, "commune": UNIT, "head": UNIT},
    "meetings.view_drafts": {"coordinator": REGISTER},
    "meetings.record": {"coordinator": REGISTER},
    "documents.view": {"coordinator": REGISTER, "leader": BLOCK, "commune": UNIT, "head": UNIT},
    "cases.view": {
        "coordinator": REGISTER | SHARED | ORGAN,
        "leader": BLOCK | ORGAN,
        "department": ORGAN,
        "commune": UNIT | ORGAN,
        "head": UNIT | ORGAN,
    },
    "cases.view_limited": {
        "coordinator": REGISTER | ORGAN,
        "leader": ORGAN,
        "department": ORGAN,
        "commune": UNIT | ORGAN,
        "head": UNIT | ORGAN,
    },
    "cases.coordinate": {"coordinator": REGISTER},
    "cases.receive": {"department": ORGAN, "commune": ORGAN, "coordinator": ORGAN, "head": ORGAN},
    "cases.hand_on": {"head": ORGAN},
    "cases.raise": {
        "coordinator": REGISTER | ORGAN,
        "department": ORGAN,
        "commune": UNIT | ORGAN,
        "head": UNIT | ORGAN,
    },
    "cases.work": {"department": ORGAN, "commune": ORGAN, "coordinator": ORGAN, "head": ORGAN},
    "cases.approve": {"head": ORGAN},
    "cases.confirm": {"commune": UNIT, "head": UNIT},
    "cases.open_in_emergency": {"coordinator": ALL, "leader": ALL},
    "organisations.view": {role.code: ALL for role in ROLES},
    "organisations.arrange": {"organiser": SUBTREE},
    "organisations.read_sealed": {"organiser": SUBTREE},
    "organisations.keep_accounts": {"keeper": SUBTREE},
    "organisations.keep_calendar": {"organiser": SUBTREE},
    "desk.hand_over": {"organiser": SUBTREE, "head": ORGAN},
    "desk.merge": {"organiser": SUBTREE},
    "desk.answer_data_requests": {"data-officer": ALL},
}
"""A record opened in an emergency is reached too, by `cases.view` alone and for its hours."""

ACTIONS: dict[str, str | Promise] = {
    "meetings.view": _("Xem buổi làm việc đã xác nhận"),
    "meetings.view_drafts": _("Xem bản ghi chưa xác nhận"),
    "meetings.record": _("Ghi buổi làm việc, duyệt và xác nhận bản ghi"),
    "documents.view": _("Mở tệp nguồn và ảnh trang"),
    "cases.view": _("Xem nội dung theo dõi"),
    "cases.view_limited": _("Xem nội dung theo dõi ở mức hạn chế"),
    "cases.coordinate": _("Giao việc, rút, đưa lại, chia sẻ, chuyển sổ"),
    "cases.receive": _("Tiếp nhận việc được giao"),
    "cases.hand_on": _("Giao cho cán bộ thụ lý; giao và kiểm tra việc nội bộ"),
    "cases.raise": _("Nêu kiến nghị, khó khăn, cam kết của nơi mình"),
    "cases.work": _("Tiếp nhận, thực hiện, soạn câu trả lời và báo cáo của cơ quan mình"),
    "cases.approve": _("Duyệt và gửi câu trả lời, báo cáo, đề nghị của cơ quan mình"),
    "cases.confirm": _("Xác nhận hoặc chưa đồng tình với câu trả lời cho địa phương mình"),
    "cases.open_in_emergency": _("Mở khẩn cấp một nội dung ngoài phạm vi"),
    "organisations.view": _("Xem tổ chức bộ máy"),
    "organisations.arrange": _("Lập, sửa cơ quan, chức vụ, người giữ chức vụ"),
    "organisations.read_sealed": _("Đọc thông tin được mã hóa của cán bộ"),
    "organisations.keep_accounts": _("Mở, khóa tài khoản"),
    "organisations.keep_calendar": _("Sửa lịch làm việc, giờ làm việc, thời hạn"),
    "desk.hand_over": _("Bàn giao việc khi thôi giữ chức vụ"),
    "desk.merge": _("Sắp xếp, sáp nhập"),
    "desk.answer_data_requests": _("Giải quyết yêu cầu về dữ liệu cá nhân"),
}
"""What each action of the table is, in words."""


def held(user: User) -> list[Capacity]:
    """The capacities of this request, loaded once; empty for someone who holds none."""
    return getattr(user, "held_capacities", [])


def acting(user: User) -> Capacity | None:
    """The one capacity in which this request acts."""
    return getattr(user, "acting_capacity", None)


def is_act(action: str) -> bool:
    """Seeing goes by everything that somebody holds; acting only by the capacity they act in."""
    return not action.partition(".")[2].startswith("view")


def entitled(user: User, action: str) -> list[Capacity]:
    """The capacities of this user that the table allows `action`."""
    capacity = acting(user)
    counted = ([capacity] if capacity else []) if is_act(action) else held(user)
    return [capacity for capacity in counted if capacity.role in TABLE[action]]


def may(user: User, action: str) -> bool:
    """Whether this user may do `action` to any record at all."""
    return bool(entitled(user, action))


def is_provincial(capacity: Capacity) -> bool:
    """Whether it is of an organ of the province itself: provinces have codes of two digits."""
    return len(capacity.unit_code) == 2


def can_view(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.view")


def can_arrange(user: User, subject: Any = None) -> bool:
    """`subject` is a frame: it holds for a whole province, so an organiser of that province publishes it."""
    if subject is not None:
        allowed = entitled(user, "organisations.arrange")
        return any(capacity.unit_id == subject.province_id for capacity in allowed)
    return may(user, "organisations.arrange")


def can_keep_accounts(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.keep_accounts")


def can_keep_calendar(user: User, subject: Any = None) -> bool:
    return may(user, "organisations.keep_calendar")
