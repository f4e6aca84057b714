"""How the parts of reports, notices and minutes are told: headings, attendance, formulas, what was concluded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from thongsuot.engines.reading.tokens import Token

FORMULA = re.compile(
    r"thông báo (?:này )?(?:để|đến|cho) [^.;]{0,120}(?:biết|thực hiện)|^biên bản (?:kết thúc|được lập"
    r"|này)|^buổi làm việc kết thúc"
)
OF_SESSION = re.compile(
    r"(?:buổi (?:làm việc|khảo sát|kiểm tra|giám sát|tiếp xúc)|cuộc họp|hội nghị"
    r"|chương trình)(?: đã)? (?:diễn ra|nhằm|được tổ chức|kết thúc|là dịp|có sự)"
)
ATTENDANCE = re.compile(
    r"(?:cùng dự|tham dự|cùng tham dự|cùng tham gia|dự (?:buổi|hội nghị|cuộc|có|còn)|tham gia (?:đoàn"
    r"|buổi|cùng|có)|cùng đi|cùng đoàn|về phía|tiếp và làm việc|tiếp đoàn|đón tiếp|đón và làm việc"
    r"|cùng làm việc|làm việc với đoàn|thành phần|cùng chủ trì|đồng chủ trì)\b"
)
SECTIONS = (
    (re.compile(r"thành phần|tham dự|người tham gia"), "attendance"),
    (
        re.compile(r"(?:^|\W)(?:về|đối với)\s+(?:các\s+|những\s+)?(?:kiến nghị|đề xuất|đề nghị)|trả lời"),
        "replies",
    ),
    (re.compile(r"khó khăn|hạn chế|tồn tại|vướng mắc"), "difficulties"),
    (re.compile(r"kiến nghị|đề xuất"), "requests"),
    (re.compile(r"đánh giá|kết quả|tình hình"), "results"),
    (
        re.compile(
            r"kết luận|nhiệm vụ|giải pháp|tổ chức thực hiện|chỉ đạo|yêu cầu|phân công|công việc|sắp tới"
            r"|thời gian tới"
        ),
        "tasks",
    ),
)
_FIRST = 2


def earliest(low: str, patterns: Iterable[re.Pattern[str]]) -> int | None:
    """Which pattern matches first in `low`; of two that begin together the one given first."""
    return min(
        ((hit.start(), n) for n, pattern in enumerate(patterns) if (hit := pattern.search(low))),
        default=(0, None),
    )[1]


def section_of(low: str) -> str | None:
    """What section a heading opens: attendance and replies wherever they stand, else what it names first."""
    for pattern, name in SECTIONS[:_FIRST]:
        if pattern.search(low):
            return name
    found = earliest(low, (pattern for pattern, _ in SECTIONS))
    return None if found is None else SECTIONS[found][1]


REPLIES = SECTIONS[1][0]
ASSESSES = re.compile(
    r"(?:\bcòn|\bgặp|\bnhư|\bmột số|\bnhiều|\bkhông ít|\bnhững)\s+(?:gặp\s+)?(?:một số|nhiều|không ít|những)?\s*"
    r"(?:khó khăn|hạn chế|tồn tại|vướng mắc|trở ngại|bất cập)(?:,\s*(?:khó khăn|hạn chế|tồn tại|vướng mắc|bất cập))*"
    r"(?:\s*(?:như|sau|đó là|:|\.))"
)
"""A point of a notice that weighs what was done, and what was not, charges nobody."""
REQUESTED = re.compile(
    r"(?:kiến nghị|đề xuất|đề nghị)\s+(?:số\s+)?(?:thứ\s+)?(?:\d{1,2}|nhất|hai|ba|tư|năm)\s*[:.]\s*"
    r"(?:(?:đề nghị|kiến nghị|đề xuất)\s+)?"
)
"""How minutes and notices number what was asked: "Kiến nghị 1: Đề nghị ..."."""
REPLY = re.compile(r"(?:ý kiến|trả lời|kết luận|giải quyết)(?: [^:;.]{0,30})?:\s*")
"""How what is said to a numbered request is headed: "Ý kiến kết luận: ..."."""
CONCLUDES = re.compile(
    r"(?:kết luận|ý kiến chỉ đạo|chỉ đạo|có ý kiến|kết luận, chỉ đạo)(?:,? (?:cụ thể|một số nội dung|các nội dung))?"
    r"(?: như sau| sau đây| sau)?\s*:$"
)
"""How a notice passes from who was there to what was concluded."""
SYSTEM = ("chính quyền địa phương", "hệ thống chính trị", "bộ máy")
"""What a report is about, not who reports."""
THE_CHAIR = (
    "người đứng đầu đảng bộ",
    "người đứng đầu chính quyền",
    "người đứng đầu tỉnh",
    "người đứng đầu cấp ủy",
)
"""How a paper calls a leader whom it has named before."""
LEADS_THEM = ("trưởng đoàn", "tổ trưởng tổ công tác", "trưởng tổ công tác")
DELEGATION = frozenset(
    {
        "đoàn",
        "đoàn công tác",
        "đoàn giám sát",
        "đoàn khảo sát",
        "đoàn kiểm tra",
        "tổ công tác",
        "lãnh đạo tỉnh",
        "lãnh đạo thành phố",
        "lãnh đạo ubnd tỉnh",
    }
)
"""In the mouth of its leader the delegation says what he says."""
MARKER = re.compile(
    r"(?:[-–•*+]|câu(?: hỏi)? \d{1,2}[.:)]"
    r"|\(?\d{1,3}(?:\.\d{1,2}){0,2}[.)]|\d{1,2}\.\d{1,2}|\d{1,2}[-/](?=\s)|[ivx]{1,5}\.|\(?[a-zđ]\))\s+"
)
ROMAN = re.compile(r"(?:[ivx]{1,5}[.\-/]|[a-h]/)\s")
NUMBERED = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,2}){0,2}[.)]|\d{1,2}\.\d{1,2}|\d{1,2}[-/](?=\s)|[ivx]{1,5}\.|\(?[a-zđ]\))\s+"
)


_LABEL = 14


def label_end(tokens: Sequence[Token], at: int) -> int:
    """The colon of "Bà X: ..." or "Bà X, tổ dân phố 6: ...", where the name ends at `at`; 0 when there is none."""
    if at >= len(tokens):
        return 0
    if tokens[at].low == ":":
        return at
    if tokens[at].low not in (",", "(", "-", "–"):
        return 0
    return next((k for k in range(at, min(at + _LABEL, len(tokens))) if tokens[k].low == ":"), 0)
