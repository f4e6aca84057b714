"""The columns that a list of people and posts may have: how they are recognised, and how their words are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.apps.core import tables
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.tables import Column
from thongsuot.apps.organisations.actions.columns import one_line

YES, NO = {"x", "co", "1", "yes", "true", "kiem nhiem", "v"}, {"", "khong", "0", "no", "false", "-"}
GENDERS = {"": "", "nu": "female", "female": "female", "nam": "male", "male": "male"}


COLUMNS = (
    Column("name", gettext_lazy("Họ và tên"), ("ho va ten", "ho ten", "ten can bo", "ho va ten can bo", "full name"),
           gettext_lazy("Để trống nếu dòng chỉ ghi một chức vụ còn khuyết."), width=28),
    Column("gender", gettext_lazy("Giới tính"), ("gioi tinh", "nam nu", "gender"),
           gettext_lazy("nam hoặc nữ."), width=10),
    Column("degrees", gettext_lazy("Học hàm, học vị"), ("hoc ham hoc vi", "hoc vi", "hoc ham"),
           gettext_lazy("Ví dụ: ThS., TS."), width=14),
    Column("organ", gettext_lazy("Cơ quan"), ("co quan", "don vi cong tac", "co quan don vi", "don vi", "to chuc"),
           gettext_lazy("Tên đang dùng của cơ quan, đúng như trong hệ thống."), is_needed=True, width=40),
    Column("unit", gettext_lazy("Địa phương"), ("dia phuong", "xa phuong", "tinh xa", "ma don vi hanh chinh", "unit"),
           gettext_lazy("Chỉ cần khi nhiều nơi có cơ quan cùng tên: tên hoặc mã xã, phường, đặc khu, tỉnh."), width=24),
    Column("title", gettext_lazy("Chức vụ, chức danh"), ("chuc vu", "chuc danh", "chuc vu chuc danh", "title", "post"),
           gettext_lazy("Tên chức vụ đã có ở cơ quan đó; muốn lập chức vụ mới thì ghi thêm số lượng được giao."),
           is_needed=True, width=30),
    Column("seats", gettext_lazy("Số lượng được giao"), ("so luong", "so luong duoc giao", "bien che", "seats"),
           gettext_lazy("Chỉ dùng khi cơ quan chưa có chức vụ này: bao nhiêu người."), width=12),
    Column("since", gettext_lazy("Từ ngày"), ("tu ngay", "ngay bo nhiem", "ngay bat dau", "giu chuc vu tu", "since"),
           gettext_lazy("ngày/tháng/năm, ví dụ 01/07/2025."), width=13),
    Column("until", gettext_lazy("Đến hết ngày"), ("den ngay", "den het ngay", "ngay ket thuc", "until"),
           gettext_lazy("Ngày cuối cùng giữ chức vụ; để trống nếu còn đang giữ."), width=13),
    Column("is_concurrent", gettext_lazy("Kiêm nhiệm"), ("kiem nhiem", "concurrent"),
           gettext_lazy("Ghi x khi người đó đã giữ một chức vụ khác trọn thời gian."), width=11),
    Column("decision_number", gettext_lazy("Số quyết định"), ("so quyet dinh", "so qd", "quyet dinh so", "quyet dinh"),
           gettext_lazy("Ví dụ: 125/QĐ-UBND."), width=18),
    Column("decision_on", gettext_lazy("Ngày quyết định"), ("ngay quyet dinh", "ngay qd", "ngay ky", "ngay van ban"),
           gettext_lazy("ngày/tháng/năm."), width=13),
    Column("decision_by", gettext_lazy("Cơ quan quyết định"), ("co quan quyet dinh", "cap quyet dinh"),
           gettext_lazy("Cơ quan ký quyết định."), width=24),
)  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
NEEDED = tuple(column.code for column in COLUMNS if column.is_needed)


def guessed(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Line of the heading from 1, and the place of each column recognised there: the line with most of them."""
    return tables.guessed(rows, COLUMNS)


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says. `line` as the program that made the file counts it, from 1."""

    line: int
    name: str
    gender: str
    degrees: str
    organ: str
    unit: str
    title: str
    seats: int | None
    since: date
    until: date | None
    is_concurrent: bool
    decision_number: str
    decision_on: date | None
    decision_by: str


NOTHING = Said(0, "", "", "", "", "", "", None, date.min, None, False, "", None, "")
"""Of a line that cannot be read."""


def read(line: int, cells: dict[str, str], since: date | None) -> Said:
    """The values of a line. Raises `BrokenRule` with the code of the column that cannot be read."""
    plain = ("name", "degrees", "organ", "unit", "title", "decision_number", "decision_by")
    said = {code: one_line(cells.get(code, "")) for code in plain}
    for code in NEEDED:
        if not said[code]:
            raise _broken(
                code, _("Ô này trống. Hãy ghi %(what)s.") % {"what": str(BY_CODE[code].word).lower()}
            )
    seats = _seats(cells.get("seats", ""))
    if not said["name"] and seats is None:
        raise _broken(
            "name", _("Dòng này không có họ tên. Nếu là chức vụ còn khuyết, hãy ghi số lượng được giao.")
        )
    begun = _day("since", cells.get("since", "")) or since
    if begun is None:
        raise _broken(
            "since", _("Chưa có ngày bắt đầu. Hãy ghi vào tệp, hoặc chọn một ngày chung ở bước chọn cột.")
        )
    return Said(
        line=line,
        gender=_gender(cells.get("gender", "")),
        seats=seats,
        since=begun,
        until=_day("until", cells.get("until", "")),
        is_concurrent=_yes("is_concurrent", cells.get("is_concurrent", "")),
        decision_on=_day("decision_on", cells.get("decision_on", "")),
        **said,
    )


def _broken(code: str, said: str) -> BrokenRule:
    return BrokenRule(said, field=code, code="unreadable")


def _day(code: str, text: str) -> date | None:
    """dd/mm/yyyy, yyyy-mm-dd, or a spreadsheet's number of days."""
    try:
        return tables.day(text)
    except ValueError:
        said = _("Không hiểu ngày “%(text)s”. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025.")
        raise _broken(code, said % {"text": text.strip()}) from None


def _yes(code: str, text: str) -> bool:
    key = tables.key(text)
    if key not in YES | NO:
        raise _broken(code, _("Không hiểu “%(text)s”. Hãy ghi x, hoặc để trống.") % {"text": text})
    return key in YES


def _gender(text: str) -> str:
    key = tables.key(text)
    if key not in GENDERS:
        raise _broken(
            "gender", _("Không hiểu “%(text)s”. Hãy ghi nam hoặc nữ, hoặc để trống.") % {"text": text}
        )
    return GENDERS[key]


def _seats(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 1_000:
        raise _broken(
            "seats", _("Không hiểu số “%(text)s”. Hãy ghi số người, từ 1 đến 1000.") % {"text": text}
        )
    return int(text)
