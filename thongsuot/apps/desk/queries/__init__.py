"""Questions of the desk: mergers and what they move, hand-overs and what somebody still holds."""

from thongsuot.apps.desk.queries.handovers import Held, hand_over, hand_overs, held, takers
from thongsuot.apps.desk.queries.mergers import (
    OutOfTheWay,
    Question,
    faults,
    in_the_way,
    is_answered,
    is_untouched,
    merger,
    mergers,
    moves,
    new_units,
    questions,
    sources,
    tallies,
    title,
)

__all__ = [
    "Held",
    "OutOfTheWay",
    "Question",
    "faults",
    "hand_over",
    "hand_overs",
    "held",
    "in_the_way",
    "is_answered",
    "is_untouched",
    "merger",
    "mergers",
    "moves",
    "new_units",
    "questions",
    "sources",
    "takers",
    "tallies",
    "title",
]
