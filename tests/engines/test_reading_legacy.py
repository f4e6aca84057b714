"""Texts in TCVN3 and VNI letters are read as if they had been typed today; everything else stays as it came."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import docx
import pytest
from viparse.normalize.tables import Charmap
from viparse.normalize.tcvn3 import TCVN3
from viparse.normalize.vni import VNI

from thongsuot.engines.reading.load.legacy import is_legacy, restored
from thongsuot.engines.reading.model import ItemKind, Problem, Source, Unreadable
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

REPORT = """Sáng 14/8, đồng chí Lò Văn Sáng, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Quảng Ngãi làm việc với Ban Thường vụ \
Đảng ủy phường Kon Tum về tình hình vận hành chính quyền địa phương 2 cấp năm 2025.

Tại buổi làm việc, đại diện lãnh đạo phường kiến nghị tỉnh bổ sung kinh phí sửa chữa trụ sở làm việc; tăng cường \
công chức phụ trách chuyển đổi số; sớm phê duyệt quy hoạch khu trung tâm hành chính mới.

Phát biểu kết luận buổi làm việc, đồng chí Lò Văn Sáng yêu cầu phường rà soát, sắp xếp lại tài sản công; giao Sở Tài \
chính chủ trì, phối hợp với Sở Xây dựng thẩm định phương án sử dụng trụ sở dôi dư./.
"""
SPANISH = (
    "La comisión señaló que el niño pidió atención médica según la resolución; más información en la página. "
    * 9
)


def typed(text: str, charmap: Charmap) -> str:
    """The text as its font numbered it; a capital of TCVN3 is a matter of the font, so it is typed small."""
    numbers = {new: old for old, new in charmap.pairs if new > "\u007f"}
    return "".join(numbers.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def in_word(text: str) -> bytes:
    document, out = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("charmap", [TCVN3, VNI], ids=["tcvn3", "vni"])
@pytest.mark.parametrize("carry", [lambda text: text.encode(), lambda text: text.encode("latin-1", "ignore"), in_word], ids=["utf-8", "bytes", "docx"])  # fmt: skip
def test_an_old_text_gives_the_same_items(charmap: Charmap, carry) -> None:  # type: ignore[no-untyped-def]
    old = typed(REPORT, charmap)
    assert is_legacy(old)
    record = read(Source(carry(old)), gazetteer())
    asked = [item.text for item in record.of_kind(ItemKind.RECOMMENDATION)]
    assert asked == [
        "bổ sung kinh phí sửa chữa trụ sở làm việc",
        "tăng cường công chức phụ trách chuyển đổi số",
        "phê duyệt quy hoạch khu trung tâm hành chính mới",
    ]
    assert len(record.of_kind(ItemKind.DIRECTIVE)) == 2


@pytest.mark.parametrize("text", [REPORT, SPANISH, "", "plain ascii", "Café à la carte"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert restored(text) == text


def test_another_language_in_old_bytes_is_refused_as_such() -> None:
    with pytest.raises(Unreadable) as refused:
        read(Source(SPANISH.encode("latin-1")), gazetteer())
    assert refused.value.problem in (Problem.NOT_VIETNAMESE, Problem.DAMAGED)
