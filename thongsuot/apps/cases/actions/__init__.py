"""Changes to the register: recording cases, assigning them, their steps; whose register they stand in."""

from thongsuot.apps.cases.actions.emergencies import open_in_emergency
from thongsuot.apps.cases.actions.erasure import erase_mentions
from thongsuot.apps.cases.actions.handover import hand_over, take_back
from thongsuot.apps.cases.actions.officers import hand_on
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
)
from thongsuot.apps.cases.actions.registers import move_to_register, share, unshare
from thongsuot.apps.cases.actions.stepping import take_step

__all__ = [
    "SERIES",
    "Named",
    "NewCase",
    "Ref",
    "answer",
    "assign",
    "erase_mentions",
    "hand_on",
    "hand_over",
    "link",
    "move_to_register",
    "open_in_emergency",
    "receive",
    "record",
    "share",
    "take_back",
    "take_step",
    "unshare",
]
