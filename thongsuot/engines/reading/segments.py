"""Sentences taken apart into what is said one by one: at ";", at numbers, at a new verb of asking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import LINKS, MOVES, Link, Move
from thongsuot.engines.reading.cues.organs import ORGANS, Rank
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.tokens import Shape, Token

Range = tuple[int, int]

_JOINS = frozenset({"đồng", "cùng", "bên", "song"})
_TURN_BY = 8
_NEW_CALL = frozenset({"đề", "yêu", "giao", "kiến", "phân"})
_CALLS = frozenset({Move.ASK, Move.ORDER, Move.CHARGE, Move.REQUEST})


def _depths(tokens: Sequence[Token], at: int, to: int) -> list[int]:
    depth, found = 0, []
    for token in tokens[at:to]:
        if token.low == ")" and depth:
            depth -= 1
        found.append(depth)
        if token.low == "(":
            depth += 1
    return found


def _is_number(tokens: Sequence[Token], i: int) -> bool:
    """ "(1)" or "1)" in the middle of a sentence."""
    if i + 2 < len(tokens) and tokens[i].low == "(" and tokens[i + 2].low == ")":
        return tokens[i + 1].shape is Shape.NUMBER or len(tokens[i + 1].low) == 1
    return False


def _new_call(tokens: Sequence[Token], i: int, superior: bool) -> bool:
    """Whether at the comma or "và" before `i` a new request or order begins."""
    link = LINKS.at(tokens, i)
    if link and tokens[i].low in _JOINS and link.kind is Link.AND:
        follows = link.to + (link.to < len(tokens) and tokens[link.to].low in (",", "là"))
        return bool(ACTIONS.at(tokens, follows) or MOVES.at(tokens, follows) or ORGANS.at(tokens, follows))
    hit = MOVES.at(tokens, i)
    if hit is None or hit.kind not in _CALLS or tokens[i].low not in _NEW_CALL:
        return False
    if superior and hit.kind is Move.REQUEST:
        return False
    if hit.kind is Move.CHARGE:
        return ORGANS.at(tokens, hit.to) is not None or tokens[hit.to - 1].low == "cho"
    return True


def _charges(tokens: Sequence[Token], i: int) -> bool:
    """Whether another body and its work begin at `i`."""
    organ = organ_at(tokens, i)
    return organ is not None and organ.rank > Rank.NONE and ACTIONS.at(tokens, organ.to) is not None


def _turns(tokens: Sequence[Token], i: int, to: int) -> bool:
    """ ", còn về lâu dài thì lập dự án": another piece of work."""
    then = next((k for k in range(i, min(i + _TURN_BY, to)) if tokens[k].low == "thì"), 0)
    return bool(then) and ACTIONS.at(tokens, then + 1) is not None


def _parts(tokens: Sequence[Token], i: int, to: int, superior: bool, is_point: bool) -> bool:
    """Whether the mark at `i` ends one thing said."""
    low = tokens[i].low
    if low == ";":
        return not is_point or (
            i + 1 < len(tokens) and (_new_call(tokens, i + 1, superior) or _charges(tokens, i + 1))
        )
    if i + 1 >= to:
        return False
    if low == "+":
        return i > 0 and tokens[i - 1].low in (".", ":", ";")
    if low == "," and tokens[i + 1].low == "còn" and _turns(tokens, i + 2, to):
        return True
    if low in (",", "và") and _new_call(tokens, i + 1, superior):
        return True
    link = LINKS.at(tokens, i + 1) if low in (",", ":", ".") else None
    return link is not None and link.kind is Link.POINT


def segments(
    tokens: Sequence[Token], at: int, to: int, *, superior: bool = False, is_point: bool = False
) -> list[Range]:
    """The parts of tokens [at, to). In a numbered point a ";" does not part."""
    depths = _depths(tokens, at, to)
    cuts: list[Range] = []
    begin = at
    for i in range(at, to):
        if depths[i - at] and not _is_number(tokens, i):
            continue
        if _parts(tokens, i, to, superior, is_point):
            cuts.append((begin, i))
            begin = i + 1
        elif _is_number(tokens, i) and i > at:
            cuts.append((begin, i))
            begin = i + 3
    cuts.append((begin, to))
    return [(a, b) for a, b in cuts if any(token.is_word for token in tokens[a:b])]


_ENOUGH_WORDS = 3


def enumerated(tokens: Sequence[Token], at: int, to: int) -> list[Range]:
    """The parts of "nâng cấp A, hỗ trợ B và tháo gỡ C", each with a verb of work; the whole where one has none."""
    found: list[Range] = []
    for a, b in comma_parts(tokens, at, to):
        turn = next((k for k in range(a + _ENOUGH_WORDS, b) if tokens[k].low == "và"), None)
        if found and turn is not None and ACTIONS.at(tokens, turn + 1) and b - turn > _ENOUGH_WORDS:
            found += [(a, turn), (turn + 1, b)]
        else:
            found.append((a, b))
    whole = all(b - a >= _ENOUGH_WORDS and ACTIONS.at(tokens, a) for a, b in found)
    return found if whole and len(found) > 1 else [(at, to)]


def wished(tokens: Sequence[Token], at: int, to: int) -> list[Range]:
    """The parts of "được bố trí nhà công vụ và được giữ lại trụ sở"; none where one thing is wished."""
    if at >= to or "được" not in (tokens[at].low, tokens[at - 1].low):
        return []
    turns = [
        k for k in range(at + _ENOUGH_WORDS, to - 1) if tokens[k].low == "và" and tokens[k + 1].low == "được"
    ]
    edges = [at - 1, *turns, to]
    return [(a + 1, b) for a, b in pairwise(edges)] if turns else []


_COMPOUNDS = frozenset(
    {
        ("phòng", "chống"),
        ("khám", "chữa"),
        ("nhà", "đất"),
        ("đất", "đá"),
        ("ninh", "trật"),
        ("phòng", "an"),
        ("dục", "thể"),
        ("hóa", "thể"),
        ("xã", "phường"),
        ("thôn", "bản"),
        ("tổ", "bản"),
        ("nghĩa", "cử"),
        ("bãi", "chôn"),
        ("chức", "viên"),
        ("bộ", "công"),
        ("ban", "ngành"),
        ("sở", "ban"),
        ("sở", "ngành"),
        ("phòng", "ban"),
        ("người", "rõ"),
        ("khăn", "vướng"),
        ("năng", "nhiệm"),
    }
)


def _is_compound(tokens: Sequence[Token], i: int, to: int) -> bool:
    """A comma inside one notion: "phòng, chống", "nhà, đất"."""
    return 0 < i < to - 1 and (tokens[i - 1].low, tokens[i + 1].low) in _COMPOUNDS


def comma_parts(tokens: Sequence[Token], at: int, to: int) -> list[Range]:
    """The parts between commas and the last "và" outside brackets."""
    depths = _depths(tokens, at, to)
    cuts, begin = [], at
    for i in range(at, to):
        if tokens[i].low == "," and not depths[i - at] and i > begin and not _is_compound(tokens, i, to):
            cuts.append((begin, i))
            begin = i + 1
    cuts.append((begin, to))
    return [(a, b) for a, b in cuts if b > a]
