from datetime import date

import pytest

from thongsuot.engines.reading.dates import deadlines, full_dates, session_before, session_in
from thongsuot.engines.reading.page import level

HELD = date(2025, 9, 17)


def due(text, held=HELD):
    return [(one.on, one.words) for one in deadlines(level(text), text, 0, len(text), held)]


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("báo cáo trước ngày 30/9", date(2025, 9, 30), "trước ngày 30/9"),
        ("gửi tỉnh trước 30-9.", date(2025, 9, 30), "trước 30-9"),
        ("trình trong quý IV/2025", date(2025, 12, 31), "trong quý IV/2025"),
        ("trình trong quý I năm 2026", date(2026, 3, 31), "trong quý I năm 2026"),
        ("hoàn thành trong tháng 11/2025", date(2025, 11, 30), "trong tháng 11/2025"),
        ("hoàn thành trong tháng 2/2028", date(2028, 2, 29), "trong tháng 2/2028"),
        ("hoàn thành trong tháng 1", date(2026, 1, 31), "trong tháng 1"),
        ("gửi chậm nhất ngày 20/11/2025", date(2025, 11, 20), "chậm nhất ngày 20/11/2025"),
        ("giải ngân từ nay đến cuối năm", date(2025, 12, 31), "từ nay đến cuối năm"),
        ("hoàn thành trong 6 tháng cuối năm 2026", date(2026, 12, 31), "trong 6 tháng cuối năm 2026"),
        ("gửi tỉnh trước ngày 15/3", date(2026, 3, 15), "trước ngày 15/3"),
        ("trả lời trong vòng 15 ngày", date(2025, 10, 2), "trong vòng 15 ngày"),
        ("trả lời trong vòng 15 ngày làm việc", None, "trong vòng 15 ngày làm việc"),
        ("xong trong tuần này", date(2025, 9, 21), "trong tuần này"),
        ("xong trong tháng tới", date(2025, 10, 31), "trong tháng tới"),
        ("định kỳ hằng tháng báo cáo", None, "định kỳ hằng tháng"),
        ("hoàn thành trước mùa mưa bão", None, "trước mùa mưa bão"),
    ],
)
def test_terms(text, on, words):
    assert due(text) == [(on, words)]


@pytest.mark.parametrize(
    "text",
    [
        "nhiệm kỳ 2025-2030",
        "kế hoạch quảng bá 6 tháng đầu năm 2026",
        "kể từ ngày 01/7/2025",
        "Công văn số 12/UBND ngày 3/8/2025",
        "trong thời gian tới",
        "trong thời gian sau sáp nhập",
        "bổ sung giáo viên trong năm học 2025 - 2026",
        "quý II và các tháng tiếp theo",
        "tại kỳ họp thường lệ cuối năm",
        "trước ngày 99/99",
    ],
)
def test_no_terms(text):
    assert [on for on, _ in due(text) if on] == []


@pytest.mark.parametrize(
    ("text", "published", "on", "part"),
    [
        ("Sáng 21/8, Phó Bí thư Tỉnh ủy", date(2025, 8, 22), date(2025, 8, 21), "sáng"),
        ("Chiều ngày 08/8/2025, đồng chí", None, date(2025, 8, 8), "chiều"),
        ("Chiều 20.8.2025, đồng chí", None, date(2025, 8, 20), "chiều"),
        ("Chiều 30-12, tại xã", date(2026, 1, 2), date(2025, 12, 30), "chiều"),
        ("Hôm nay, hồi 08 giờ 00, ngày 03 tháng 10 năm 2025, tại trụ sở", None, date(2025, 10, 3), ""),
        ("Thực hiện Kế hoạch số 5 ngày 1/2/2025, sáng 3/4/2025, Đoàn", None, date(2025, 4, 3), "sáng"),
        ("Sáng 31/2/2025 rồi sáng 3/3/2025", None, date(2025, 3, 3), "sáng"),
    ],
)
def test_day_of_the_session(text, published, on, part):
    low = level(text)
    found = session_in(low, 0, len(low), full_dates(low), published)
    assert found is not None and (found.on, found.part) == (on, part)


def test_a_day_without_any_year_stays_open():
    found = session_in("sáng 21/8, đoàn", 0, 15, [], None)
    assert found is not None and found.on is None


@pytest.mark.parametrize(
    ("told", "on"),
    [
        ("Chiều qua, đồng chí X làm việc với xã.", date(2025, 9, 8)),
        ("Sáng nay, đồng chí X làm việc với xã.", date(2025, 9, 9)),
        ("Hôm qua, đồng chí X làm việc với xã.", date(2025, 9, 8)),
        ("Qua hai tháng, xã đi vào hoạt động.", None),
    ],
)
def test_a_day_told_from_the_day_of_the_page(told: str, on: date | None) -> None:
    low = told.lower()
    found = session_before(low, 0, len(low), date(2025, 9, 9))
    assert (found and found.on) == on
    assert session_before(low, 0, len(low), None) is None
