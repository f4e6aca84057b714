"""Days: when the session was, and by when something is due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from thongsuot.engines.reading.model import Deadline, Span

_DM = r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4})(?!\d))?(?![\d/])"
_WORDS = r"(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s*(?:năm|/)\s*(\d{4}))?"
_SESSION = re.compile(
    rf"(?:\b(?P<part>sáng|chiều|tối|trưa)\b[^.;\d]{{0,30}}|\b(?:ngày|hôm(?:\s+(?:nay|qua))?,?)(?:\s*\(?)?\s*"
    rf"|\bhôm nay\b[^.;]{{0,60}}?\bngày\s+)(?:{_WORDS}|{_DM})"
)
_FULL = re.compile(
    r"(?<![\d/.\-])(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})(?!\d)"
    r"|\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CITED = re.compile(
    r"(?:số|văn bản|nghị quyết|quyết định|kế hoạch|công văn|thông báo|chỉ thị|kết luận)\b[^.;]{0,40}$"
)
_BACK = 45


@dataclass(frozen=True, slots=True)
class Session:
    """When the session was held: `part` is "sáng", "chiều", "tối" or ""."""

    on: date | None
    span: Span | None
    part: str


def made(day: object, month: object, year: object) -> date | None:
    """The day written so, None when there is no such day."""
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except (ValueError, OverflowError):
        return None


def _numbers(found: re.Match[str], *groups: int) -> tuple[str | None, ...]:
    return tuple(found[group] for group in groups)


def full_dates(low: str) -> list[date]:
    """All days written with their year, in the order of the text."""
    written = [
        (found.start(), made(*(_numbers(found, 1, 2, 3) if found[1] else _numbers(found, 4, 5, 6))))
        for found in _FULL.finditer(low)
    ]
    written += [(found.start(), made(found[3], found[2], found[1])) for found in _ISO.finditer(low)]
    return [day for _, day in sorted(written, key=itemgetter(0)) if day]


def _year(day: int, month: int, known: list[date], published: date | None) -> int | None:
    """The year of a day without one: from the same day with a year, else that which puts it before the
    day of publication, else the year named most."""
    for one in known:
        if (one.day, one.month) == (day, month):
            return one.year
    if published is None:
        years = Counter(one.year for one in known)
        return max(sorted(years), key=years.__getitem__) if years else None
    guess = made(day, month, published.year)
    is_later = guess is not None and (guess - published).days > 60
    return published.year - 1 if is_later else published.year


def session_in(low: str, start: int, end: int, known: list[date], published: date | None) -> Session | None:
    """The first "sáng 21/8" or "ngày 03 tháng 10 năm 2025" of low[start:end] that is no cited document's."""
    for found in _SESSION.finditer(low, start, end):
        if not found["part"] and _CITED.search(low[max(start, found.start() - _BACK) : found.start()]):
            continue
        d, m, y = _numbers(found, 2, 3, 4) if found[2] else _numbers(found, 5, 6, 7)
        if not d or not m:
            continue
        year = int(y) if y else _year(int(d), int(m), known, published)
        part = found["part"] or ""
        if year is None:
            return Session(None, None, part)
        if day := made(d, m, year):
            return Session(day, Span(found.start(), found.end()), part or _part_before(low, found.start()))
    return None


_SINCE = re.compile(
    r"\b(?:(?P<part>sáng|chiều|tối|trưa)\s+(?P<when>nay|qua)|(?:sáng|chiều|tối)?\s*hôm\s+(?P<day>nay|qua))\b"
)


def session_before(low: str, start: int, end: int, published: date | None) -> Session | None:
    """ "chiều qua", "sáng nay", "hôm qua": counted from the day of publication."""
    found = _SINCE.search(low, start, end) if published else None
    if found is None or published is None:
        return None
    back = timedelta(days=(found["when"] or found["day"]) == "qua")
    return Session(published - back, Span(found.start(), found.end()), found["part"] or "")


def day_told(low: str, start: int, end: int) -> Session | None:
    """ "Thời gian: 8h00, 03/9/2025": the whole day of a line that says when."""
    for found in _FULL.finditer(low, start, end):
        day = made(*(_numbers(found, 1, 2, 3) if found[1] else _numbers(found, 4, 5, 6)))
        if day:
            return Session(day, Span(found.start(), found.end()), _part_before(low, found.start()))
    return None


