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
from thongsuot.apps.desk.models.requests import DataRequest, RequestKind

__all__ = [
    "DataRequest",
    "HandOver",
    "HandOverItem",
    "Merger",
    "MergerAnswer",
    "MergerKind",
    "MergerMove",
    "MergerSource",
    "MergerTarget",
    "RequestKind",
]
