"""Changes to the register: recording cases, assigning them, their steps; whose register they stand in."""

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
    "link",
    "receive",
    "record",
    "take_step",
]
