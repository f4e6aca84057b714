"""Questions of the desk: mergers and what they move, hand-overs and what somebody still holds."""

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
    "OutOfTheWay",
    "Question",
    "faults",
    "in_the_way",
    "is_answered",
    "is_untouched",
    "merger",
    "mergers",
    "moves",
    "new_units",
    "questions",
    "sources",
    "tallies",
    "title",
]
