"""Refusing what would be misread: other languages, machine translations, text that lost its marks.

Vietnamese without marks is refused too. "can bo" is cán bộ or cần bỏ, "chua" is chưa or chùa: reading it
would put invented words into an official's mouth. The sender can type the marks; the reader must not guess.
"""

from __future__ import annotations

import re
from collections import Counter

from thongsuot.engines.reading.lexicon import words
from thongsuot.engines.reading.model import Problem, Unreadable
from thongsuot.engines.text.fold import fold

_FREQUENT = words(
    """
của và các được trong những là có cho với đã đến về tại từ này một để ở không theo việc cũng khi ra sự
trên người nhiều như công chức tỉnh xã phường đồng chí ủy làm hiện nhiệm vụ triển khai cần đề nghị chỉ
đạo dân nước năm ngày tổ lãnh sau hội quả kết tình hình
"""
)
_FOLDED = {fold(word) for word in _FREQUENT}
_FOREIGN = words(
    """
the of and to in is for that with was are on by as at from this have has will le la les des et du en
dans pour est que qui une sur au avec ont été sont der die das und ist och att som det av på de el los
las y
"""
)
_NAMES = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000
_NOTICE = re.compile(
    r"b[ảa]n d[ịi]ch (?:n[àa]y )?(?:đ[ưu][ợo]c )?(?:th[ựu]c hi[ệe]n )?(?:t[ựu] đ[ộo]ng|b[ằa]ng m[áa]y)"
    r"|d[ịi]ch t[ựu] đ[ộo]ng b[ởo]i"
    r"|(?:automatically|machine)[ -]translated|translated by (?:google|ai)|traduction automatique",
    re.IGNORECASE,
)
_FEW_WORDS = 8


def _share(words: Counter[str], known: frozenset[str] | set[str]) -> float:
    return sum(count for word, count in words.items() if word in known) / max(1, words.total())


def check_language(text: str) -> None:
    """Raise Unreadable unless `text` (NFC) is Vietnamese as people write it."""
    sample = text[:_SAMPLE]
    words = Counter(word.lower() for word in _WORD.findall(sample))
    if not words:
        raise Unreadable(Problem.EMPTY, "no words")
    if _NOTICE.search(sample):
        raise Unreadable(Problem.MACHINE_TRANSLATED, "the page says so")
    true, foreign = _share(words, _FREQUENT), _share(words, _FOREIGN)
    folded = sum(count for word, count in words.items() if fold(word) in _FOLDED) / words.total()
    if words.total() < _FEW_WORDS and _NAMES.search(sample):
        return
    _judge(sample, true, folded, foreign)


def _judge(sample: str, true: float, folded: float, foreign: float) -> None:
    if foreign > 0.12 and foreign > 2 * true:
        problem = Problem.MACHINE_TRANSLATED if len(_NAMES.findall(sample)) > 5 else Problem.NOT_VIETNAMESE
        raise Unreadable(problem, "function words of another language")
    if folded > 0.12 and true < 0.4 * folded:
        marks = "wrong marks" if _NAMES.search(sample) else "no marks"
        raise Unreadable(Problem.DAMAGED, f"Vietnamese with {marks}")
    if true < 0.04:
        raise Unreadable(Problem.NOT_VIETNAMESE, "no Vietnamese function words")