def _part_before(low: str, at: int) -> str:
    before = low[max(0, at - 10) : at]
    return next((part for part in ("sáng", "chiều", "tối", "trưa") if part in before), "")


QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LIMIT = (
    r"(?:(?:phải\s+)?(?:hoàn thành|xong|bàn giao|báo cáo|thực hiện|kết thúc|gửi|chậm nhất|muộn nhất)\s+)?"
)
_BEFORE = (
    r"(?:trước(?:\s+hết)?|chậm nhất(?:\s+là)?(?:\s+đến)?|muộn nhất(?:\s+là)?|đến hết|đến|xong trước"
    r"|hạn cuối(?:\s+là)?|thời hạn(?:\s+là|\s*:)?|thời gian báo cáo\s*:|trong|trc|vào(?:\s+dịp)?|hạn)"
)
_NUMBERS = r"\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_DUE = re.compile(
    rf"(?:{_BEFORE})\s+(?:\d{{1,2}}\s?(?:giờ|h)\d{{0,2}}\s+)?(?:(?:thời điểm\s+)?ngày\s+)?(?:{_WORDS}|{_DM})"
    r"|(?:trước|trong|hết|cuối|chậm nhất(?: trong| là)?|đến hết|đến cuối|trong cuối|vào cuối"
    r"|xong trong|vào|muộn nhất(?: là)?)\s+(?:cuối\s+)?tháng\s+(\d{1,2})"
    r"(?:\s*(?:[/.\-]|năm)\s*(\d{4}))?(?!\s*[/.\-]?\d)"
    r"|(?:trước|trong|hết|cuối|đến hết|đến cuối|xong trong|vào|(?:chậm|muộn) nhất(?: là)?(?: trong)?)"
    r"\s+(?:cuối\s+)?quý\s+(iv|iii|ii|i"
    r"|[1-4])(?:\s*(?:[/.\-]|năm)\s*(\d{4}))?\b"
    r"|(?:trong|từ nay đến|đến|hết)\s+(?:\d+|sáu|ba)\s+tháng\s+(cuối|đầu)\s+năm(?:\s+(\d{4}))?"
    r"|(?:trong|trước|hết|đến hết|đến cuối|vào cuối|trước cuối|từ nay đến(?: hết"
    r"| cuối)?)\s+năm(?!\s+học)(?:\s+(\d{4}|nay))?\b"
    r"|(?:trong\s+|ngay\s+|vào\s+|(?<=[,;]\s))(tháng|tuần|quý)\s+(này|tới|sau)\b"
    rf"|trong\s+(?:(?:vòng|thời hạn|thời gian)\s+|(?=(?:{_NUMBERS})\s+ngày\s+(?:tới|phải|kể từ|hoàn thành|báo cáo)))"
    rf"({_NUMBERS})\s+(ngày|tuần|tháng)(\s+làm việc)?(?:\s+tới)?"
    r"|(định kỳ\s+(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|(?:hằng|hàng)\s+(?:tuần|tháng|quý)"
    r"|vào ngày \d{1,2} (?:hằng|hàng) tháng|trước mùa (?:mưa bão|mưa lũ|mưa|bão|khô|lũ)(?: năm \d{4}"
    r"| năm nay)?|trước (?:tết(?! dương lịch)|năm học mới|kỳ họp)[^,.;]{0,40})"
    r"|(?:trong|ngay)\s+(?:chiều\s+|sáng\s+|ngày\s+)?(hôm nay)"
    r"|trước\s+(?:dịp\s+)?(tết dương lịch|giáng sinh|noel|quốc khánh)(?:\s+(?:\w+\s+){0,2}(\d{4}))?"
)
_NOT_DUE = re.compile(
    r"(?:nhiệm vụ|chỉ tiêu|kế hoạch|mục tiêu|giai đoạn|nhiệm kỳ|từ ngày|kể từ|năm học|công văn"
    r"|nghị quyết|dự toán|tiến độ|chương trình|phương hướng|dịp|số liệu|kết quả|sau ngày|định hướng"
    r"|kỳ họp)\s*$"
)
COUNTS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


def month_end(year: int, month: int) -> date | None:
    """The last day of a month, None when there is no such month."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    return date(year, month, monthrange(year, month)[1])


def _next(day: date | None, held: date | None, has_year: bool) -> date | None:
    """A day without a year that has passed by the session is next year's."""
    if day and held and not has_year and (held - day).days > 31:
        return made(day.day, day.month, day.year + 1)
    return day


