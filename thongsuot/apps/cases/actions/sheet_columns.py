"""The columns of a register that an office keeps in a spreadsheet, and how the words of a line are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot import facts
from thongsuot.apps.cases.models import Kind
from thongsuot.apps.core import tables
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.tables import Column

COLUMNS = (
    Column("text", gettext_lazy("Nội dung"),
           ("noi dung kien nghi", "noi dung", "kien nghi", "noi dung chi dao", "nhiem vu", "nhiem vu duoc giao",
            "noi dung cong viec", "kho khan vuong mac", "noi dung cam ket", "trich yeu"),
           gettext_lazy("Toàn văn kiến nghị, chỉ đạo hoặc cam kết."), is_needed=True, width=60),
    Column("kind", gettext_lazy("Loại"), ("loai", "loai noi dung", "phan loai", "loai kien nghi"),
           gettext_lazy("Kiến nghị, khó khăn, chỉ đạo hoặc cam kết; để trống thì theo loại chung."), width=16),
    Column("topic", gettext_lazy("Lĩnh vực"), ("linh vuc", "nganh", "nganh linh vuc"),
           gettext_lazy("Tên lĩnh vực như trong sổ; để trống thì theo lĩnh vực chung."), width=20),
    Column("raised_on", gettext_lazy("Ngày nêu"),
           ("ngay neu", "ngay kien nghi", "ngay giao", "ngay ghi", "ngay nhan", "ngay thang"),
           gettext_lazy("ngày/tháng/năm; để trống thì theo ngày chung."), width=13),
    Column("units", gettext_lazy("Địa phương"),
           ("dia phuong", "noi kien nghi", "don vi kien nghi", "xa phuong", "xa", "don vi neu"),
           gettext_lazy("Tên xã, phường, đặc khu; nhiều nơi thì cách nhau bằng dấu chấm phẩy."), width=26),
    Column("raised_by", gettext_lazy("Người nêu"), ("nguoi neu", "nguoi kien nghi", "nguoi de xuat"),
           gettext_lazy("Chức vụ hoặc cơ quan của người nêu."), width=24),
    Column("addressed_to", gettext_lazy("Gửi tới"), ("gui toi", "noi nhan", "cap co tham quyen"),
           gettext_lazy("Nơi nhận kiến nghị, theo lời."), width=24),
    Column("lead", gettext_lazy("Cơ quan chủ trì"),
           ("co quan chu tri", "don vi chu tri", "chu tri", "co quan thuc hien", "don vi thuc hien",
            "co quan tra loi", "don vi xu ly"),
           gettext_lazy("Tên cơ quan; tên chưa có trong bộ máy thì giữ theo lời."), width=28),
    Column("due_on", gettext_lazy("Thời hạn"), ("thoi han", "han", "han xu ly", "han hoan thanh", "han tra loi"),
           gettext_lazy("ngày/tháng/năm."), width=13),
    Column("status", gettext_lazy("Tình trạng"), ("tinh trang", "trang thai"),
           gettext_lazy("Việc đã xong trong sổ cũ không nhập."), width=18),
    Column("number", gettext_lazy("Số trong sổ cũ"), ("so trong so cu", "so ky hieu", "so thu tu", "stt", "tt"),
           gettext_lazy("Giữ ở nguồn ghi để đối chiếu."), width=14),
)  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
NEEDED = tuple(column.code for column in COLUMNS if column.is_needed)

KINDS = {
    "kien nghi": Kind.RECOMMENDATION,
    "de xuat": Kind.RECOMMENDATION,
    "kien nghi de xuat": Kind.RECOMMENDATION,
    "kho khan": Kind.DIFFICULTY,
    "vuong mac": Kind.DIFFICULTY,
    "kho khan vuong mac": Kind.DIFFICULTY,
    "chi dao": Kind.DIRECTIVE,
    "noi dung chi dao": Kind.DIRECTIVE,
    "y kien chi dao": Kind.DIRECTIVE,
    "nhiem vu": Kind.DIRECTIVE,
    "cam ket": Kind.COMMITMENT,
}
DONE = (
    "da xong", "xong", "hoan thanh", "da hoan thanh", "da giai quyet", "da giai quyet xong", "da tra loi",
    "da thuc hien", "da dong", "dong", "ket thuc", "da ket thuc", "da khep", "huy", "da huy",
)  # fmt: skip
"""Ends of an old register: what came to one is history there and is not begun again here."""
NOT_DONE = (
    "", "moi", "chua giai quyet", "chua thuc hien", "chua tra loi", "chua xu ly", "chua hoan thanh", "chua xong",
    "dang giai quyet", "dang thuc hien", "dang xu ly", "dang lam", "da giao", "da chuyen", "trong han", "qua han",
    "den han", "dang theo doi", "chua co ket qua", "dang cho",
)  # fmt: skip
BETWEEN = re.compile(r"[;\n]|,\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says. `line` as the program that made the file counts it, from 1."""

    line: int
    kind: str
    topic: str
    text: str
    raised_on: date
    units: tuple[str, ...]
    raised_by: str
    addressed_to: str
    lead: str
    due_on: date | None
    number: str
    is_done: bool


