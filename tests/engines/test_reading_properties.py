"""Any text, any bytes: no crash but Unreadable, a record that holds together, the same one twice."""

from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.load.sniff import kind_of
from thongsuot.engines.reading.model import Source, Unreadable
from thongsuot.engines.reading.page import clean, level
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

DOCUMENTS = Path(__file__).parents[1] / "reading/documents"
WORDS = [
    "đồng chí", "Nguyễn Văn An", "Phó Bí thư Tỉnh ủy", "Chủ tịch UBND xã Tân Lập", "Sở Nội vụ",
    "các xã, phường", "xã", "phường", "tỉnh", "đề nghị", "kiến nghị", "yêu cầu", "giao", "cần", "phải",
    "sẽ", "chủ trì, phối hợp với", "khó khăn, vướng mắc", "như", "còn thiếu", "xuống cấp", "chưa",
    "không", "rà soát", "bố trí", "biên chế", "trụ sở", "đất đai", "trước ngày 30/9",
    "trong quý IV/2025", "Sáng 21/8/2025", "làm việc với", "kết luận", "Tuy nhiên", "Đồng thời",
    "Một là", "Về", "Đối với", "Theo báo cáo của", "(", ")", '"', ",", ", ", "; ", ". ", ": ", "./.",
    "…", "\n", "\n\n", "1. ", "a) ", "- ", "– ", "Ảnh: A", "Tin nổi bật", "của", "và", "các", "được",
    "có", "với", "ông", "bà", "THÔNG BÁO", "I. ĐÁNH GIÁ CHUNG", "Nơi nhận:", "8.412", "%",
]  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@cache
def lines():
    return [
        line
        for path in sorted(DOCUMENTS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
    ]


def holds(content):
    try:
        record = read(Source(content), gazetteer())
    except Unreadable:
        return
    assert faults(record) == []
    assert read(Source(content), gazetteer()) == record


@settings(max_examples=150)
@given(phrases)
@example("đồng chí")
@example("Tuy nhiên kết luận - ")
@example("Sáng 21/8/2025, ")
def test_any_order_of_known_words(text):
    holds(("Sáng 21/8/2025, đồng chí Lê Văn Hòa, Bí thư Tỉnh ủy làm việc với xã Tân Lập. " + text).encode())


@settings(max_examples=60)
@given(st.data())
def test_lines_of_reports_shuffled(data):
    chosen = data.draw(st.lists(st.integers(0, len(lines()) - 1), min_size=1, max_size=25))
    holds("\n".join(lines()[i] for i in chosen).encode())


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_text(text):
    holds(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes(content):
    kind_of(content)
    holds(content)


@settings(max_examples=60)
@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><p>"]),
    st.binary(max_size=200),
)
def test_any_bytes_behind_a_known_head(head, content):
    holds(head + content)


@given(st.text(max_size=200))
def test_levelling_keeps_positions(text):
    assert len(level(text)) == len(text)
    assert clean(clean(text)) == clean(text)
