"""What the desk does: drafting, doing and reversing mergers; handing over before somebody leaves."""

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

__all__ = [
    "Balanced",
    "Facts",
    "Outcome",
    "Unbalanced",
    "add_source",
    "add_target",
    "amend",
    "answer",
    "do",
    "draft",
    "drop",
    "hand_over",
    "rehearse",
    "remove_source",
    "remove_target",
    "reverse",
]