def read(line: int, cells: Mapping[str, str], *, kind: str, topic: str, raised_on: date | None) -> Said:
    """The values of a line, with what holds where it says nothing. Raises `BrokenRule` naming the column."""
    plain = {code: " ".join(cells.get(code, "").split()) for code in BY_CODE}
    if not plain["text"]:
        raise broken("text", _("Ô này trống. Hãy ghi nội dung."))
    day = _day("raised_on", plain["raised_on"]) or raised_on
    if day is None:
        raise broken(
            "raised_on", _("Chưa có ngày nêu. Hãy ghi vào tệp, hoặc chọn một ngày chung ở bước chọn cột.")
        )
    for code, most in (("raised_by", 300), ("addressed_to", 300), ("lead", 300), ("number", 60)):
        if len(plain[code]) > most:
            raise broken(code, _("Dài quá %(most)d ký tự. Hãy rút gọn.") % {"most": most})
    return Said(
        line=line,
        kind=_kind(plain["kind"]) or kind,
        topic=_topic(plain["topic"]) or topic,
        text=plain["text"],
        raised_on=day,
        units=tuple(part.strip() for part in BETWEEN.split(plain["units"]) if part.strip()),
        raised_by=plain["raised_by"],
        addressed_to=plain["addressed_to"],
        lead=plain["lead"],
        due_on=_day("due_on", plain["due_on"]),
        number=plain["number"],
        is_done=_is_done(plain["status"]),
    )


def broken(code: str, said: str) -> BrokenRule:
    return BrokenRule(said, field=code, code="unreadable")


def _kind(text: str) -> str:
    if not text:
        return ""
    if (found := KINDS.get(tables.key(text))) is None:
        raise broken(
            "kind",
            _("Không hiểu loại “%(text)s”. Hãy ghi kiến nghị, khó khăn, chỉ đạo hoặc cam kết.")
            % {"text": text},
        )
    return found


def _topic(text: str) -> str:
    if not text:
        return ""
    names = {tables.key(name): code for code, both in facts.topics().items() for name in (code, *both)}
    if (found := names.get(tables.key(text))) is None:
        raise broken("topic", _("Lĩnh vực “%(text)s” không có trong danh mục.") % {"text": text})
    return found


def _is_done(text: str) -> bool:
    said = tables.key(text)
    if said not in DONE and said not in NOT_DONE:
        raise broken(
            "status",
            _("Không hiểu tình trạng “%(text)s”. Hãy ghi “đã xong”, hoặc để trống.") % {"text": text},
        )
    return said in DONE


def _day(code: str, text: str) -> date | None:
    try:
        return tables.day(text)
    except ValueError:
        said = _("Không hiểu ngày “%(text)s”. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025.") % {"text": text}
        raise broken(code, said) from None
