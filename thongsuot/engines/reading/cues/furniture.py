"""What belongs to the page and not to the report: one pattern a rule, on levelled lines.

No pattern nests one repetition in another, so each is linear in the length of the line.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class LineRule(NamedTuple):
    name: str
    pattern: re.Pattern[str]


def _rule(name: str, *patterns: str) -> LineRule:
    return LineRule(name, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))


_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7])"
_DAY = r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,5}"
_CLOCK = r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{0,2}(?:\s?phút)?(?::\d{2})?"

LINE_RULES = (
    _rule("hotline", r"^(?:hotline|đường dây nóng|điện thoại|liên hệ|email|fax|tel|địa chỉ)\b\s*[:\d(]"),
    _rule(
        "stamp",
        rf"^{_WEEKDAY}\b[\s,:\-|]*(?:{_CLOCK}|ngày|{_DAY})",
        rf"^(?:ngày|ngày đăng|đăng ngày|đăng lúc|cập nhật|cập nhật lúc|xuất bản"
        rf"|thời gian)?\s*:?\s*(?:lúc\s+)?{_DAY}[\s,|\-–]*(?:{_CLOCK})?[\s|()]*(?:\[?gmt ?\+7\]?"
        rf"|\(gmt ?\+7\))?\s*$",
        rf"^(?:lúc\s+)?{_CLOCK}[\s,|\-]*(?:ngày\s+)?{_DAY}",
        r"\[?\bgmt ?\+ ?7\]?",
        r"^date:?\s+\d{4}-\d{2}-\d{2}",
        r"^\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}.*)?$",
        rf"^(?:ngày đăng|đăng ngày|ngày đăng tin|cập nhật|ngày cập nhật|đăng lúc|xuất bản|ngày xuất bản"
        rf"|ngày tạo|published)\b[\s:]*.{{0,40}}{_DAY}",
    ),
    _rule(
        "views",
        r"^(?:lượt xem|lượt đọc|số lượt xem|xem|đã xem|views?)\s*:?\s*[\d.,]+",
        r"^[\d.,]+\s*(?:lượt xem|lượt đọc|views?)$",
        r"^:\s*\d+$",
    ),
    _rule(
        "font-size",
        r"^a\s?-\s+a\b",
        r"^a[-+]\s",
        r"tăng tương phản|giảm tương phản",
        r"\bcỡ chữ\b",
        r"^a\s?[-+]?\s+a\s?[-+]?(?:\s+a\s?[-+]?)?$",
    ),
    _rule(
        "app",
        r"^(?:đọc báo in|báo in|đọc báo giấy|tải ứng dụng|tải app|cài đặt ứng dụng|đăng nhập|đăng ký"
        r"|đăng xuất|tìm kiếm|trang chủ|rss|english|tiếng việt|menu|liên hệ quảng cáo|quảng cáo|sitemap"
        r"|toàn văn|e-?magazine|e-paper|nghe bài viết|nghe đọc bài|podcast|video|ảnh|media|longform"
        r"|infographics?)$",
    ),
    _rule(
        "follow",
        r"^theo dõi\b.{0,60}\btrên\b",
        r"^(?:google news|facebook|zalo|youtube|tiktok|twitter|fanpage|messenger|telegram|x)$",
        r"^(?:chia sẻ|share|like|thích|tweet|copy link|sao chép liên kết|lưu bài|in trang|in bài"
        r"|in bài viết|gửi email|gửi bài|gửi phản hồi|gửi bình luận|gửi ý kiến|in ấn|phản hồi|quay lại"
        r"|trở lại|về đầu trang|lên đầu trang|trở về)\s*:?$",
        r"^chia sẻ (?:bài viết|lên|qua|facebook|zalo)",
    ),
    _rule(
        "comments",
        r"^\(?\d*\)?\s*bình luận",
        r"^bình luận\b.{0,20}$",
        r"^bạn còn \d+",
        r"^(?:ý kiến|viết bình luận|gửi ý kiến)\s*(?:bạn đọc|độc giả|của bạn)?(?:\s*\(\d+\))?$",
        r"^(?:họ và tên|tên của bạn|mã xác nhận|nhập mã|captcha|vui lòng nhập|đánh giá bài viết"
        r"|tổng số điểm|click để đánh giá|xếp hạng|hãy là người đầu tiên)\b",
    ),
    _rule(
        "source",
        r"^(?:nguồn|nguồn tin|theo nguồn|tác giả|tác giả bài viết|tác giả bài|tin, ảnh|tin và ảnh"
        r"|tin ảnh|bài, ảnh|bài và ảnh|bài viết|ảnh và tin|thực hiện|biên tập|biên tập viên|tin|ảnh|bài"
        r"|video|clip|người viết|người đăng|phóng viên|ctv|theo)\s*(?:[:\-]\s|:$).{0,100}$",
    ),
    _rule(
        "image-data",
        r"data:image/",
        r"^!\[.{0,200}\]\(",
        r"^(?:\[?image\]?|img|hình ảnh|\.jpe?g|\.png)\s*[:\d]*$",
        r"^\S{1,200}\.(?:jpe?g|png|gif|webp)$",
        r"^<meta\b",
        r"^https?://\S{1,500}$",
        r"^www\.\S{1,200}$",
    ),
    _rule(
        "related",
        r"^(?:>>|»|>)\s*\S",
        r"^(?:xem thêm|đọc thêm|xem tiếp|mời xem|tin liên quan|bài liên quan)\s*:\s",
    ),
    _rule(
        "menu",
        r"^[^.;:!?]{1,300}\|[^.;!?]{0,300}$",
        r"^(?:trang chủ|trang nhất|home)\b.{0,120}$",
        r"^[^.;!?]{1,80}\s(?:>|»|›|/)\s[^.;!?]{1,80}$",
        r"^\|+$",
    ),
    _rule(
        "tags",
        r"^(?:từ khóa|tags?|từ khoá|thẻ|chủ đề|hashtag|chuyên mục|danh mục|mục)\s*:",
        r"^(?:tags?|từ khóa)$",
        r"^#\S",
    ),
    _rule(
        "broadcast",
        r"^lịch phát sóng",
        r"^ca khúc\s*:",
        r"^cột (?:phải|trái)$",
        r"^(?:truyền hình|phát thanh) trực tuyến$",
        r"^thời tiết\b.{0,40}$",
    ),
    _rule(
        "pager",
        r"^(?:tin tiếp|tin trước|tin sau|bài tiếp theo|bài trước|trang trước|trang sau|xem tất cả"
        r"|xem thêm|đọc tiếp|chi tiết|tiếp theo|trước|sau|1 2 3.{0,20})\s*[»>]*$",
    ),
    _rule(
        "copyright",
        r"^(?:©|\(c\)|copyright|bản quyền|giấy phép (?:số|thiết lập|xuất bản)|cơ quan chủ quản"
        r"|tổng biên tập|ghi rõ nguồn|® )",
    ),
    _rule("rule-off", r"^[\W_]{1,200}$"),
)

TAIL = re.compile(
    r"^(?:các )?(?:tin nổi bật|tin cùng chuyên mục|tin cùng mục|cùng chuyên mục|có thể bạn quan tâm"
    r"|tin liên quan|bài liên quan|bài viết liên quan|tin khác|tin mới|tin mới nhất"
    r"|tin mới hơn|tin cũ hơn|tin tức khác|tin đã đưa|bài viết khác|tin bài khác|đọc nhiều"
    r"|đọc nhiều nhất|xem nhiều|xem nhiều nhất|tin đọc nhiều|tin xem nhiều|tin bài liên quan"
    r"|mới nhất|ý kiến bạn đọc|ý kiến độc giả|bình luận|\(?\d*\)? ?bình luận|gửi bình luận|tin nóng"
    r"|đáng quan tâm|bạn có thể quan tâm|nổi bật|được quan tâm|tin tức liên quan"
    r"|tin ảnh|thông tin liên quan|các bài viết khác|các tin khác|tin cùng loại|tin tiêu điểm"
    r"|đừng bỏ lỡ|tiêu điểm|thông báo mới|văn bản mới|liên kết website|thống kê truy cập|video mới"
    r"|bài đọc nhiều|tin trong ngày|chuyên mục khác)"
    r"(?:\s*\(\d+\))?\s*:?\s*[»>]*$"
)
"""Headings of what stands below the story."""

COPY_LIST = re.compile(r"^nơi nhận\s*:?|^kính gửi\s*:|^(?:k/t|kt\.?|t/m|tm\.?|t/l|tl\.?|tuq\.?)\s+\S")
"""Where the body of an official document ends."""

SOURCE_TAG = re.compile(
    r"^\(\s*[^()]{1,40}\s*\)\s*[-:.]*\s*|^[\w.]{2,30}\.vn\s*[-:]+\s*|^(?:btno|glo|đto|bqn|tto|vov"
    r"|ttxvn)\s*[-:]+\s*"
)
"""A tag of the paper before the lead: "(BTNO) - "."""

AUTHOR_MARKS = re.compile(r"[\-–&/,.]|\s")
CAPTION_START = re.compile(
    r"^\(?\s*(?:ảnh|hình ảnh|ảnh minh họa)\s*:|^(?:quang cảnh|toàn cảnh|một góc|các đại biểu|đại biểu"
    r"|lãnh đạo .{0,60} (?:chụp ảnh|tham quan)|đoàn (?:công tác|khảo sát|giám sát|kiểm tra)"
    r"|các đồng chí|cử tri|người dân|phối cảnh|hình ảnh|ảnh chụp|không khí)\b"
)
CAPTION_END = re.compile(
    r"(?:\(?\s*ảnh\s*(?:minh họa|tư liệu)?\s*[:\-]?\s*[^.:]{0,60}\)?|[./]\s*(?:tin, )?ảnh\b.{0,50}"
    r"|\(ảnh[^()]{0,60}\))\s*\.?\s*$"
)
CAPTION_ACT = re.compile(
    r"\b(?:phát biểu|kết luận|trao đổi|báo cáo|kiểm tra|khảo sát|trao quà|tặng quà|trao tặng|chụp ảnh"
    r"|tham quan|phát biểu kết luận|phát biểu chỉ đạo|làm việc|nêu ý kiến|nêu kiến nghị|dự buổi|tham dự"
    r"|thăm hỏi|chủ trì|điều hành|giải trình|trả lời|thăm|động viên|thị sát)\b"
)
