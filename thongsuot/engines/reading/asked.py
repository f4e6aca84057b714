"""To whom a request or an order goes, and where the list of it begins."""

from __future__ import annotations

from itertools import pairwise

from thongsuot.engines.reading import difficulties
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.phrases import bare, organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range
from thongsuot.engines.reading.tokens import Shape

_COUNTED = frozenset({"nội", "vấn", "nhiệm", "kiến", "việc", "điểm"})
_NUMERALS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "mấy", "vài"})
_GENERAL = frozenset({"nhiều", "một", "các", "những", "số"})
_ENDS_GENERAL = frozenset({"đề", "dung", "vụ", "nghị", "việc", "vực", "sau", "pháp", "thể", ",", "hạn"})
_REQUESTS = frozenset({("kiến", "nghị"), ("đề", "xuất"), ("đề", "nghị"), ("nguyện", "vọng")})
_TROUBLE = frozenset({("khó", "khăn"), ("vướng", "mắc"), ("hạn", "chế"), ("bất", "cập"), ("tồn", "tại")})
_WISHED_BY = 10


def addressee(scene: Scene, row: Row, at: int, to: int) -> tuple[str, int]:
    """To whom a request goes, and where its matter begins."""
    tokens = row.tokens
    if at < to and tokens[at].low in ("với", "tới", "đến", "lên", "cho"):
        at += 1
    person = row.people.at(at) if at < to else None
    if person and (person.titles or person.name) and person.to <= to:
        return ", ".join(person.titles) or person.name, person.to
    organ = organ_at(tokens, at) if at < to else None
    organ = bare(tokens, organ, to) if organ else None
    if organ and organ.to <= to and organ.rank > Rank.PEOPLE:
        return scene.phrase(row, organ), organ.to
    return "", at


def listed(row: Row, at: int, to: int) -> tuple[int, bool]:
    """Where the list begins that "các vấn đề như", "4 nội dung:" announce; True when nothing follows it."""
    tokens = row.tokens
    is_general = at < to and (tokens[at].low in _GENERAL or tokens[at].shape is Shape.NUMBER)
    for k in range(at, min(at + (34 if is_general else 18), to)):
        low = tokens[k].low
        if low == ":" or (
            low in ("như", "gồm") and k > at and (is_general or tokens[k - 1].low in _ENDS_GENERAL)
        ):
            start = k + 1
            while start < to and tokens[start].low in (":", "sau"):
                start += 1
            return start, start >= to
        if low == ";" or (low == "," and k > at + 10 and not is_general):
            break
    last = [token.low for token in tokens[max(at, to - 5) : to] if token.is_word]
    counted = any(token.shape is Shape.NUMBER or token.low in _NUMERALS for token in tokens[at:to]) and bool(
        set(last) & _COUNTED
    )
    return at, (counted and to - at <= 8) or last[-1:] == ["sau"]


def wish(row: Row, at: int, to: int) -> int:
    """ "Điều xã mong mỏi là ...": where what is wished begins, 0 when nothing is."""
    if row.tokens[at].low not in ("điều", "mong", "nguyện"):
        return 0
    for k in range(at + 1, min(at + _WISHED_BY, to - 2)):
        hit = MOVES.at(row.tokens, k)
        if hit and hit.kind is Move.REQUEST and row.tokens[hit.to].low == "là":
            return hit.to + 1
    return 0


def announces(row: Row, part: Range) -> bool:
    """ "địa phương có 4 đề xuất:", "nêu một số kiến nghị sau:": a list of requests is to come."""
    words = [token.low for token in row.tokens[part[0] : part[1]]]
    if not words or words[-1] not in (":", "sau"):
        return False
    nouns = [pair for pair in pairwise(words) if pair in _REQUESTS or pair in _TROUBLE]
    return bool(nouns) and nouns[-1] in _REQUESTS


def asks_for_work(row: Row, at: int, to: int) -> bool:
    return ACTIONS.at(row.tokens, at) is not None and not difficulties.has_state(
        row.tokens, at, min(at + 6, to)
    )


def another_asked(scene: Scene, row: Row, at: int, to: int) -> int:
    """The comma of "đề nghị tỉnh mở rộng đường, ngành điện tăng công suất", behind which another is asked."""
    if ACTIONS.at(row.tokens, at) is None:
        return 0
    for k in range(at + 3, to - 3):
        organ = organ_at(row.tokens, k + 1) if row.tokens[k].low in (",", "và") else None
        if organ and organ.rank > scene.cast.host_rank and ACTIONS.at(row.tokens, organ.to):
            return k
    return 0
