"""Three readings of a Vietnamese text: `nfc` to store, `tones` to compare names, `fold` to search.

Vietnamese writes one syllable in several ways: composed or decomposed letters, the tone on either
vowel of oa, oe, uy (hòa, hoà), đ as the Icelandic ð, and an apostrophe from any of six keys.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ"})
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ`´′"), "'")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_COMBINING = range(0x0300, 0x0370)
_LATIN = (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))


def _folded_letter(code: int) -> str:
    letter = chr(code).lower()
    if letter == "đ":
        return "d"
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


_FOLDED: dict[int, str | None] = {
    **{code: _folded_letter(code) for code in _LATIN},
    **dict.fromkeys(_COMBINING, None),
    **_APOSTROPHES,
}


def nfc(text: str) -> str:
    """The text as it is stored: NFC, and the letter đ where its lookalikes Ð, ð and Ɖ stand.

    Decomposed letters are joined, so positions in the result are not positions in `text`;
    nfc(nfc(t)) == nfc(t), and all positions that the product keeps are positions in such a text.
    """
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_LOOKALIKES)


def fold(text: str) -> str:
    """The text for search: lower case, without marks, đ as d, apostrophes as "'".

    As long as `nfc(text)` for Vietnamese; a mark that joins no letter is dropped.
    """
    return _fold_name(text) if len(text) <= _NAME else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_FOLDED)
    return nfc(text).lower().translate(_FOLDED)


_NAME = 60
"""Code points: names and titles are folded again and again, whole texts once."""
_fold_name = lru_cache(maxsize=20_000)(_fold)


@lru_cache(maxsize=20_000)
def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    letters = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    return letters + "".join(_TONES.findall(decomposed))


def tones(text: str) -> str:
    """A key under which two spellings of one name are equal; for comparing only, never shown.

    Lower case, the tone moved behind its syllable (hoà and hòa, thuỷ and thủy, uỷ and ủy meet;
    ba, bà and bá stay apart), apostrophes as "'", white space as single blanks.
    """
    plain = nfc(text).lower().translate(_APOSTROPHES)
    return " ".join(map(_tone_last, plain.split()))
