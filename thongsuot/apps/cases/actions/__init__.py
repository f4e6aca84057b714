"""Changes to the register: recording cases, assigning them, their steps; whose register they stand in."""

from thongsuot.apps.cases.actions.answering import (
    RESULTS,
    Given,
    answer_case,
    give_back,
    give_back_support,
    release,
    take_back_release,
)
from thongsuot.apps.cases.actions.confirming import close_unheard, confirm, contest, decide
from thongsuot.apps.cases.actions.emergencies import open_in_emergency
from thongsuot.apps.cases.actions.erasure import erase_mentions
from thongsuot.apps.cases.actions.handover import hand_over, take_back
from thongsuot.apps.cases.actions.measures import (
    NewMeasure,
    answer_measure,
    draft_measure,
    put_in,
    report_indicator,
    set_indicator,
    take_measure_step,
    take_out,
)
from thongsuot.apps.cases.actions.merging_cases import merge, unmerge
from thongsuot.apps.cases.actions.officers import hand_on
from thongsuot.apps.cases.actions.raising import raise_case
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
from thongsuot.apps.cases.actions.reopening import last_day, reopen
from thongsuot.apps.cases.actions.screening import assign_all, join_thread, screen, tell_publicly
from thongsuot.apps.cases.actions.stepping import take_step

__all__ = [
    "RESULTS",
    "SERIES",
    "Given",
    "Named",
    "NewCase",
    "NewMeasure",
    "Ref",
    "answer",
    "answer_case",
    "answer_measure",
    "assign",
    "assign_all",
    "close_unheard",
    "confirm",
    "contest",
    "decide",
    "draft_measure",
    "erase_mentions",
    "give_back",
    "give_back_support",
    "hand_on",
    "hand_over",
    "join_thread",
    "last_day",
    "link",
    "merge",
    "move_to_register",
    "open_in_emergency",
    "put_in",
    "raise_case",
    "receive",
    "record",
    "release",
    "reopen",
    "report_indicator",
    "screen",
    "set_indicator",
    "share",
    "take_back",
    "take_back_release",
    "take_measure_step",
    "take_out",
    "take_step",
    "tell_publicly",
    "unmerge",
    "unshare",
]
