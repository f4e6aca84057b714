"""Plain text in the encodings that Vietnamese offices send."""

from __future__ import annotations

import re

from thongsuot.engines.reading.load.legacy import restored
from thongsuot.engines.reading.load.loaded import Loaded
from thongsuot.engines.reading.model import Problem, Unreadable

_TWICE_ENCODED = re.compile("áº[\x80-\xbf\u0100-\uffff]|á»[\x80-\xbf\u0100-\uffff]|Ã[\xa0-\xbf]|Æ°|Ä‘")
_ENOUGH = 5
_BYTE = {chr(byte): byte for byte in range(0x100)}
_BYTE |= {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
"""Windows-1252 as browsers take it: the five bytes it leaves undefined stand for themselves."""


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1258")


def _repaired(text: str) -> str:
    """UTF-8 that was once taken for Windows-1252 and saved again; left alone where that is unsure."""
    if len(_TWICE_ENCODED.findall(text[:20_000])) < _ENOUGH:
        return text
    try:
        return bytes(_BYTE.get(letter, 0x100) for letter in text).decode("utf-8")
    except (ValueError, UnicodeError):
        return text


def _typed_before_unicode(content: bytes) -> str | None:
    """One byte a letter, in the numbers of a TCVN3 or VNI font; None where it is anything else."""
    if _encodings(content) == ("utf-16",):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raw = content.decode("latin-1")
        found = restored(raw)
        return found if found != raw else None
    return None


def decode(content: bytes) -> str:
    """The text of `content`, from UTF-8, UTF-16 with its mark, or Windows-1258."""
    if (typed := _typed_before_unicode(content)) is not None:
        return typed
    for encoding in _encodings(content):
        try:
            return _repaired(content.decode(encoding))
        except UnicodeError:
            continue
    raise Unreadable(Problem.DAMAGED, "no known encoding")


def load(content: bytes) -> Loaded:
    return Loaded(decode(content), "text")
