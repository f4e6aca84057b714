"""Work that is told without a verb of asking: "UBND xã khẩn trương ...", "Nhiệm vụ của xã là ..."."""

from __future__ import annotations

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.lexicon import words
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range

_TASKS = frozenset({("nhiệm", "vụ"), ("việc", "cần"), ("việc", "trước"), ("trọng", "tâm"), ("yêu", "cầu")})
_IMPERATIVE = words("khẩn sớm tiếp tập chủ phối rà tham hướng cử trình làm kiểm đẩy tăng quan không nghiên")
"""First syllables of verbs that call for work rather than tell of it."""
_NOT_ACTION = frozenset({"đã", "được", "đang", "bị", "có"})


def named_task(row: Row, at: int, to: int) -> int | None:
    """ "Nhiệm vụ trước mắt của xã là chuẩn bị ...": where the work begins."""
    tokens = row.tokens
    if (tokens[at].low, tokens[min(at + 1, to - 1)].low) not in _TASKS:
        return None
    is_at = next((k for k in range(at + 2, min(at + 14, to)) if tokens[k].low in ("là", ":")), None)
    if is_at is None or is_at + 1 >= to or tokens[is_at].low == ":":
        return None
    return is_at + 1 if ACTIONS.at(tokens, is_at + 1) else None


def set_owner(scene: Scene, row: Row, at: int, to: int) -> bool:
    """Sets the assignees to the body whose task it is, when it is named."""
    organ = next(
        (found for k in range(at, to) if (found := organ_at(row.tokens, k)) and found.to <= to), None
    )
    if organ:
        scene.assignees = scene.charged(row, organ)
    return organ is not None


def is_told_off(scene: Scene, row: Row, part: Range, opening: Opening) -> bool:
    """ "UBND xã khẩn trương ...", "Trong quý IV, Sở A hoàn thành ...": in the chair's mouth a body and its work."""
    if opening.organ is None or scene.speaker.person is None or scene.speaker.person is not scene.cast.chair:
        return False
    if not does(row, opening.organ.to, part[1]):
        return False
    first = row.tokens[opening.organ.to].low
    return first in _IMPERATIVE or scene.due(row, (opening.at, part[1])) is not None


def does(row: Row, at: int, to: int) -> bool:
    """Whether the subject is told to do something: a verb of work within reach and nothing done yet."""
    for k in range(at, min(at + 4, to)):
        low = row.tokens[k].low
        if low in _NOT_ACTION or low in (",", ";"):
            return False
        if ACTIONS.at(row.tokens, k) or low == "không":
            return True
    return False
