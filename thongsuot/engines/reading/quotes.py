"""Words quoted first, and only behind them whose they are."""

from __future__ import annotations

from thongsuot.engines.reading.people import Mention
from thongsuot.engines.reading.scene import Row
from thongsuot.engines.reading.segments import Range

_SHORTEST, _REACH = 4, 40


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
