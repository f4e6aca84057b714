"""What the page of parts shows. Every person, place and document in it is invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms, template

register = template.Library()
Rows = list[dict[str, Any]]


class SampleForm(forms.Form):
    matter = forms.CharField(
        label="Nội dung giao", widget=forms.Textarea(), help_text="Một việc một dòng, bắt đầu bằng động từ."
    )
    lead = forms.ChoiceField(
        label="Cơ quan chủ trì",
        choices=[("", "Chọn cơ quan"), ("a", "Sở Xây dựng"), ("b", "Sở Nông nghiệp và Môi trường")],
    )
    due_on = forms.DateField(
        label="Hạn hoàn thành",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Ngày làm việc; ngày nghỉ tự chuyển sang ngày kế tiếp.",
        required=False,
    )
    budget = forms.IntegerField(label="Kinh phí dự kiến (triệu đồng)", min_value=0, required=False)
    secrecy = forms.ChoiceField(
        label="Phạm vi",
        choices=[("open", "Công khai"), ("inside", "Nội bộ cơ quan")],
        widget=forms.RadioSelect,
    )
    support = forms.MultipleChoiceField(
        label="Cơ quan phối hợp",
        choices=[("c", "Sở Tài chính"), ("d", "Văn phòng UBND tỉnh"), ("e", "UBND các xã có liên quan")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    paper = forms.FileField(
        label="Văn bản kèm theo", required=False, help_text="PDF hoặc DOCX, không quá 20 MB."
    )
    remind = forms.BooleanField(label="Nhắc trước hạn ba ngày làm việc", required=False)


class SampleFilters(forms.Form):
    q = forms.CharField(label="Tìm", required=False, help_text="Nội dung, số hiệu hoặc tên địa phương.")
    lead = forms.ChoiceField(
        label="Chủ trì", choices=[("", "Mọi cơ quan"), ("a", "Sở Xây dựng")], required=False
    )
    topic = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Mọi lĩnh vực"), ("land", "Đất đai")], required=False
    )


STATUSES: Rows = [
    {"word": "Bản nháp", "tone": "quiet", "mark": "draft"},
    {"word": "Mới giao", "tone": "quiet", "mark": "new"},
    {"word": "Đã tiếp nhận", "tone": "move", "mark": "seen"},
    {"word": "Đang xử lý", "tone": "move", "mark": "moving"},
    {"word": "Đã giải quyết", "tone": "move", "mark": "resolved"},
    {"word": "Đã xác nhận", "tone": "done", "mark": "confirmed"},
    {"word": "Sắp đến hạn: còn 2 ngày làm việc", "tone": "soon", "mark": "soon"},
    {"word": "Quá hạn 3 ngày làm việc", "tone": "late", "mark": "late"},
    {"word": "Tạm dừng tính thời hạn", "tone": "quiet", "mark": "paused"},
    {"word": "Vướng, chưa làm tiếp được", "tone": "soon", "mark": "blocked"},
    {"word": "Không thuộc thẩm quyền", "tone": "quiet", "mark": "refused"},
    {"word": "Chưa đồng tình", "tone": "late", "mark": "contested"},
]

THREAD: Rows = [
    {
        "title": "Kiến nghị được nêu",
        "at": datetime(2025, 8, 21, 2, 30, tzinfo=UTC),
        "by": "Nguyễn Thị Hòa, Chủ tịch UBND xã Suối Mơ",
        "text": "Đề nghị bố trí kinh phí sửa cầu treo thôn Đồng Tròn.",
        "mark": "new",
        "url": "#thread",
        "document": "Báo cáo số 45/BC-UBND",
    },
    {
        "title": "Giao Sở Xây dựng chủ trì",
        "at": datetime(2025, 8, 25, 1, 0, tzinfo=UTC),
        "by": "Trần Quang Vinh, Chánh Văn phòng UBND tỉnh",
        "text": "10 ngày làm việc từ 25/8/2025, trừ nghỉ lễ 1–2/9; hạn 10/9/2025.",
        "mark": "moving",
    },
    {
        "title": "Quá hạn 3 ngày làm việc",
        "at": datetime(2025, 9, 15, 1, 0, tzinfo=UTC),
        "text": "Đã nhắc việc hai lần.",
        "mark": "late",
        "tone": "late",
    },
    {
        "title": "Nơi đã kiến nghị xác nhận",
        "text": "Chờ Sở Xây dựng trả lời.",
        "mark": "confirmed",
        "tone": "ahead",
    },
]

COLUMNS: Rows = [
    {"word": "Đơn vị", "kind": ""},
    {"word": "Kiến nghị", "kind": "num"},
    {"word": "Đã xác nhận", "kind": "num"},
    {"word": "Quá hạn", "kind": "num"},
    {"word": "Kinh phí (triệu đồng)", "kind": "num"},
]

ROWS = [
    ["Xã Suối Mơ", "18", "11", "2", "1.240"],
    ["Phường Bến Đá", "7", "7", "0", "318,5"],
    ["Xã Đồng Vông", "111", "94", "11", "10.111"],
]

REGISTER: Rows = [
    {
        "matter": "Sửa cầu treo thôn Đồng Tròn trước mùa mưa",
        "asked_by": "Xã Suối Mơ",
        "lead": "Sở Xây dựng",
        "due": "10/09/2025",
        "status": STATUSES[7],
    },
    {
        "matter": "Hướng dẫn bàn giao hồ sơ đất đai sau sắp xếp đơn vị hành chính cho công chức mới",
        "asked_by": "Phường Bến Đá",
        "lead": "Sở Nông nghiệp và Môi trường",
        "due": "17/09/2025",
        "status": STATUSES[6],
    },
    {
        "matter": "Bổ sung máy quét cho Trung tâm Phục vụ hành chính công",
        "asked_by": "Xã Đồng Vông",
        "lead": "Văn phòng UBND tỉnh",
        "due": "30/09/2025",
        "status": STATUSES[3],
    },
    {
        "matter": "Điều chỉnh ranh giới thôn theo hiện trạng",
        "asked_by": "Xã Suối Mơ",
        "lead": "Sở Nội vụ",
        "due": "–",
        "status": STATUSES[5],
    },
]


@register.simple_tag
def part_samples() -> dict[str, Any]:
    """Everything the page shows, by name of part."""
    return {
        "filters": SampleFilters(),
        "form": SampleForm(initial={"secrecy": "inside"}),
        "wrong_form": SampleForm({"wrong-budget": "-5", "wrong-secrecy": "all"}, prefix="wrong"),
        "statuses": STATUSES,
        "thread": THREAD,
        "columns": COLUMNS,
        "rows": ROWS,
        "total": ["Cộng", "136", "112", "13", "11.669,5"],
        "register": REGISTER,
        **_navigation(),
        **_reading(),
    }


def _navigation() -> dict[str, Rows]:
    return {
        "chips": [
            {"word": "Tất cả", "count": "312", "url": "#chips", "current": False},
            {"word": "Quá hạn", "count": "13", "url": "#chips", "current": True},
            {"word": "Sắp đến hạn", "count": "28", "url": "#chips", "current": False},
            {"word": "Chờ xác nhận", "count": "40", "url": "#chips", "current": False},
            {"word": "Đất đai", "url": "#chips", "current": False},
        ],
        "tabs": [
            {"word": "Diễn biến", "url": "#tabs", "current": True},
            {"word": "Văn bản", "url": "#tabs", "count": "4", "current": False},
            {"word": "Việc liên quan", "url": "#tabs", "count": "2", "current": False},
        ],
        "steps": [
            {"word": "Tải văn bản lên", "state": "done"},
            {"word": "Duyệt bản ghi", "state": "now"},
            {"word": "Giao việc", "state": "ahead"},
        ],
        "trail": [
            {"word": "Tỉnh Quảng Ngãi", "url": "#breadcrumbs"},
            {"word": "Sổ theo dõi", "url": "#breadcrumbs"},
            {"word": "Sửa cầu treo thôn Đồng Tròn"},
        ],
        "links": [
            {"word": "In", "url": "#toolbar", "icon": "print"},
            {"word": "Tải bảng này", "url": "#toolbar", "icon": "download"},
        ],
    }


def _reading() -> dict[str, Rows]:
    return {
        "facts": [
            {"word": "Người kiến nghị", "value": "UBND xã Suối Mơ"},
            {"word": "Chủ trì", "value": "Sở Xây dựng", "url": "#facts"},
            {"word": "Hạn", "value": "thứ Tư, 10/9/2025"},
            {"word": "Văn bản trả lời", "value": ""},
        ],
        "figures": [
            {"word": "Đang theo dõi", "value": "312", "url": "#figures", "note": "ở 96 xã, phường, đặc khu"},
            {"word": "Quá hạn", "value": "13", "url": "#figures", "tone": "late", "note": "lâu nhất 21 ngày"},
            {"word": "Chờ xác nhận", "value": "40", "url": "#figures", "note": "của 22 đơn vị đã kiến nghị"},
        ],
        "keys": [
            {"key": "j", "word": "mục sau"},
            {"key": "k", "word": "mục trước"},
            {"key": "e", "word": "sửa"},
        ],
    }
