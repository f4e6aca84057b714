"""Core's crossing to the engines: every app that stores or searches text takes these from here."""

from vn_collate import collate_key

from thongsuot.engines.calendar.clock import Bucket, Change, Event, EventKind, Pause, Standing
from thongsuot.engines.calendar.explain import DaysOut, Explanation, Source
from thongsuot.engines.calendar.explain import standing as explain_standing
from thongsuot.engines.calendar.hours import hours_open
from thongsuot.engines.calendar.model import Calendar, DayOut, Hours, Kind, Limit, Unit
from thongsuot.engines.calendar.replay import is_due_soon, replay
from thongsuot.engines.calendar.solve import (
    add_calendar_days,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)
from thongsuot.engines.text.fold import fold, nfc


def name_key(name: str) -> str:
    """Sorts people as Vietnamese lists do: by given name, then family and middle names, in alphabetical order."""
    *before, given = name.split() or [""]
    return "".join(collate_key(part) for part in (given, *before))[:400]


__all__ = [
    "Bucket",
    "Calendar",
    "Change",
    "DayOut",
    "DaysOut",
    "Event",
    "EventKind",
    "Explanation",
    "Hours",
    "Kind",
    "Limit",
    "Pause",
    "Source",
    "Standing",
    "Unit",
    "add_calendar_days",
    "add_working_days",
    "explain_standing",
    "fold",
    "hours_open",
    "is_due_soon",
    "is_working_day",
    "name_key",
    "next_working_day",
    "nfc",
    "replay",
    "working_days_between",
]
