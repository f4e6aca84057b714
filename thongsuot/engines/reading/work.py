"""Work that is told without a verb of asking: "UBND xã khẩn trương ...", "Nhiệm vụ của xã là ..."."""

from __future__ import annotations

from dataclasses import replace

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.lexicon import words
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import Organ, organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range
from thongsuot.engines.reading.tokens import Shape

_TASKS = frozenset({("nhiệm", "vụ"), ("việc", "cần"), ("việc", "trước"), ("trọng", "tâm"), ("yêu", "cầu")})
_IMPERATIVE = words("khẩn sớm tiếp tập chủ phối rà tham hướng cử trình làm kiểm đẩy tăng quan không nghiên")
"""First syllables of verbs that call for work rather than tell of it."""
BARE_TASK = words("chỉ đạo thực hiện triển khai chủ trì tham mưu tổ chức theo dõi")
"""What is left when the task stands before who is charged: "việc A làm ngay, giao B chỉ đạo"."""
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


def may_do(row: Row, at: int, to: int) -> bool:
    """Whether the subject may be told to do something that no table of verbs has."""
    return (
        to - at > _FEWEST_DONE
        and row.tokens[at].shape is Shape.LOWER
        and row.tokens[at].low not in _STATES
        and not any(token.low in _NOT_ACTION for token in row.tokens[at : at + _FEWEST_DONE])
    )


def whoever(row: Row, at: int, to: int) -> bool:
    """ "Nhà thầu nào chây ì thì thay thế": what is to be done with whom it may concern."""
    lows = [token.low for token in row.tokens[at:to]]
    return "nào" in lows[:5] and "thì" in lows


_FEWEST_DONE = 3
_STATES = words(
    """
là vẫn còn chưa sẽ thì mà và của với tại trong về nói cho biết thông như có bị gồm nào đó này đều đến tặng trao
thăm dâng luôn rất đi ghé
"""
)
_GIVEN = (["được", "giao"], ["được", "đề", "nghị"], ["được", "yêu", "cầu"], ["được", "phân", "công"])


def passive(scene: Scene, row: Row, part: Range, opening: Opening) -> int:
    """ "Công an tỉnh được giao soạn ...": where the work begins, 0 when nothing is given; sets the assignees."""
    tokens = row.tokens
    for k in range(opening.rest, min(opening.rest + _GIVEN_BY, part[1])):
        if tokens[k].low != "được":
            continue
        words = next((one for one in _GIVEN if [t.low for t in tokens[k : k + len(one)]] == one), None)
        organ = organ_at(tokens, opening.rest) if words else None
        if words and organ and organ.at < k and ACTIONS.at(tokens, k + len(words)):
            scene.assignees = scene.charged(row, replace(organ, to=min(organ.to, k)))
            return k + len(words)
    return 0


def matter_first(row: Row, at: int, to: int) -> Organ | None:
    """ "Nhà văn hóa Cao Biền, xã dùng nguồn dự phòng sửa ngay": who shall do it stands behind the matter."""
    comma = next((k for k in range(at + 1, min(at + _GIVEN_BY, to)) if row.tokens[k].low == ","), 0)
    before = [token.low for token in row.tokens[at:comma]]
    if (
        not comma
        or before[0] in _TIMES
        or "không" in before
        or any(ACTIONS.at(row.tokens, k) for k in (at, at + 1))
    ):
        return None
    organ = organ_at(row.tokens, comma + 1)
    if organ and row.tokens[organ.at].low == "đoàn":
        return None
    return organ if organ and organ.to < to and does(row, organ.to, to) else None


_APPROVED = frozenset(
    {
        ("chính", "đáng"),
        ("phù", "hợp"),
        ("có", "cơ"),
        ("hợp", "lý"),
        ("xác", "đáng"),
        ("đúng", "đắn"),
        ("cần", "thiết"),
        ("hoàn", "toàn"),
        ("rất", "chính"),
        ("rất", "cần"),
        ("rất", "xác"),
        ("rất", "hợp"),
    }
)


def approves(row: Row, part: Range) -> bool:
    """ "kiến nghị X là chính đáng": said of a request, not asking for it."""
    lows = [token.low for token in row.tokens[part[0] : part[1]]]
    return any(lows[k] == "là" and tuple(lows[k + 1 : k + 3]) in _APPROVED for k in range(2, len(lows) - 2))


def replies(row: Row, part: Range, opening: Opening) -> bool:
    """ "thống nhất hỗ trợ ...", "Thuộc thẩm quyền của xã": said to a request, and nobody charged with work."""
    at = opening.rest
    if opening.move and opening.move.kind in _CHARGES:
        return False
    if opening.organ and opening.organ.to < part[1]:
        agrees = MOVES.at(row.tokens, opening.organ.to)
        return agrees is not None and agrees.kind is Move.AGREE
    agrees = MOVES.at(row.tokens, at)
    return (agrees is not None and agrees.kind is Move.AGREE) or (
        opening.person is None
        and ACTIONS.at(row.tokens, at) is None
        and not any(row.tokens[k].low in ("sẽ", "giao", "phải", "cần") for k in range(at, part[1]))
        and part[1] - at > _FEWEST_SAID
    )


_CHARGES = frozenset({Move.ASK, Move.ORDER, Move.CHARGE, Move.NEED, Move.WILL})
_FEWEST_SAID = 2
_GIVEN_BY = 18
_TIMES = frozenset({"buổi", "sáng", "chiều", "trước", "sau", "dịp"})
_MUST = frozenset({"phải", "cần"})
_MUST_BY = 14


def must(row: Row, at: int, to: int) -> bool:
    """ "Quá trình kiểm đếm phải công khai": a thing that has to be so, and nobody named."""
    tokens = row.tokens
    first = next((k for k in range(at + 2, min(at + _MUST_BY, to - 2)) if tokens[k].low in _MUST), 0)
    return bool(first) and not any(tokens[k].low in (",", ":") for k in range(at, first))


_CALLS = (["đối", "với"], ["yêu", "cầu"], ["đề", "nghị"])


def alone(row: Row) -> Organ | None:
    """The body that is all a line says, behind "đối với" or "yêu cầu"."""
    at = 2 if [token.low for token in row.tokens[:2]] in _CALLS else 0
    organ = organ_at(row.tokens, at)
    last = len(row.tokens) - (row.tokens[-1].low == ":")
    return organ if organ and organ.to >= last else None
