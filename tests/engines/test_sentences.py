from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.engines.text.sentences import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phường ổn định. Xã cần vốn.", ["Phường ổn định.", "Xã cần vốn."]),
        ("Hội nghị kết thúc tốt đẹp./.", ["Hội nghị kết thúc tốt đẹp./."]),
        ("Kết thúc./. Minh Phượng", ["Kết thúc./.", "Minh Phượng"]),
        ("Đoàn đến TP. Huế sáng 15.11. Sau đó về.", ["Đoàn đến TP. Huế sáng 15.11.", "Sau đó về."]),
        ("PGS. TS. Lê Quý Khải phát biểu.", ["PGS. TS. Lê Quý Khải phát biểu."]),
        ("Tiếp nhận 8.412 hồ sơ; đạt 97,6%.", ["Tiếp nhận 8.412 hồ sơ; đạt 97,6%."]),
        ("Thiếu máy in, bàn, ghế, v.v. và xe.", ["Thiếu máy in, bàn, ghế, v.v. và xe."]),
        ("1. Rà soát biên chế. Báo cáo tỉnh.", ["1. Rà soát biên chế.", "Báo cáo tỉnh."]),
        ("Trụ sở chật hẹp…Trong khi đó, xe thiếu.", ["Trụ sở chật hẹp…", "Trong khi đó, xe thiếu."]),
        ("bổ sung quy hoạch;... Đồng chí kết luận.", ["bổ sung quy hoạch;...", "Đồng chí kết luận."]),
        ("Vì nhân dân.Trong đó có xã.", ["Vì nhân dân.", "Trong đó có xã."]),
        ('"Phải làm ngay." Đồng chí nói.', ['"Phải làm ngay."', "Đồng chí nói."]),
        ("Ngày 25.8.2025 họp tại xã.", ["Ngày 25.8.2025 họp tại xã."]),
        ("", []),
        (" \n ", []),
        ("không có dấu chấm", ["không có dấu chấm"]),
    ],
)
def test_table(text, expected):
    assert cut(text) == expected


def test_a_part_of_a_text():
    text = "Một. Hai ba. Bốn."
    assert [text[a:b] for a, b in sentences(text, 5, 12)] == ["Hai ba."]


@given(st.text(alphabet="aĐ.…!?/;: \"'\n1T", max_size=80))
def test_nothing_visible_is_lost(text):
    spans = list(sentences(text))
    assert all(a < b for a, b in spans) and spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for a, b in spans for at in range(a, b)}
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())
