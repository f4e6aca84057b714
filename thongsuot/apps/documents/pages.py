"""Pictures of PDF pages, for scans that have no text."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium

from thongsuot.apps.core.errors import BrokenRule

WIDTH = 1000
"""Pixels across: readable on a desktop, small enough for a phone."""
MOST_PAGES = 500


def count(content: bytes) -> int:
    """Number of pages. Raises `BrokenRule` when the bytes are no readable PDF."""
    with _opened(content) as pdf:
        return min(len(pdf), MOST_PAGES)


def picture(content: bytes, page: int) -> bytes:
    """Page `page` (from 1) as PNG. Raises `BrokenRule` when there is no such page."""
    with _opened(content) as pdf:
        if not 1 <= page <= min(len(pdf), MOST_PAGES):
            raise BrokenRule("Tài liệu không có trang này.", field="page")
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        scale = min(WIDTH / max(width, 1), 4 * WIDTH / max(height, 1))
        out = BytesIO()
        sheet.render(scale=scale, grayscale=True).to_pil().save(out, "PNG", optimize=True)
        return out.getvalue()


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise BrokenRule("Không mở được tệp PDF này.", code="bad-pdf") from error
