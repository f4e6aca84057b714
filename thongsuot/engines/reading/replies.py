"""Points of a notice that reply to requests: "4.1. Xã Ia Grai đề nghị X: giao Sở Tài chính ..."."""

from __future__ import annotations

from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.lexicon import Hit
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row

_ASKS_BY, _LONGEST = 9, 60


def _asks_at(row: Row, k: int) -> Hit[Move] | None:
    hit = MOVES.at(row.tokens, k)
    return hit if hit and hit.kind in (Move.ASK, Move.REQUEST) else None


def request_in(row: Row) -> tuple[int, int, int] | None:
    """(where who asks ends, where the request begins, where it ends) of a point that names a request first.

    Without an asker the request ends at a colon; with one also at the end of its sentence.
    """
    tokens = row.tokens
    asked = next((hit for k in range(min(_ASKS_BY, len(tokens))) if (hit := _asks_at(row, k))), None)
    if asked is None or (asked.at and organ_at(tokens, tokens[0].low == "cả") is None):
        return None
    closing = (":", ".") if asked.at else (":",)
    reach = range(asked.to + 2, min(asked.to + _LONGEST, len(tokens) - 1))
    end = next((k for k in reach if tokens[k].low in closing), None)
    return None if end is None else (asked.at, asked.to, end)