def _of_words(found: re.Match[str], held: date | None) -> date | None:
    d, m, y = _numbers(found, 1, 2, 3) if found[1] else _numbers(found, 4, 5, 6)
    year = int(y) if y else (held.year if held else 0)
    return _next(made(d, m, year), held, bool(y))


def _of_period(found: re.Match[str], held: date | None) -> date | None:
    year_here = held.year if held else 0
    if found[7]:
        end = month_end(int(found[8] or year_here), int(found[7]))
        return _next(end, held, bool(found[8]))
    if found[9]:
        return _next(month_end(int(found[10] or year_here), 3 * QUARTERS[found[9]]), held, bool(found[10]))
    if found[11]:
        return month_end(int(found[12] or year_here), 12 if found[11] == "cuối" else 6)
    year = found[13]
    return month_end(int(year) if year and year.isdigit() else year_here, 12)


def _of_relative(found: re.Match[str], held: date | None) -> date | None:
    if held is None:
        return None
    ahead = found[15] in ("tới", "sau")
    if found[14] == "tuần":
        return held + timedelta(days=6 - held.weekday() + 7 * ahead)
    months = {"tháng": held.month, "quý": 3 * ((held.month + 2) // 3)}[found[14]] + ahead * {
        "tháng": 1,
        "quý": 3,
    }[found[14]]
    return month_end(held.year + (months - 1) // 12, (months - 1) % 12 + 1)


def _of_count(found: re.Match[str], held: date | None) -> date | None:
    number, unit, working = found[16], found[17], found[18]
    if held is None or working:
        return None
    count = int(number) if number.isdigit() else COUNTS[number]
    if unit == "tháng":
        months = held.month + count
        last = month_end(held.year + (months - 1) // 12, (months - 1) % 12 + 1)
        return last and last.replace(day=min(held.day, last.day))
    return held + timedelta(days=count * (7 if unit == "tuần" else 1))


def _day_of(found: re.Match[str], held: date | None) -> date | None:
    if found[1] or found[4]:
        return _of_words(found, held)
    if found[14]:
        return _of_relative(found, held)
    if found[16]:
        return _of_count(found, held)
    if found[19]:
        return None
    if found[20]:
        return held
    if found[21]:
        return _of_feast(found, held)
    return _of_period(found, held)


_FEASTS = {"tết dương lịch": (1, 1), "giáng sinh": (25, 12), "noel": (25, 12), "quốc khánh": (2, 9)}


def _of_feast(found: re.Match[str], held: date | None) -> date | None:
    """A feast by its name: that of the year told, else the next one behind the session."""
    if not (found[22] or held):
        return None
    years = [int(found[22])] if found[22] else [held.year, held.year + 1] if held else []
    days = [made(*_FEASTS[found[21]], year) for year in years]
    return next((day for day in days if day and (found[22] or held is None or day >= held)), None)


def deadlines(low: str, text: str, start: int, end: int, held: date | None) -> Iterator[Deadline]:
    """The terms set in text[start:end]; `on` is None where the words fix no day."""
    for found in _DUE.finditer(low, start, end):
        is_cited = _NOT_DUE.search(low[max(start, found.start() - 20) : found.start()])
        if is_cited and not low.startswith(("vào ngày", "trước", "chậm nhất"), found.start()):
            continue
        if low[found.start() - 1 : found.start()].isalnum() or low[found.end() : found.end() + 1].isalnum():
            continue
        yield Deadline(
            _day_of(found, held), text[found.start() : found.end()], Span(found.start(), found.end())
        )


def term_of(low: str, text: str, start: int, end: int, held: date | None) -> Deadline | None:
    """The term in the cell text[start:end] of a table, where "30/11/2025" or "Quý IV" stands alone."""
    found = list(deadlines(low, text, start, end, held))
    if fixed := next((one for one in found if one.on), None):
        return fixed
    cell = low[start:end].removeprefix("ngày ")
    if not any(letter.isalnum() for letter in cell):
        return None
    probes = (_DUE.match(head + cell) for head in ("trước ", "trong ", ""))
    day = next((day for probe in probes if probe and (day := _day_of(probe, held))), None)
    return Deadline(day, text[start:end], Span(start, end))
