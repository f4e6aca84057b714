"""Keeping the calendar: days, office hours and limits, each with a document and a journal of its own."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.core import calendar, journal
from thongsuot.apps.core.bridge import Kind, Unit, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.jobs import job
from thongsuot.apps.core.models import CalendarDay, LimitRow, OfficeHours, User
from thongsuot.apps.core.models.calendar import CalendarRow
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.states import resolve

Row = TypeVar("Row", bound=CalendarRow)
WEEKEND = (5, 6)
LONGEST = {"label": 120, "source": 300}
MOST_DAYS = 3650
FOLLOWING = "cases.follow_calendar"
"""Moves the days that were counted by the calendar as it stood before."""


@job()
def follow_change(since: str, until: str, unit: str, after: int = 0) -> None:
    """The job: by the clock of the machine it runs on. What it leaves for later is a job of its own.

    Days in ISO, both included; `unit` is the uid in hex of the one organ, or "".
    """
    touched = {
        "since": date.fromisoformat(since),
        "until": date.fromisoformat(until),
        "unit": UUID(unit) if unit else None,
    }
    left = resolve(FOLLOWING, "actions")(**touched, after=after, by=system_actor(), at=timezone.now())
    if left is not None:
        follow_change.enqueue(since, until, unit, left)


@transaction.atomic
def set_day(
    *,
    day: date,
    kind: str,
    label: str,
    source: str,
    by: User,
    at: datetime,
    unit: UUID | None = None,
    in_force: bool = True,
) -> CalendarDay:
    """A day that is not like its weekday, for the province or for one organ; or that day changed or switched.

    Out of force the day is like its weekday, whatever is shipped. Raises `BrokenRule`.
    """
    label, source = _plain(label, "label"), _sourced(source)
    if not label:
        raise BrokenRule(_("Hãy ghi tên ngày."), field="label")
    fits = kind == Kind.HOLIDAY or (kind == Kind.WORKED) == (day.weekday() in WEEKEND)
    if kind not in set(Kind) or not fits:
        raise BrokenRule(
            _("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; nghỉ bù, nghỉ hoán đổi phải là ngày trong tuần."),
            field="kind",
        )
    row = CalendarDay.objects.select_for_update().filter(day=day, unit=unit).first()
    row = row or CalendarDay(day=day, unit=unit)
    row.kind, row.label, row.source, row.in_force = kind, label, source, in_force
    return _followed(_kept(row, "set", by=by, at=at), day, day)


def switch_day(
    *, day: date, in_force: bool, source: str, by: User, at: datetime, unit: UUID | None = None
) -> CalendarDay:
    """A known day, shipped or kept, put in force or out of it. Raises `BrokenRule` for a day that is not known."""
    own = CalendarDay.objects.filter(day=day, unit=unit).first()
    shipped = next((row for row in facts.table("calendar/days") if row["on"] == day.isoformat()), None)
    if own is None and shipped is None:
        raise BrokenRule(_("Ngày này không có trong lịch. Hãy thêm ngày trước."), field="day")
    kind, label = (own.kind, own.label) if own else ("", "")
    if shipped and not own:
        kind, label = shipped["kind"], shipped["name"]
    return set_day(day=day, kind=kind, label=label, source=source, in_force=in_force, unit=unit, by=by, at=at)


@transaction.atomic
def set_hours(
    *,
    weekday: int,
    opens: time,
    closes: time,
    since: date,
    source: str,
    by: User,
    at: datetime,
    unit: UUID | None = None,
    until: date | None = None,
) -> OfficeHours:
    """A span of office hours on a weekday (Monday is 0). Raises `BrokenRule` when it meets another of the same."""
    if not 0 <= weekday <= 6 or opens >= closes:
        raise BrokenRule(_("Giờ kết thúc phải sau giờ bắt đầu."), field="closes")
    if until and until < since:
        raise BrokenRule(_("Ngày cuối phải sau ngày bắt đầu áp dụng."), field="until")
    row = OfficeHours(
        weekday=weekday,
        opens=opens,
        closes=closes,
        since=since,
        until=until,
        unit=unit,
        source=_sourced(source),
    )
    beside = OfficeHours.objects.select_for_update().filter(unit=unit, weekday=weekday, in_force=True)
    if any(_meets(row, other) for other in beside):
        raise BrokenRule(
            _("Khoảng giờ này trùng với một khoảng đã có của cùng ngày trong tuần. Hãy bỏ khoảng cũ trước."),
            field="opens",
        )
    return _followed(_kept(row, "set", by=by, at=at), since, until)


@transaction.atomic
def drop_hours(*, hours: OfficeHours, source: str, by: User, at: datetime) -> OfficeHours:
    """Office hours put out of force; how they stood stays in the journal."""
    row = OfficeHours.objects.select_for_update().get(pk=hours.pk)
    row.in_force, row.source = False, _sourced(source)
    return _followed(_kept(row, "drop", by=by, at=at), row.since, row.until)


@transaction.atomic
def set_limit(
    *,
    code: str,
    days: int,
    measure: str,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
    cutoff: time | None = None,
    valid_to: date | None = None,
    in_force: bool = True,
) -> LimitRow:
    """The province's own limit in place of the shipped one of this code, from a day on. Raises `BrokenRule`."""
    if code not in calendar.limit_names() or measure not in set(Unit):
        raise BrokenRule(_("Không có loại thời hạn này."), field="code")
    if not 0 <= days <= MOST_DAYS:
        raise BrokenRule(
            _("Số ngày phải từ 0 đến %(most)s.") % {"most": MOST_DAYS}, field="days", code="too-long"
        )
    if valid_to and valid_to <= valid_from:
        raise BrokenRule(_("Ngày cuối phải sau ngày bắt đầu áp dụng."), field="valid_to")
    row = LimitRow.objects.select_for_update().filter(code=code, valid_from=valid_from).first()
    row = row or LimitRow(code=code, valid_from=valid_from)
    row.days, row.measure, row.cutoff, row.valid_to = days, measure, cutoff, valid_to
    row.source, row.in_force = _sourced(source), in_force
    return _followed(_kept(row, "set", by=by, at=at), valid_from, valid_to)


def _kept(row: Row, act: str, *, by: User, at: datetime) -> Row:
    row.save()
    journal.write(row, act, by=by, at=at, payload=row.state())
    return row


def _followed(row: Row, since: date, until: date | None) -> Row:
    """Have running limits follow a change of these days, once it is committed with them."""
    unit: UUID | None = getattr(row, "unit", None)
    follow_change.enqueue(since.isoformat(), (until or date.max).isoformat(), unit.hex if unit else "")
    return row


def _plain(text: str, name: str) -> str:
    return nfc(" ".join(text.split()))[: LONGEST[name]]


def _sourced(text: str) -> str:
    source = _plain(text, "source")
    if not source:
        raise BrokenRule(_("Hãy ghi căn cứ: văn bản hoặc lý do của thay đổi."), field="source")
    return source


def _meets(one: OfficeHours, other: OfficeHours) -> bool:
    in_hours = one.opens < other.closes and other.opens < one.closes
    in_days = one.since <= (other.until or date.max) and other.since <= (one.until or date.max)
    return in_hours and in_days
