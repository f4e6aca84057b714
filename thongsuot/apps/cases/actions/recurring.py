"""Directives that come again: their instances are made some days ahead; a change rebuilds what nobody has begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.issuing import part
from thongsuot.apps.cases.actions.recording import Named, amend
from thongsuot.apps.cases.models import Case, Kind, Recurrence
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
DAY = timedelta(days=1)


@transaction.atomic
def set_recurrence(
    *,
    case: Case,
    every: str,
    since: date,
    until: date | None,
    due_day: int,
    by: User,
    at: datetime,
    ahead: int = 10,
) -> Recurrence:
    """A directive comes again each period, due on its `due_day`-th day; instances nobody received are made anew.

    Raises `BrokenRule` for a directive to a class of bodies or a period without sense; `NotAllowed`.
    """
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được làm việc này.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))
    _check(case, every, since, until, due_day)
    values = {"every": every, "since": since, "until": until, "due_day": due_day, "ahead": ahead}
    made, _is_new = Recurrence.objects.update_or_create(case=case, defaults=values)
    begun = _drop_unbegun(case, by, at)
    Recurrence.objects.filter(pk=made.pk).update(made_until=begun)
    made.made_until = begun
    case.recurrence = made
    amend(case, "recurrence-set", by=by, at=at, payload={"every": every, "due_day": due_day, "until": until})
    return made


def make_recurring(*, by: User, at: datetime) -> int:
    """Make and issue the instances that are near; how many. Doing it twice makes no more."""
    rows = Recurrence.objects.filter(case__status="in-progress")
    return sum(_make(row.pk, by, at) for row in rows.only("pk"))


def due_days(row: Recurrence, *, after: date, until: date) -> Iterator[date]:
    """The due days of the periods after one day, up to and with another."""
    start = _period(row.every, row.since)
    while start <= until:
        following = _next(row.every, start)
        due = min(start + (row.due_day - 1) * DAY, following - DAY)
        if max(after + DAY, row.since) <= due <= until:
            yield due
        start = following


@transaction.atomic
def _make(key: int, by: User, at: datetime) -> int:
    row = Recurrence.objects.select_for_update().select_related("case").get(pk=key)
    today = timezone.localdate(at)
    last = min(today + row.ahead * DAY, row.until or date.max)
    days = list(due_days(row, after=max(row.made_until or today - DAY, today - DAY), until=last))
    for due in days:
        _instance(row.case, due, by, at)
    if days:
        Recurrence.objects.filter(pk=key).update(made_until=days[-1])
        amend(row.case, "instances-made", by=by, at=at, payload={"due": days})
    return len(days)


def _instance(case: Case, due: date, by: User, at: datetime) -> None:
    named = [Named(one.name, one.role, one.organisation) for one in case.assignments.all()]
    child = part(case, tuple(named), due_on=due, by=by, at=at)
    stepping.take(child, "issue", by=by, at=at, due_on=due)


def _drop_unbegun(case: Case, by: User, at: datetime) -> date | None:
    """Cancel what nobody received and is not due yet; the last due day of what stays."""
    today = timezone.localdate(at)
    why = _("Thay đổi chu kỳ; việc chưa bắt đầu được tạo lại.")
    for child in case.children.filter(status="issued", due_on__gt=today):
        stepping.take(child, "cancel", by=by, at=at, reason=why)
    kept = case.children.exclude(status="cancelled").filter(clocks__kind="doing")
    last: date | None = kept.aggregate(Max("clocks__first_due_on"))["clocks__first_due_on__max"]
    return last


def _check(case: Case, every: str, since: date, until: date | None, due_day: int) -> None:
    if case.kind != Kind.DIRECTIVE or not case.is_open or case.bodies or case.parent_id:
        said = _("Chỉ đặt được chu kỳ cho một nội dung chỉ đạo giao cho cơ quan chủ trì cụ thể.")
        raise BrokenRule(said, code="wrong-state")
    if every not in Recurrence.Every.values:
        raise BrokenRule(_("Hãy chọn chu kỳ."), field="every")
    if until and until < since:
        raise BrokenRule(_("Ngày cuối đứng trước ngày đầu."), field="until")
    if not 1 <= due_day <= (7 if every == "week" else 31 * MONTHS[every]):
        raise BrokenRule(_("Hạn phải là một ngày trong kỳ, tính từ 1."), field="due_day")


def _period(every: str, day: date) -> date:
    """The first day of the period of a day."""
    if every == "week":
        return day - day.weekday() * DAY
    months = MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(every: str, start: date) -> date:
    if every == "week":
        return start + 7 * DAY
    month = start.month + MONTHS[every]
    return date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
