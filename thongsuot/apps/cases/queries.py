"""Questions to the register. Every list takes `for_=user`: a row out of scope is not counted or hinted at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from thongsuot.apps.cases.models import Assignment, Case, CaseUnit
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register's address says. Empty means all."""

    q: str = ""
    kind: str = ""
    topic: str = ""
    status: str = ""
    unit: str = ""
    """uid of a unit, as hex."""
    since: date | None = None
    until: date | None = None


def cases(*, for_: User) -> models.QuerySet[Case]:
    """The cases this user may see."""
    reach = organisations.reach(for_, "cases.view")
    if reach is None:
        return Case.objects.none()
    if reach == "all":
        return Case.objects.all()
    of_unit = CaseUnit.objects.filter(unit__in=organisations.own_units(for_)).values("case")
    of_organ = Assignment.objects.filter(organisation__in=organisations.own_organisations(for_)).values("case")
    return Case.objects.filter(Q(pk__in=of_unit) | Q(pk__in=of_organ))


def case(uid: UUID, *, for_: User) -> Case | None:
    return cases(for_=for_).select_related("passage__text", "passage__source").filter(uid=uid).first()


def register(filters: Filters, *, for_: User, without: str = "") -> models.QuerySet[Case]:
    """The filtered register; `without` leaves one filter out, for the counts beside its chips."""
    rows = cases(for_=for_)
    for name in ("kind", "topic", "status"):
        if without != name and (value := getattr(filters, name)):
            rows = rows.filter(**{name: value})
    if filters.unit:
        rows = rows.filter(pk__in=CaseUnit.objects.filter(unit__uid=filters.unit).values("case"))
    if filters.since:
        rows = rows.filter(raised_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(raised_on__lte=filters.until)
    for word in fold(filters.q).split():
        rows = rows.filter(folded__contains=word)
    return rows


def page(rows: models.QuerySet[Case], after: tuple[date, int] | None, size: int = PAGE) -> tuple[list[Case], bool]:
    """One page, newest first, after a (raised_on, id) key; and whether there is more."""
    if after:
        day, key = after
        rows = rows.filter(Q(raised_on__lt=day) | Q(raised_on=day, pk__lt=key))
    found = list(
        rows.order_by("-raised_on", "-pk").prefetch_related("case_units__unit", "assignments__organisation")[: size + 1]
    )
    return found[:size], len(found) > size


def counts(filters: Filters, name: str, *, for_: User) -> dict[str, int]:
    """How many cases each value of one filter would show, the others as they are."""
    rows = register(filters, for_=for_, without=name).order_by()
    return dict(rows.values_list(name).annotate(models.Count("pk")))


def has_lead(case: Case) -> bool:
    return case.assignments.filter(role=Assignment.Role.LEAD, organisation__isnull=False).exists()


def search(text: str, *, for_: User) -> models.QuerySet[Case]:
    return register(Filters(q=text), for_=for_)


def about(unit: models.Model, *, for_: User) -> models.QuerySet[Case]:
    """The cases that a unit raised or is to act on."""
    return cases(for_=for_).filter(pk__in=CaseUnit.objects.filter(unit=unit).values("case"))
