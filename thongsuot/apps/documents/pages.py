"""Pictures of PDF pages, for scans that have no text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO

import pypdfium2 as pdfium
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.documents.bridge import PDFIUM

WIDTH = 1000
"""Pixels across: readable on a desktop, small enough for a phone."""
MOST_PAGES = 500


def count(content: bytes) -> int:
    """Number of pages. Raises `BrokenRule` when the bytes are no readable PDF."""
    with _opened(content) as pdf:
        return min(len(pdf), MOST_PAGES)


def picture(content: bytes, page: int, *, width: int = WIDTH) -> bytes:
    """Page `page` (from 1) as PNG, `width` pixels across. Raises `BrokenRule` for no such page, or a damaged one."""
    with _opened(content) as pdf:
        if not 1 <= page <= min(len(pdf), MOST_PAGES):
            raise BrokenRule(_("Tài liệu không có trang này."), field="page")
        return _drawn(pdf[page - 1], width)


def _drawn(sheet: pdfium.PdfPage, across: int) -> bytes:
    width, height = sheet.get_size()
    scale = min(across / max(width, 1), 4 * across / max(height, 1))
    out = BytesIO()
    with closing(sheet.render(scale=scale, grayscale=True)) as bitmap:
        bitmap.to_pil().save(out, "PNG", optimize=True)
    return out.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, while nobody else is inside PDFium; closing it closes its pages."""
    with PDFIUM:
        try:
            with pdfium.PdfDocument(content) as pdf:
                yield pdf
        except pdfium.PdfiumError as error:
            raise BrokenRule(
                _("Không mở được tệp PDF này hoặc một trang của nó. Hãy tải tệp về máy để xem."),
                code="bad-pdf",
            ) from error
