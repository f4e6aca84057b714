"""What the desk itself keeps: mergers with their ledger, hand-overs with their minutes."""

from thongsuot.apps.desk.models.handovers import HandOver, HandOverItem
from thongsuot.apps.desk.models.mergers import (
    Merger,
    MergerAnswer,
    MergerKind,
    MergerMove,
    MergerSource,
    MergerTarget,
)

__all__ = [
    "HandOver",
    "HandOverItem",
    "Merger",
    "MergerAnswer",
    "MergerKind",
    "MergerMove",
    "MergerSource",
    "MergerTarget",
]
