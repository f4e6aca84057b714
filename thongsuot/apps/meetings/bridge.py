"""Meetings' crossing to the reader: bytes in, a record out; and what its refusals mean in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot import facts
from thongsuot.engines.reading.compare import Anchored, Beside, Proposal, Verdict, anchored, beside
from thongsuot.engines.reading.model import (
    VERSION,
    Item,
    ItemKind,
    Limits,
    Nature,
    Problem,
    Record,
    Role,
    Source,
    Span,
    Unreadable,
)

__all__ = [
    "EXTRACTOR",
    "NOT_ALLOWED",
    "PROBLEMS",
    "RULES",
    "VERSION",
    "Anchored",
    "Beside",
    "Item",
    "ItemKind",
    "Nature",
    "Problem",
    "Proposal",
    "Record",
    "Role",
    "Span",
    "Unreadable",
    "Verdict",
    "anchored",
    "beside",
    "read",
    "topic_of",
]

EXTRACTOR = f"reading-{VERSION}"

NOT_ALLOWED = "not-allowed"
"""A problem of ours: whoever asked may not record this session any more."""

PROBLEMS: dict[str, str | Promise] = {
    NOT_ALLOWED: _(
        "Người yêu cầu đọc không còn quyền ghi buổi làm việc này nên tệp chưa được đọc. "
        "Người có quyền hãy bấm “Đọc lại”."
    ),
    Problem.EMPTY: _("Tài liệu không có chữ nào. Hãy kiểm tra lại tệp, hoặc dán nội dung vào ô văn bản."),
    Problem.NO_TEXT_LAYER: _(
        "Đây là bản quét, không có lớp chữ. Hãy xem ảnh từng trang và ghi các mục bên cạnh."
    ),
    Problem.ENCRYPTED: _("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi đưa lên lại."),
    Problem.UNKNOWN_TYPE: _(
        "Loại tệp này chưa đọc được. Nhận: văn bản (TXT), trang web (HTML), Word (DOCX), PDF."
    ),
    Problem.DAMAGED: _("Tệp bị hỏng, không mở được. Hãy lưu lại từ bản gốc rồi đưa lên lại."),
    Problem.TOO_LARGE: _("Tệp lớn quá giới hạn. Hãy tách nhỏ hoặc chỉ dán phần nội dung buổi làm việc."),
    Problem.BOMB: _("Tệp nén phình to bất thường nên không mở. Hãy lưu lại từ bản gốc."),
    Problem.NOT_VIETNAMESE: _("Văn bản không phải tiếng Việt có dấu nên không đọc được."),
    Problem.MACHINE_TRANSLATED: _("Văn bản có vẻ do máy dịch. Hãy tìm bản tiếng Việt gốc."),
}


def read(
    content: bytes,
    *,
    name: str,
    province_code: str,
    published_on: date | None,
    limit: int,
    progress: Callable[[str, float], None],
    is_recognised: bool = False,
) -> Record:
    """Read one document of at most `limit` bytes, or the text of a scan (`is_recognised`). Raises `Unreadable`."""
    from thongsuot.engines.reading.read import read as read_source  # loaded by the worker, not by every page

    source = Source(
        content,
        name=name,
        province_code=province_code,
        published_on=published_on,
        is_recognised=is_recognised,
    )
    return read_source(source, facts.gazetteer(), Limits(max_bytes=limit), progress)


def topic_of(text: str) -> str:
    """The topic that the reader would give these words."""
    from thongsuot.engines.reading.topics import topics_of

    return topics_of(text)[0]


def match_unit(line: str, *, province: str) -> tuple[str, ...]:
    """Codes of the units that a typed line may mean: one, several to ask about, or none.

    "phường Kon Tum" is looked for in `province`; "phường Kon Tum, Quảng Ngãi" where it says.
    """
    gazetteer = facts.gazetteer()
    name, _comma, where = (part.strip() for part in line.partition(","))
    stated = gazetteer.province(where) if where else None
    match = gazetteer.match(name, province=stated.code if stated else province)
    if not match.places and not stated:
        match = gazetteer.match(name)
    return tuple(place.code for place in match.places)


RULES: dict[str, str | Promise] = {
    "recommendation.asked": _("nơi làm việc nêu, có động từ đề nghị"),
    "recommendation.list": _("tiếp danh sách kiến nghị"),
    "recommendation.again": _("được nói là đã kiến nghị trước đây"),
    "recommendation.heading": _("là đề mục của phần trả lời trong thông báo"),
    "recommendation.numbered": _("đứng sau số thứ tự của kiến nghị"),
    "recommendation.received": _("người chủ trì ghi nhận kèm nội dung"),
    "recommendation.upward": _("cấp trên đề nghị trung ương"),
    "recommendation.table": _("nằm ở cột kiến nghị của bảng"),
    "difficulty.table": _("nằm ở cột khó khăn, vướng mắc của bảng"),
    "directive.table": _("nằm ở cột nhiệm vụ của bảng"),
    "difficulty.stated": _("nói còn thiếu, yếu, vướng"),
    "difficulty.voiced": _("cử tri kể, không kèm đề nghị"),
    "difficulty.reported": _("được phản ánh"),
    "difficulty.list": _("tiếp danh sách khó khăn"),
    "difficulty.section": _("nằm dưới đề mục khó khăn, hạn chế"),
    "difficulty.shared-head": _("một vướng mắc chung cho nhiều việc"),
    "difficulty.shared-tail": _("nhiều việc chung một nhận xét"),
    "difficulty.chair": _("người chủ trì chỉ ra"),
    "directive.called": _("cấp trên yêu cầu, đề nghị, giao"),
    "directive.duty": _("cấp trên nói ai cần, phải làm gì"),
    "directive.subject": _("cơ quan và việc của cơ quan, trong phần chỉ đạo"),
    "directive.passive": _("nói cơ quan được giao, được đề nghị làm"),
    "directive.needed": _("cấp trên nói việc phải được làm, chưa nói ai làm"),
    "directive.list": _("tiếp danh sách chỉ đạo"),
    "directive.department": _("sở, ngành yêu cầu rõ"),
    "commitment.promised": _("cấp trên hoặc sở, ngành nói sẽ làm, cam kết"),
    "commitment.host": _("nơi làm việc nói sẽ làm, cam kết"),
    "answer.department": _("sở, ngành trả lời"),
    "answer.agreed": _("người chủ trì đồng ý"),
    "statement.praise": _("ghi nhận, biểu dương"),
    "statement.said": _("nêu nhận định, không giao việc"),
    "statement.agreed": _("đồng ý chung"),
    "result.section": _("nằm ở phần kết quả của báo cáo"),
    "recommendation.section": _("nằm ở phần kiến nghị của báo cáo"),
    "result.told": _("số liệu hoặc việc đã làm"),
}
"""Why an item was taken for what it is, by the reader's code of the rule."""


