"""Words quoted first, and only behind them whose they are."""

from __future__ import annotations

from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.people import Mention
from thongsuot.engines.reading.scene import Row
from thongsuot.engines.reading.segments import Range

_SHORTEST, _REACH, _TAIL = 4, 40, 24
_SAYS = frozenset({Move.TELL, Move.EMPHASISE, Move.ORDER, Move.REPLY, Move.COMPLAIN, Move.REQUEST})


def attribution(row: Row, at: int, to: int) -> tuple[int, Mention] | None:
    """Where "..., ông X nói thêm." begins at the end of tokens [at, to), and who is named in it."""
    tokens = row.tokens
    comma = next((k for k in range(to - 1, max(at + _SHORTEST, to - _TAIL), -1) if tokens[k].low == ","), 0)
    who = row.people.at(comma + 1) if comma and comma + 1 < to else None
    said = MOVES.at(tokens, who.to) if who and who.to < to and not who.is_collective else None
    if who is None or said is None or said.kind not in _SAYS:
        return None
    end = said.to
    while end < to and (not tokens[end].is_word or tokens[end].low in ("thêm", "rõ", "như", "vậy")):
        end += 1
    return (comma, who) if end >= to else None


def quotation(row: Row, at: int, to: int) -> tuple[Range, Mention] | None:
    """The range of a quotation that opens tokens [at, to), and who is named behind it."""
    tokens = row.tokens
    if tokens[at].low != '"':
        return None
    closing = next((k for k in range(to - 1, at, -1) if tokens[k].low == '"'), at)
    behind = [m for m in row.people.all() if closing < m.at < to]
    if closing - at < _SHORTEST or not behind or to - closing > _REACH:
        return None
    return (at + 1, closing), behind[0]
