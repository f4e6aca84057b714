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
from thongsuot.apps.cases.actions.bulk import (
    AT_ONCE,
    Fate,
    assign_many,
    remind_many,
    send_reminders,
    share_many,
)
from thongsuot.apps.cases.actions.confirming import close_unheard, confirm, contest, decide
from thongsuot.apps.cases.actions.doing import date_commitment, note_progress, replace, report
from thongsuot.apps.cases.actions.drafts import (
    EXTEND,
    RAISE,
    approve,
    approvers,
    drop,
    must_approve,
    send_back,
    set_direct,
    submit,
)
from thongsuot.apps.cases.actions.emergencies import open_in_emergency
from thongsuot.apps.cases.actions.erasure import erase_mentions
from thongsuot.apps.cases.actions.extensions import (
    ask_extension,
    grant_extension,
    let_ask_late,
    refuse_extension,
    take_back_extension,
)
from thongsuot.apps.cases.actions.extensions import last_day as last_day_to_ask
from thongsuot.apps.cases.actions.following import follow_calendar
from thongsuot.apps.cases.actions.handover import hand_over, take_back
from thongsuot.apps.cases.actions.holds import block, correct_date, resume, suspend, unblock
from thongsuot.apps.cases.actions.issuing import Clear, Paper, draft_directive, issue, relay
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
from thongsuot.apps.cases.actions.objections import decide_objection, object_to
from thongsuot.apps.cases.actions.officers import hand_down, hand_down_many, hand_on
from thongsuot.apps.cases.actions.raising import RAISED_BY_HAND, raise_case
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
from thongsuot.apps.cases.actions.recurring import make_recurring, set_recurrence
from thongsuot.apps.cases.actions.registers import move_to_register, share, unshare
from thongsuot.apps.cases.actions.reminding import (
    dismiss_reminder,
    propose_reminders,
    receivers,
    remind,
    send_reminder,
)
from thongsuot.apps.cases.actions.reopening import last_day, reopen
from thongsuot.apps.cases.actions.saving import delete_view, rename_view, save_view, share_view
from thongsuot.apps.cases.actions.screening import assign_all, join_thread, screen, tell_publicly
from thongsuot.apps.cases.actions.sheet_import import (
    ask_sheet_writing,
    bring_sheet,
    choose_sheet,
    drop_sheet,
    forget_sheets,
    name_sheet_columns,
    write_sheet,
)
from thongsuot.apps.cases.actions.stepping import take_step
from thongsuot.apps.cases.actions.tasks import set_task
from thongsuot.apps.cases.actions.ticking import close_all_unheard

__all__ = [
    "AT_ONCE",
    "EXTEND",
    "RAISE",
    "RAISED_BY_HAND",
    "RESULTS",
    "SERIES",
    "Clear",
    "Fate",
    "Given",
    "Named",
    "NewCase",
    "NewMeasure",
    "Paper",
    "Ref",
    "answer",
    "answer_case",
    "answer_measure",
    "approve",
    "approvers",
    "ask_extension",
    "ask_sheet_writing",
    "assign",
    "assign_all",
    "assign_many",
    "block",
    "bring_sheet",
    "choose_sheet",
    "close_all_unheard",
    "close_unheard",
    "confirm",
    "contest",
    "correct_date",
    "date_commitment",
    "decide",
    "decide_objection",
    "delete_view",
    "dismiss_reminder",
    "draft_directive",
    "draft_measure",
    "drop",
    "drop_sheet",
    "erase_mentions",
    "follow_calendar",
    "forget_sheets",
    "give_back",
    "give_back_support",
    "grant_extension",
    "hand_down",
    "hand_down_many",
    "hand_on",
    "hand_over",
    "issue",
    "join_thread",
    "last_day",
    "last_day_to_ask",
    "let_ask_late",
    "link",
    "make_recurring",
    "merge",
    "move_to_register",
    "must_approve",
    "name_sheet_columns",
    "note_progress",
    "object_to",
    "open_in_emergency",
    "propose_reminders",
    "put_in",
    "raise_case",
    "receive",
    "receivers",
    "record",
    "refuse_extension",
    "relay",
    "release",
    "remind",
    "remind_many",
    "rename_view",
    "reopen",
    "replace",
    "report",
    "report_indicator",
    "resume",
    "save_view",
    "screen",
    "send_back",
    "send_reminder",
    "send_reminders",
    "set_direct",
    "set_indicator",
    "set_recurrence",
    "set_task",
    "share",
    "share_many",
    "share_view",
    "submit",
    "suspend",
    "take_back",
    "take_back_extension",
    "take_back_release",
    "take_measure_step",
    "take_out",
    "take_step",
    "tell_publicly",
    "unblock",
    "unmerge",
    "unshare",
    "write_sheet",
]
