"""Figures of a report as observations: what was measured, its number, its unit, and of which period.

"Thu ngân sách 9 tháng đạt 1,9 tỷ đồng, bằng 63% dự toán" holds two: 1.9 "tỷ đồng", and 63 "%" of "dự toán".
Numbers are written the Vietnamese way: "1.245" is a thousand and more, "97,4" is less than a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from thongsuot.engines.reading.dates import COUNTS, QUARTERS, full_dates, made, month_end
from thongsuot.engines.reading.model import Item, ItemKind, Observation, Period, Span
from thongsuot.engines.reading.page import Page

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_UNITS = (
    r"%|(?:nghìn |ngàn )?(?:tỷ|tỉ|triệu|nghìn|ngàn)(?: (?:đồng|usd|lượt khách|lượt))?|đồng"
    r"|ha|hecta|km2|km|m2|m3|mét|tấn|tạ|kg|lượt (?:người|khách|hồ sơ|hộ)|hồ sơ|trường hợp|cán bộ, công chức|cán bộ"
    r"|công chức|viên chức|biên chế|người dân|người"
    r"|hộ (?:dân|nghèo|cận nghèo|gia đình)|hộ|dự án|công trình|chỉ tiêu|nhiệm vụ|văn bản|trụ sở|cơ sở|thủ tục"
    r"|doanh nghiệp|hợp tác xã|học sinh|đảng viên|chi bộ|tổ chức đảng|đơn vị|nghị quyết|kế hoạch|kiến nghị|ý kiến"
    r"|lao động|việc làm|căn nhà|ngôi nhà|căn|tuyến đường|tuyến|thôn|bản|buôn|tổ dân phố|khu phố|xã|phường|cuộc họp"
    r"|cuộc|vụ việc|vụ|đơn thư|đơn|lượt|phòng học|phòng|thửa đất|thửa|giấy chứng nhận|mô hình|sản phẩm ocop|sản phẩm"
    r"|tiêu chí|điểm|tổ|đồng chí|trường|lớp|giường bệnh|máy tính|máy"
)
_FIGURE = re.compile(
    rf"(?<![\w/.,:\-])(?P<value>{_NUMBER})(?:\s?/\s?(?P<of>{_NUMBER}))?\s?(?P<unit>{_UNITS})(?!\w)"
)
_RELATION = re.compile(r"\b(?P<word>bằng|tăng|giảm|vượt|chiếm|đạt)(?:\s+(?:trên|gần|hơn|khoảng|thêm))?\s*$")
_BASIS = re.compile(
    r"\s*(?:so với\s+)?(?P<words>(?:dự toán|kế hoạch|cùng kỳ|chỉ tiêu|tổng số|nghị quyết|năm trước|năm \d{4}"
    r"|tháng trước|quý trước|mức bình quân|số [^\W\d]+)(?:\s[^\W\d_]+){0,5})"
)
_LAST_WORDS = re.compile(
    r"\s*\b(?:đạt|là|được|có|trên|gần|hơn|khoảng|với|còn|tổng số|ước|ước đạt|lên|xuống|tới|đến|cho|tại|:)\s*$"
)
_OPENERS = re.compile(
    r"^(?:trong đó|trong (?:tháng|quý|kỳ|năm)|đến nay|hiện nay|cụ thể|kết quả|và|đã)\b[,:]?\s*"
)
_SPLIT = re.compile(r"[,;:()]\s")
_DM = r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?"
_YEAR = r"(?:\s*(?:[/.\-]|năm)\s*(\d{4}))?"
_PERIODS = re.compile(
    rf"(?:từ(?: ngày)?\s+{_DM}(?:\s*[-–]\s*|\s+đến\s+(?:hết\s+|nay\b)?(?:ngày\s+)?)(?:{_DM})?)"
    r"|\b(\d{1,2}|sáu|chín|ba) tháng (?:đầu )?năm(?:\s+(\d{4}))?"
    r"|(?<!sau )(?<!hơn )(?<!gần )(?<!qua )\b([36789]|1[01]|ba|sáu|chín) tháng\b(?! (?:cuối|tới|qua|tuổi|đầu năm))"
    rf"|\b(?:đến|tính đến|đến hết)(?:\s+ngày)?\s+{_DM}"
    rf"|\bquý\s+(iv|iii|ii|i|[1-4]){_YEAR}\b|\btháng\s+(\d{{1,2}}){_YEAR}(?!\d)|\bnăm\s+(\d{{4}})\b"
)
_KINDS = frozenset({ItemKind.RESULT, ItemKind.DIFFICULTY, ItemKind.STATEMENT})
_LONGEST, _TITLE_LINES = 12, 12
_TITLES = ("tình hình", "kết quả", "báo cáo", "về ", "v/v", "sơ kết", "tổng kết", "công tác")


def number_of(written: str) -> float:
    """The number that Vietnamese writing means: "1.245" -> 1245.0, "97,4" -> 97.4."""
    return float(written.replace(".", "").replace(",", "."))


def _months(first: int, last: int, year: int) -> tuple[date | None, date | None]:
    since, until = made(1, first, year), month_end(year, last)
    return (since, until) if since and until and since < until else (None, None)


def _bounds(found: re.Match[str], year: int) -> tuple[date | None, date | None]:
    groups = found.groups()
    if groups[0]:
        until_year = int(groups[5] or groups[2] or year)
        until = made(groups[3], groups[4], until_year) if groups[3] else None
        return made(groups[0], groups[1], int(groups[2] or until_year)), until
    if groups[6] or groups[8]:
        words = groups[6] or groups[8]
        return _months(1, int(words) if words.isdigit() else COUNTS[words], int(groups[7] or year))
    if groups[9]:
        return None, made(groups[9], groups[10], int(groups[11] or year))
    if groups[12]:
        quarter = QUARTERS[groups[12]]
        return _months(3 * quarter - 2, 3 * quarter, int(groups[13] or year))
    if groups[14]:
        return _months(int(groups[14]), int(groups[14]), int(groups[15] or year))
    return _months(1, 12, int(groups[16]))


def periods_in(low: str, text: str, start: int, end: int, year: int) -> Iterator[Period]:
    """The periods that text[start:end] names; `year` where they name none."""
    for found in _PERIODS.finditer(low, start, end):
        since, until = _bounds(found, year)
        if since or until:
            yield Period(text[found.start() : found.end()], since, until, Span(found.start(), found.end()))


def _of_report(page: Page, year: int) -> Period | None:
    """The period that the title of a report names."""
    for line in page.lines[:_TITLE_LINES]:
        low = page.low_of(line)
        if low.startswith(_TITLES):
            found = next(periods_in(page.low, page.text, line.start, line.end, year), None)
            if found:
                return found
    return None


def _indicator(before: str, last: str) -> tuple[str, str]:
    """(what was measured, relation) from the words before a number; `last` is what was measured before it."""
    relation = found["word"] if (found := _RELATION.search(before.lower())) else ""
    clause = _SPLIT.split(before)[-1]
    clause = clause[: len(clause) - (len(before) - found.start())] if found and relation else clause
    while trimmed := _LAST_WORDS.search(clause.lower()):
        clause = clause[: trimmed.start()]
    clause = _OPENERS.sub("", clause.strip(" ,.;:-")) if clause[:1].islower() else clause.strip(" ,.;:-")
    words = clause.split()
    if not words and relation and last:
        return last, relation
    return " ".join(words[-_LONGEST:]), "" if relation == "đạt" else relation


def _of_item(page: Page, index: int, item: Item, default: Period | None, year: int) -> Iterator[Observation]:
    start, end = item.span.start, item.span.end
    named: list[Period] | None = None
    at, last = start, ""
    for found in _FIGURE.finditer(page.low, start, end):
        if _is_no_figure(page.low, found):
            continue
        if named is None:
            begin = max(page.low.rfind("\n", 0, start), page.low.rfind(". ", 0, start)) + 1
            named = [*periods_in(page.low, page.text, begin, end, year)]
        indicator, relation = _indicator(page.text[at : found.start()], last)
        basis = _BASIS.match(page.low, found.end(), end) if found["unit"] == "%" else None
        if not indicator:
            behind = _SPLIT.split(page.text[found.end() : end])[0]
            indicator = " ".join(behind.split()[:_LONGEST]) or last
        yield Observation(
            item=index,
            indicator=indicator,
            relation=relation,
            value=number_of(found["value"]),
            of=number_of(found["of"]) if found["of"] else None,
            unit=found["unit"],
            basis=basis["words"] if basis else "",
            period=next(
                (one for one in reversed(named) if one.span.start < found.start()),
                named[0] if named else default,
            ),
            span=Span(found.start(), found.end()),
        )
        at, last = found.end(), indicator


def _is_no_figure(low: str, found: re.Match[str]) -> bool:
    """The number of a document, a day, a month, a paragraph."""
    before = low[max(0, found.start() - 12) : found.start()]
    return bool(
        re.search(
            r"(?:\bsố|\bngày|\btháng|\bnăm|\bkhóa|\bđiều|\bkhoản|\bquý|\bgiai đoạn|\bquốc lộ|\btl)\s*$",
            before,
        )
    )


def observed(page: Page, items: Sequence[Item], held: date | None) -> tuple[Observation, ...]:
    """The figures of the results and difficulties of a report, in the order of the text."""
    day = held or next(iter(full_dates(page.low)), None)
    year = day.year if day else 0
    default = _of_report(page, year)
    return tuple(
        one
        for index, item in enumerate(items)
        if item.kind in _KINDS
        for one in _of_item(page, index, item, default, year)
    )
