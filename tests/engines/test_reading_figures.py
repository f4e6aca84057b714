"""Figures of invented reports as observations: number, unit, basis, period."""

from __future__ import annotations

from datetime import date

import pytest

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.figures import number_of, periods_in
from thongsuot.engines.reading.model import Observation, Source
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

HEAD = """ỦY BAN NHÂN DÂN
XÃ BA TƠ
Số: 87/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Ba Tơ, ngày 28 tháng 10 năm 2025
BÁO CÁO
Tình hình hoạt động của chính quyền địa phương 2 cấp tháng 10 năm 2025
I. KẾT QUẢ ĐẠT ĐƯỢC
"""
TAIL = "\nII. KHÓ KHĂN, VƯỚNG MẮC\n1. Thiếu 02 công chức tư pháp - hộ tịch.\nTrên đây là báo cáo của UBND xã Ba Tơ./."


def observed(*results: str) -> list[Observation]:
    text = HEAD + "\n".join(f"{n}. {words}" for n, words in enumerate(results, 1)) + TAIL
    record = read(Source(text.encode()), gazetteer())
    assert faults(record) == []
    return [one for one in record.observations if record.items[one.item].kind == "result"]


def test_each_figure_of_a_clause_is_one_observation() -> None:
    found = observed("Trong tháng, Trung tâm tiếp nhận 1.512 hồ sơ, giải quyết 498 hồ sơ, đúng hạn 97,4%.")
    assert [(one.indicator, one.value, one.unit) for one in found] == [
        ("Trung tâm tiếp nhận", 1512.0, "hồ sơ"),
        ("giải quyết", 498.0, "hồ sơ"),
        ("đúng hạn", 97.4, "%"),
    ]


def test_a_share_is_of_what_was_measured_before_it() -> None:
    budget, share = observed("Thu ngân sách lũy kế đạt 1,9 tỷ đồng, bằng 63% dự toán.")
    assert (budget.indicator, budget.relation, budget.value, budget.unit) == (
        "Thu ngân sách lũy kế",
        "",
        1.9,
        "tỷ đồng",
    )
    assert (share.indicator, share.relation, share.value, share.basis) == (
        "Thu ngân sách lũy kế",
        "bằng",
        63.0,
        "dự toán",
    )


def test_a_part_of_a_whole_keeps_both() -> None:
    (one,) = observed("Tổng số biên chế có mặt 41/48 người.")
    assert (one.value, one.of, one.unit) == (41.0, 48.0, "người")


def test_what_names_no_period_is_of_the_period_of_the_report() -> None:
    (one,) = observed("Xã cấp 30 giấy chứng nhận.")
    assert one.period and (one.period.since, one.period.until) == (date(2025, 10, 1), date(2025, 10, 31))
    (own,) = observed("9 tháng đầu năm, xã cấp 230 giấy chứng nhận.")
    assert own.period and (own.period.since, own.period.until) == (date(2025, 1, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    "words", ["Thực hiện Nghị quyết số 57 của Trung ương, xã đã lập tổ.", "Ngày 12/10 xã họp."]
)
def test_numbers_of_documents_and_days_are_no_figures(words: str) -> None:
    assert observed(words) == []


def test_difficulties_have_figures_too() -> None:
    record = read(Source((HEAD + "1. Xã đã kiện toàn 4 phòng." + TAIL).encode()), gazetteer())
    (lack,) = (one for one in record.observations if record.items[one.item].kind == "difficulty")
    assert (lack.indicator, lack.value, lack.unit) == ("Thiếu", 2.0, "công chức")


@pytest.mark.parametrize(("written", "number"), [("1.245", 1245.0), ("97,4", 97.4), ("02", 2.0), ("1.245.300,5", 1245300.5)])  # fmt: skip
def test_numbers_are_read_the_vietnamese_way(written: str, number: float) -> None:
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("trong 6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("quý III/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("tháng 2 năm 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("từ ngày 01/7 đến ngày 30/9/2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("từ ngày 01/7 đến nay", date(2025, 7, 1), None),
        ("tính đến 31/10", None, date(2025, 10, 31)),
        ("năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("chín tháng", date(2025, 1, 1), date(2025, 9, 30)),
    ],
)
def test_periods(text: str, since: date | None, until: date | None) -> None:
    (period,) = periods_in(level(text), text, 0, len(text), 2025)
    assert (period.since, period.until) == (since, until)


@pytest.mark.parametrize("text", ["sau 3 tháng vận hành", "trẻ dưới 6 tháng tuổi", "ngày 31/02", "tháng 13"])
def test_what_is_no_period(text: str) -> None:
    assert list(periods_in(level(text), text, 0, len(text), 2025)) == []
