"""PDF with a text layer. A scan has none: it is refused as such, and the product shows its pages instead."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.load.wrapped import unwrapped
from thongsuot.engines.reading.model import Limits, Problem, Unreadable

if TYPE_CHECKING:
    import pypdfium2

PDFIUM = threading.Lock()
"""PDFium may be entered by one thread of a process at a time, for whatever it is asked."""
_LOCKED = "password"
_LETTERS_PER_PAGE = 20


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as refused:
        problem = Problem.ENCRYPTED if _LOCKED in str(refused).lower() else Problem.DAMAGED
        raise Unreadable(problem, f"pdf: {refused}") from refused


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            return str(layer.get_text_bounded())
        finally:
            layer.close()
    finally:
        page.close()


def _pages(document: Any, limits: Limits) -> list[str]:
    if len(document) > limits.max_pages:
        raise Unreadable(Problem.TOO_LARGE, f"{len(document)} pages")
    pages: list[str] = []
    for number in range(len(document)):
        pages.append(_page_text(document, number))
        if sum(map(len, pages)) > limits.max_chars:
            raise Unreadable(Problem.TOO_LARGE, "too much text")
    return pages


def _read(content: bytes, limits: Limits) -> list[str]:
    import pypdfium2

    document = _opened(content)
    try:
        return _pages(document, limits)
    except pypdfium2.PdfiumError as broken:
        raise Unreadable(Problem.DAMAGED, f"pdf: {broken}") from broken
    finally:
        document.close()


def load(content: bytes, limits: Limits) -> Loaded:
    """The text of a PDF; Unreadable(NO_TEXT_LAYER) when its pages are pictures."""
    with PDFIUM:
        pages = _read(content, limits)
    letters = sum(sum(map(str.isalpha, page)) for page in pages)
    if letters < _LETTERS_PER_PAGE * max(1, len(pages)):
        raise Unreadable(Problem.NO_TEXT_LAYER, f"{letters} letters on {len(pages)} pages")
    return Loaded("\n".join(unwrapped(page.splitlines()) for page in pages), "pdf")
