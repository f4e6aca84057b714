"""The calendar as people keep it: which days are worked, office hours, limits, and a due date in a sentence.

`of` and `limit` answer for what was recorded by any moment; `replay` tells where a clock stood on any day.
"""

from thongsuot.apps.core.bridge import (
    Bucket,
    Calendar,
    Change,
    Event,
    EventKind,
    Explanation,
    Limit,
    Pause,
    Source,
    Standing,
    Unit,
    explain_standing,
    is_due_soon,
    replay,
)
from thongsuot.apps.core.calendar.reading import end_of_day, hours_of, limit, limit_names, limits, of
from thongsuot.apps.core.calendar.words import sentence
from thongsuot.apps.core.calendar.year import KnownDay, known_days, months

__all__ = [
    "Bucket",
    "Calendar",
    "Change",
    "Event",
    "EventKind",
    "Explanation",
    "KnownDay",
    "Limit",
    "Pause",
    "Source",
    "Standing",
    "Unit",
    "end_of_day",
    "explain_standing",
    "hours_of",
    "is_due_soon",
    "known_days",
    "limit",
    "limit_names",
    "limits",
    "months",
    "of",
    "replay",
    "sentence",
]
