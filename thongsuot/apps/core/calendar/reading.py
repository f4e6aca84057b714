"""The calendar and the limits as they were recorded by a moment: the shipped tables, and over them people's rows.

What is shipped counts as known always. People's rows are read from the journal, which has every version of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from thongsuot import facts
from thongsuot.apps.core.bridge import Calendar, DayOut, Hours, Kind, Limit, Unit
from thongsuot.apps.core.models import CalendarDay, JournalEntry, LimitRow, OfficeHours

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
KEPT = 64
"""Calendars kept in memory: units times versions in use."""
OWN = "own"
"""How sure a limit is that the province set itself."""

State = Mapping[str, Any]


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Vietnam: what was recorded by then was known on that day."""
    return datetime.combine(day, time.max, VIETNAM)


def of(unit: UUID | None = None, recorded_by: datetime | None = None) -> Calendar:
    """The calendar of an organ, by its uid, or of the whole province; as recorded by a moment, or as it stands.

    One query, a second one only for a version not read before. The answer is frozen and may be shared.
    """
    kinds = (CalendarDay._meta.label_lower, OfficeHours._meta.label_lower)
    return _calendar(unit, recorded_by, _version(kinds, recorded_by))


def limit(code: str, on: date, recorded_by: datetime | None = None) -> Limit:
    """The limit of this code that holds on a day: the province's own row, or the shipped one. LookupError for none."""
    own = [row for row in _own_limits(recorded_by) if row["code"] == code and _holds(row, on)]
    if own:
        return _own_limit(max(own, key=lambda row: row["valid_from"]))
    return _shipped(facts.limit(code, on=on))


def limits(on: date, recorded_by: datetime | None = None) -> dict[str, Limit]:
    """Every limit that holds on a day, by code, in the order of the shipped table."""
    found = {row["code"]: _shipped(row) for row in facts.limits() if _holds(row, on)}
    own = sorted(_own_limits(recorded_by), key=lambda row: str(row["valid_from"]))
    return found | {row["code"]: _own_limit(row) for row in own if _holds(row, on)}


def limit_names() -> dict[str, str]:
    """Code -> what it is a limit for, of those that a province may set: not what the law on personal data says."""
    rows = (row for row in facts.limits() if not row["code"].startswith(("personal-", "retention-")))
    return {row["code"]: row["note"] for row in rows}


def hours_of(unit: UUID | None = None) -> list[OfficeHours]:
    """Office hours in force that people keep, of the province or of an organ."""
    return list(OfficeHours.objects.filter(unit=unit, in_force=True).order_by("since", "weekday", "opens"))


def _entries(kinds: Iterable[str], recorded_by: datetime | None) -> Any:
    rows = JournalEntry.objects.filter(subject_kind__in=kinds).order_by("pk")
    return rows if recorded_by is None else rows.filter(at__lte=recorded_by)


def _version(kinds: tuple[str, ...], recorded_by: datetime | None) -> tuple[str, ...]:
    return tuple(_entries(kinds, recorded_by).values_list("hash", flat=True))


def _states(kind: str, recorded_by: datetime | None) -> list[State]:
    """Each row of this kind as its last version by then says; those that are out of force too."""
    rows = _entries([kind], recorded_by).order_by("seq").values_list("subject_uid", "payload")
    return list(dict(rows).values())


@lru_cache(maxsize=KEPT)
def _calendar(unit: UUID | None, recorded_by: datetime | None, version: tuple[str, ...]) -> Calendar:
    shipped = facts.calendar()
    if not version:
        return shipped
    days = _states(CalendarDay._meta.label_lower, recorded_by)
    hours = _states(OfficeHours._meta.label_lower, recorded_by)
    by_day = {one.on: one for one in shipped.exceptions}
    since, until = shipped.since, shipped.until
    for owner in (None, unit) if unit else (None,):
        for row in sorted(_of_owner(days, owner), key=lambda row: str(row["day"])):
            on = date.fromisoformat(row["day"])
            by_day.pop(on, None)
            if row["in_force"]:
                by_day[on] = DayOut(on, Kind(row["kind"]), row["label"])
                is_next = owner is None and on.year == until.year + 1
                until = date(on.year, 12, 31) if is_next else until
    rules = _over(shipped.hours, _of_owner(hours, None))
    rules = _over(rules, _of_owner(hours, unit)) if unit else rules
    return Calendar(tuple(by_day.values()), since, until, rules)


def _of_owner(rows: Iterable[State], owner: UUID | None) -> list[State]:
    return [row for row in rows if row["unit"] == (str(owner) if owner else None)]


def _over(below: tuple[Hours, ...], rows: Iterable[State]) -> tuple[Hours, ...]:
    """Hours with these rows in place of them from the first row's day on."""
    rules = tuple(_hours(row) for row in rows if row["in_force"])
    if not rules:
        return below
    last = min(rule.since for rule in rules) - timedelta(days=1)
    kept = (rule for rule in below if rule.since <= last)
    return (
        *(Hours(one.weekday, one.opens, one.closes, one.since, min(one.until, last)) for one in kept),
        *rules,
    )


def _hours(row: State) -> Hours:
    return Hours(
        row["weekday"],
        time.fromisoformat(row["opens"]),
        time.fromisoformat(row["closes"]),
        date.fromisoformat(row["since"]),
        date.fromisoformat(row["until"]) if row["until"] else date.max,
    )


def _own_limits(recorded_by: datetime | None) -> list[State]:
    return [row for row in _states(LimitRow._meta.label_lower, recorded_by) if row["in_force"]]


def _holds(row: State, on: date) -> bool:
    return bool(row["valid_from"] <= on.isoformat() < (row["valid_to"] or "9999-12-31"))


def _own_limit(row: State) -> Limit:
    cutoff = time.fromisoformat(row["cutoff"]) if row["cutoff"] else None
    return Limit(row["days"], Unit(row["measure"]), row["source"], row["code"], cutoff, OWN)


def _shipped(row: Mapping[str, str]) -> Limit:
    cutoff = time.fromisoformat(row["cutoff"]) if row["cutoff"] else None
    return Limit(int(row["days"]), Unit(row["unit"]), row["law"], row["code"], cutoff, row["sureness"])
