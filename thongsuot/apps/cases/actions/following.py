"""Running limits follow the calendar: a day switched or hours changed moves the days that were counted over it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from thongsuot.apps.cases.actions import clocks
from thongsuot.apps.cases.actions.recording import amend
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.core.models import User

AT_ONCE = 500
"""Cases looked at in one turn of the job."""


def follow_calendar(
    *, since: date, until: date, unit: UUID | None, after: int, by: User, at: datetime
) -> int | None:
    """Derive anew the due days of running clocks that these days touch, of one organ or of all.

    Both days are included. Each case stands in its own transaction, with one row of its journal when a day moved;
    nobody is told. Returns the key of the last case looked at where there may be more, to be given as `after`.
    """
    touched = _touched(since, until, unit)
    keys = Case.objects.filter(pk__gt=after, clocks__in=touched).order_by("pk").distinct()
    found = list(keys.values_list("pk", flat=True)[:AT_ONCE])
    for key in found:
        _follow(key, touched, by=by, at=at)
    return found[-1] if len(found) == AT_ONCE else None


def _touched(since: date, until: date, unit: UUID | None) -> QuerySet[Clock]:
    """A clock that stands still counts the lost days when it runs on, so its due day does not bound it."""
    reaches = Q(due_on__gte=since) | Q(suspended_on__isnull=False)
    rows = Clock.objects.filter(reaches, stopped_on=None, started_on__lte=until)
    return rows.filter(assignment__organisation__uid=unit) if unit else rows


@transaction.atomic
def _follow(key: int, touched: QuerySet[Clock], *, by: User, at: datetime) -> None:
    case = Case.objects.select_for_update().get(pk=key)
    today, moved = timezone.localdate(at), []
    for clock in touched.filter(case=case).select_related("assignment__organisation"):
        before = clock.due_on
        if clocks.derive(clock=clock, on=today):
            moved.append({"clock": clock.uid, "kind": clock.kind, "from": before, "to": clock.due_on})
    if moved:
        case.refresh_from_db(fields=["due_on"])
        amend(case, "due-days-followed", by=by, at=at, payload={"clocks": moved})
