"""Texts typed in the fonts of before Unicode: TCVN3 (.Vn…) and VNI, whose letters are other letters' numbers.

viparse has the tables and tells which it is; it is asked only about a text that has next to no modern
Vietnamese letter and many that Vietnamese does not write.
"""

from __future__ import annotations

import re

_MODERN = re.compile("[ơưăđƠƯĂĐ\u1ea0-\u1ef9]")
_STRANGE = re.compile("[\u0080-\u00ff]")
_HEAD = 20_000
_FEW, _MANY = 0.01, 0.04
"""Share of the letters: modern Vietnamese has a fifth of its own, a legacy text a tenth of strange ones."""


def is_legacy(text: str) -> bool:
    """Whether a text may be in letters of before Unicode."""
    head = text[:_HEAD]
    letters = sum(map(str.isalpha, head)) or 1
    strange = len(_STRANGE.findall(head))
    return strange / letters >= _MANY and len(_MODERN.findall(head)) / letters < _FEW


def restored(text: str) -> str:
    """The text in Unicode; unchanged where it is no legacy Vietnamese."""
    if not is_legacy(text):
        return text
    import viparse  # needs longer to start than most texts to be read, and most need it never

    encoding = viparse.detect_text_encoding(text)
    return str(viparse.fix(text, encoding=encoding)) if encoding else text
