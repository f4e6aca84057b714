"""The log-ins of the demo: invented people in posts of real organs, one for each role."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "thong-suot-2026"  # noqa: S105 - the demo says it on its log-in page
KON_TUM = "phường Kon Tum"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of an organ of the demo, and the role that it carries where the frame has none such."""

    organ: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Account:
    """A demo log-in and the posts that its person holds; the first is the main one."""

    login: str
    name: str
    who: str
    seats: tuple[Seat, ...]
    password: str = PASSWORD


ACCOUNTS = (
    Account(
        "tonghop",
        "Trần Minh Thư",
        "Chuyên viên tổng hợp, Văn phòng Tỉnh ủy",
        (Seat("Văn phòng Tỉnh ủy", "Chuyên viên tổng hợp", "coordinator"),),
    ),
    Account(
        "tonghop-ubnd",
        "Bùi Thị Thanh Tâm",
        "Chuyên viên tổng hợp, Văn phòng UBND tỉnh",
        (Seat("Văn phòng UBND tỉnh", "Chuyên viên tổng hợp", "coordinator"),),
    ),
    Account(
        "so-xaydung",
        "Nguyễn Quốc Bảo",
        "Chuyên viên Sở Xây dựng",
        (Seat("Sở Xây dựng", "Chuyên viên", "department"),),
    ),
    Account(
        "giamdoc-xaydung",
        "Võ Đình Khải",
        "Giám đốc Sở Xây dựng",
        (Seat("Sở Xây dựng", "Giám đốc", "head"),),
    ),
    Account(
        "kontum",
        "Y Hạnh",
        "Cán bộ phường Kon Tum",
        (Seat(f"UBND {KON_TUM}", "Chuyên viên tổng hợp", "commune"),),
    ),
    Account(
        "kiemnhiem",
        "A Thiên",
        "Phó Chủ tịch UBND phường, kiêm Trưởng phòng",
        (
            Seat(f"UBND {KON_TUM}", "Phó Chủ tịch UBND", "commune"),
            Seat(f"Phòng Kinh tế, Hạ tầng và Đô thị {KON_TUM}", "Trưởng phòng", "head"),
        ),
    ),
    Account(
        "lanhdao",
        "Lê Hoàng Nguyên",
        "Lãnh đạo tỉnh",
        (
            Seat("Thường trực Tỉnh ủy", "Phó Bí thư Tỉnh ủy", "leader"),
            Seat("Thường trực HĐND tỉnh", "Chủ tịch HĐND", "leader"),
        ),
    ),
    Account(
        "tochuc",
        "Phạm Thị Hoài An",
        "Cán bộ tổ chức, Sở Nội vụ",
        (Seat("Sở Nội vụ", "Chuyên viên tổ chức", "organiser"),),
    ),
    Account(
        "quanly",
        "Đoàn Nhật Minh",
        "Quản lý tài khoản",
        (Seat("Sở Khoa học và Công nghệ", "Quản lý tài khoản", "keeper"),),
    ),
    Account(
        "dulieu",
        "Huỳnh Bích Vân",
        "Cán bộ bảo vệ dữ liệu cá nhân",
        (Seat("Sở Tư pháp", "Cán bộ bảo vệ dữ liệu cá nhân", "data-officer"),),
    ),
)
