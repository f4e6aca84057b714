"""How a commune's own report is divided, and how its points are introduced. On levelled lines."""

from __future__ import annotations

import re

from thongsuot.engines.reading.cues.sections import earliest
from thongsuot.engines.reading.model import ItemKind

TITLE = re.compile(r"^báo cáo(?:\s+(?:tóm tắt|nhanh|chuyên đề|sơ kết|tổng kết))?$")
LETTERHEAD = re.compile(
    r"^(?:ubnd|ủy ban nhân dân|đảng ủy|đảng bộ|hđnd|hội đồng nhân dân|ban chấp hành đảng bộ|ủy ban mttq(?: việt nam)?)"
)
UNIT = re.compile(r"\b(?:xã(?! hội)|phường|đặc khu)\s+\S")
NUMBER = re.compile(
    r"(?:[-–•*+]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)\-]|\d{1,2}\.\d{1,2}|[ivx]{1,5}[.\-]|\(?[a-zđ][.)])\s*(?=\S)"
)
MAJOR = re.compile(
    r"(?:phần (?:thứ )?(?:nhất|hai|ba|tư|năm|[ivx]{1,4}|\d)\b|[ivx]{1,5}\s?[.\-/]|[a-hđ]\s?[.\-/](?=\s)|\d{1,2}\s?[.)])"
)
END = re.compile(
    r"^(?:trên đây là|.{0,80}(?:trân trọng báo cáo|kính trình|kính mong|kính đề nghị .{0,60} xem xét))"
    r"|^(?:kính gửi|căn cứ|thực hiện (?:công văn|văn bản|chế độ|kế hoạch|chỉ đạo)|phúc đáp)\b"
)
CAUSE = re.compile(r"^(?:(?:\W*)nguyên nhân\b|\W*(?:về )?(?:khách quan|chủ quan)\b)")
OVERCOME = re.compile(
    r"\b(?:đến nay đã|đã (?:được )?khắc phục|đã hoàn tất|đã giải quyết xong|vẫn bảo đảm|vẫn đảm bảo|không xảy ra"
    r"|không ảnh hưởng|không bị gián đoạn|đã cơ bản)\b"
)
DONE = re.compile(r"\d|\b(?:đã|hoàn thành|đạt|ổn định|bảo đảm|được giữ vững|đi vào)\b")
TO = re.compile(r"(?:đối với|với|kiến nghị(?: với)?|đề nghị(?: với)?|đề xuất(?: với)?|kính đề nghị)\s+")
ASKS = re.compile(
    r"(?:kính |tiếp tục )?(?:kiến nghị|đề nghị|đề xuất)\b(?:,? (?:kiến nghị|đề nghị|đề xuất))?\s*"
)
AGAIN = re.compile(
    r"[,;(]?\s*(?:nội dung này|việc này|vấn đề này)?[^,;]{0,40}\b(?:đã|từng)\s+(?:được\s+)?(?:nhiều lần\s+)?"
    r"(?:kiến nghị|đề nghị|đề xuất|nêu|báo cáo)\b.{0,80}$"
)
_SECTIONS = (
    (None, r"đặc điểm|căn cứ|mục đích"),
    (ItemKind.RECOMMENDATION, r"kiến nghị|đề xuất|đề nghị"),
    (ItemKind.DIFFICULTY, r"khó khăn|hạn chế|tồn tại|vướng mắc|bất cập"),
    (ItemKind.DIRECTIVE, r"phương hướng|nhiệm vụ|giải pháp|kế hoạch|thời gian tới|tháng tới"),
    (ItemKind.RESULT, r"kết quả|đánh giá|tình hình|ưu điểm|thuận lợi|công tác"),
    (None, r"nguyên nhân|bài học"),
)
"""DIRECTIVE stands for the plans of the reporting body itself."""
_PATTERNS = tuple(re.compile(pattern) for _, pattern in _SECTIONS)


def section_of(low: str) -> tuple[bool, ItemKind | None]:
    """(is it a heading of a section, which): by the word that comes first in it."""
    found = earliest(low, _PATTERNS)
    return (False, None) if found is None else (True, _SECTIONS[found][0])
