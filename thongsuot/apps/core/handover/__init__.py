"""Handing over: what somebody holds, from whom to whom it goes, and a ledger that takes it back exactly.

Every app that holds something answers `queries.holdings(holder)` and `queries.sums(holder, on=)`, and moves it
by `actions.hand_over(shift=, by=, at=)`, which gives the moves; `actions.take_back(moves=, …)` undoes them.
"""

from thongsuot.apps.core.handover.ledger import Ledger, take_back
from thongsuot.apps.core.handover.obstacles import Obstacle, obstacles
from thongsuot.apps.core.handover.shapes import Fault, Holder, Holding, Move, Shift, Sum, Word

__all__ = [
    "Fault",
    "Holder",
    "Holding",
    "Ledger",
    "Move",
    "Obstacle",
    "Shift",
    "Sum",
    "Word",
    "obstacles",
    "take_back",
]