READ_FROM: dict[str, str | Promise] = {
    "host.lead": _("câu mở đầu nói làm việc với nơi này"),
    "host.later": _("một buổi làm việc khác trong cùng bài nêu nơi này"),
    "host.heading": _("đề mục nêu nơi này"),
    "host.title": _("tiêu đề nêu nơi này"),
    "host.body": _("phần thân bài nêu nơi này là nơi làm việc"),
    "host.province": _("bài nói làm việc với cả tỉnh"),
    "host.report": _("báo cáo do nơi này lập"),
    "person.lead": _("câu mở đầu nêu"),
    "person.attendance": _("đoạn thành phần tham dự nêu"),
    "group.attendance": _("đoạn thành phần tham dự nêu, không có tên riêng"),
    "person.speaker": _("có phát biểu trong bài"),
    "person.caption": _("chỉ có ở chú thích ảnh"),
    "person.mentioned": _("được nêu trong bài"),
    "person.voter": _("cử tri phát biểu"),
}
"""Where a unit or a person was read, by the reader's code."""

DROPPED: dict[str, str | Promise] = {
    "below-story": _("đứng dưới bài"),
    "signature": _("nơi nhận, người ký"),
    "masthead": _("tên báo, tên trang phía trên bài"),
    "caption": _("chú thích ảnh"),
    "stamp": _("giờ đăng"),
    "author": _("tên người viết"),
}
"""Why a line is no part of the report; the rest is the page's furniture."""
OTHER_FURNITURE = _("nút, đường dẫn, mục của trang")
