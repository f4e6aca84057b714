"""What the desk does: drafting, doing and reversing mergers; handing over before somebody leaves."""

from thongsuot.apps.desk.actions.erasing import erase, erase_expired, propose_retention
from thongsuot.apps.desk.actions.handovers import hand_over
from thongsuot.apps.desk.actions.mergers import (
    Facts,
    add_source,
    add_target,
    amend,
    answer,
    draft,
    drop,
    remove_source,
    remove_target,
)
from thongsuot.apps.desk.actions.merging import Balanced, Outcome, Unbalanced, do, rehearse, reverse
from thongsuot.apps.desk.actions.requests import (
    NewRequest,
    answer_request,
    choose_person,
    correct,
    export,
    extend_request,
    finish_request,
    forget_requests,
    record_request,
    refuse_request,
)

__all__ = [
    "Balanced",
    "Facts",
    "NewRequest",
    "Outcome",
    "Unbalanced",
    "add_source",
    "add_target",
    "amend",
    "answer",
    "answer_request",
    "choose_person",
    "correct",
    "do",
    "draft",
    "drop",
    "erase",
    "erase_expired",
    "export",
    "extend_request",
    "finish_request",
    "forget_requests",
    "hand_over",
    "propose_retention",
    "record_request",
    "refuse_request",
    "rehearse",
    "remove_source",
    "remove_target",
    "reverse",
]
