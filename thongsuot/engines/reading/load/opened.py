"""One door for every kind of file."""

from __future__ import annotations

from thongsuot.engines.reading.load.legacy import restored
from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.load.sniff import Kind, kind_of
from thongsuot.engines.reading.model import Limits, Problem, Unreadable


def _load(content: bytes, kind: Kind, limits: Limits) -> Loaded:
    # Each loader brings its own library; text alone needs none, and starts at once.
    if kind is Kind.PDF:
        from thongsuot.engines.reading.load import pdf

        return pdf.load(content, limits)
    if kind is Kind.DOCX:
        from thongsuot.engines.reading.load import docx

        return docx.load(content, limits)
    if kind is Kind.OLE:
        from thongsuot.engines.reading.load import docx

        raise docx.refuse_ole(content)
    if kind is Kind.HTML:
        from thongsuot.engines.reading.load import html

        return html.load(content)
    if kind is Kind.OTHER:
        raise Unreadable(Problem.UNKNOWN_TYPE)
    from thongsuot.engines.reading.load import plain

    return plain.load(content)


def load(content: bytes, limits: Limits) -> Loaded:
    """The text of `content`, or Unreadable with the reason."""
    if len(content) > limits.max_bytes:
        raise Unreadable(Problem.TOO_LARGE, f"{len(content)} bytes")
    if not content.strip():
        raise Unreadable(Problem.EMPTY)
    loaded = _load(content, kind_of(content), limits)
    if len(loaded.text) > limits.max_chars:
        raise Unreadable(Problem.TOO_LARGE, f"{len(loaded.text)} characters")
    if not loaded.text.strip():
        raise Unreadable(Problem.EMPTY)
    return Loaded(restored(loaded.text), loaded.format, loaded.published_on)
