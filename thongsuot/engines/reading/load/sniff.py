"""The kind of a file by its first bytes; its name is only a hint and is never believed against them."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OLE = "ole"
    OTHER = "other"


_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"PK\x03\x04", Kind.DOCX),
    (b"PK\x05\x06", Kind.DOCX),
)
_BINARY = (
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ",
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|article|main|div|p|table|section|h1)\b", re.IGNORECASE
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096


def kind_of(content: bytes) -> Kind:
    """The kind of `content`. PDF may be preceded by junk of up to a kilobyte, as readers allow."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if head.startswith(_BINARY):
        return Kind.OTHER
    if b"\x00" in content[:_HEAD] and not content.startswith(_WIDE):
        return Kind.OTHER
    return Kind.HTML if _MARKUP.search(head[:2048]) and b"</" in content else Kind.TEXT
