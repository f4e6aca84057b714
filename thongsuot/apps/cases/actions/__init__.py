"""Changes to the register: recording cases, assigning them, their steps; whose register they stand in."""

from thongsuot.apps.cases.actions.handover import hand_over, take_back
from thongsuot.apps.cases.actions.recording import (
    SERIES,
    Named,
    NewCase,
    Ref,
    answer,
    assign,
    link,
    receive,
    record,
    take_step,
)

__all__ = [
    "SERIES",
    "Named",
    "NewCase",
    "Ref",
    "answer",
    "assign",
    "hand_over",
    "link",
    "receive",
    "record",
    "take_back",
    "take_step",
]
