"""Pages as pictures: one thread at a time, and a damaged or lost file is said to be so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.core import files
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.documents import actions, pages
from thongsuot.apps.documents.bridge import PDFIUM
from thongsuot.apps.documents.models import SourceFile

DAMAGED = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj
trailer <</Root 1 0 R>>
"""
"""Two pages are promised; of the second nothing is there."""


def scan(count: int = 2) -> bytes:
    made = pdfium.PdfDocument.new()
    for _page in range(count):
        made.new_page(595, 842)
    out = BytesIO()
    made.save(out)
    made.close()
    return out.getvalue()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the lock of PDFium was held, at each opening, page and closing."""
    seen: list[bool] = []

    class Watched(pdfium.PdfDocument):
        def __init__(self, *given: Any) -> None:
            seen.append(PDFIUM.locked())
            super().__init__(*given)

        def __getitem__(self, number: int) -> Any:
            seen.append(PDFIUM.locked())
            return super().__getitem__(number)

        def close(self) -> None:
            seen.append(PDFIUM.locked())
            super().close()

    monkeypatch.setattr(pages.pdfium, "PdfDocument", Watched)
    return seen


def test_whoever_is_inside_pdfium_holds_the_lock_of_the_reader(held: list[bool]) -> None:
    content = scan()
    held.clear()
    assert pages.count(content) == 2
    assert pages.picture(content, 1).startswith(b"\x89PNG")
    assert held == [True] * 5
    assert not PDFIUM.locked()


def test_many_ask_for_pages_at_the_same_time() -> None:
    content = scan(3)
    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(lambda number: pages.picture(content, 1 + number % 3), range(24)))
    assert {picture[:4] for picture in drawn} == {b"\x89PNG"}


@pytest.mark.parametrize(("content", "page"), [(b"%PDF-1.4 nothing", 1), (DAMAGED, 2), (b"", 1)])
def test_what_cannot_be_drawn_is_a_broken_rule_and_leaves_the_lock(content: bytes, page: int) -> None:
    with pytest.raises(BrokenRule, match="Không mở được tệp PDF"):
        pages.picture(content, page)
    assert not PDFIUM.locked()


def test_a_page_that_is_whole_is_drawn_beside_a_damaged_one() -> None:
    assert pages.picture(DAMAGED, 1).startswith(b"\x89PNG")


@pytest.fixture
def source(db: None) -> SourceFile:
    return actions.keep(content=scan(), name="quét.pdf", by=cast.coordinator(), at=NOW)


def test_a_lost_file_is_said_to_be_lost(source: SourceFile) -> None:
    files._path(source.sha256).unlink()
    client = cast.browser(cast.coordinator())
    for address in (
        reverse("documents:download", args=[source.uid]),
        reverse("documents:page", args=[source.uid, 1]),
    ):
        response = client.get(address)
        assert response.status_code == 422
        assert "Không tìm thấy tệp này trong kho lưu" in response.content.decode()


def test_only_a_picture_may_be_kept_by_the_browser(source: SourceFile) -> None:
    address = reverse("documents:page", args=[source.uid, 1])
    assert cast.browser(cast.coordinator()).get(address)["Cache-Control"] == "private, max-age=3600"
    assert "max-age" not in Client().get(address).headers.get("Cache-Control", "")
