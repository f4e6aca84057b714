"""Words quoted first, and only behind them whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from thongsuot.engines.reading.people import Mention
from thongsuot.engines.reading.scene import Row
from thongsuot.engines.reading.segments import Range

_SHORTEST, _REACH = 4, 40
_OBLIGING = frozenset({"phải", "cần", "hãy", "đừng", "chớ", "nên"})


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


def whole_quotes(row: Row, ranges: Sequence[Range]) -> list[Range]:
    """Sentences joined where a quotation that opens one of them is closed only in a later one."""
    found: list[Range] = []
    is_open = False
    for at, to in ranges:
        marks = sum(token.low == '"' for token in row.tokens[at:to])
        if is_open:
            found[-1] = (found[-1][0], to)
        else:
            found.append((at, to))
        is_open = (is_open or row.tokens[at].low == '"') and (marks % 2 == 1) != is_open
    return found


def obliges(row: Row, part: Range) -> bool:
    """Whether words quoted say that something has to be done, or not to be done."""
    lows = [token.low for token in row.tokens[part[0] : part[1]]]
    if ("không", "được") in pairwise(lows):
        return True
    return any(
        low in _OBLIGING and not (low == "phải" and k and lows[k - 1] == "không")
        for k, low in enumerate(lows)
    )
