"""Conditions of the register that are read from more than one column: whose move, which bucket, whose work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Clock, Measure
from thongsuot.apps.cases.queries.moves import SOON
from thongsuot.apps.cases.queries.standings import MEASURED, in_buckets
from thongsuot.apps.cases.states.parties import ABOVE, ASKER, LEAD, OFFICE
from thongsuot.apps.core.calendar import Bucket

DUE_SOON = "due-soon"
"""In term, and due within `SOON`."""
BUCKETS = [
    (str(Bucket.OVERDUE), _("Chưa xong, quá hạn")),
    (DUE_SOON, _("Đến hạn trong bảy ngày")),
    (str(Bucket.IN_TERM), _("Chưa xong, trong hạn")),
    (str(Bucket.NONE), _("Chưa định thời hạn")),
    (str(Bucket.DONE_ON_TIME), _("Xong đúng hạn")),
    (str(Bucket.DONE_LATE), _("Xong quá hạn")),
]
TURNS = [
    (OFFICE, _("Cơ quan giữ sổ")),
    (LEAD, _("Cơ quan chủ trì")),
    (ASKER, _("Nơi nêu")),
    (ABOVE, _("Cấp trên của tỉnh")),
]


def in_bucket(rows: models.QuerySet[Case], bucket: str, *, on: date) -> models.QuerySet[Case]:
    """The rows that stand in one of `BUCKETS` today (`on`), counted as the national report counts."""
    if bucket != DUE_SOON:
        return _of_bucket(rows, bucket, on)
    soon = Clock.objects.filter(kind__in=MEASURED, stopped_on=None, suspended_on=None)
    soon = soon.filter(due_on__range=(on, on + SOON))
    return _of_bucket(rows, Bucket.IN_TERM, on).filter(pk__in=soon.values("case"))


def _of_bucket(rows: models.QuerySet[Case], bucket: str, on: date) -> models.QuerySet[Case]:
    found = in_buckets(rows, on=on)
    is_it = Q(bucket=bucket) | Q(bucket=None) if bucket == Bucket.NONE else Q(bucket=bucket)
    return found.filter(is_it)


def in_turn(rows: models.QuerySet[Case], turn: str) -> models.QuerySet[Case]:
    """The rows whose status says that the next move is this party's."""
    ways = (
        Q(kind=kind, status__in=[state.code for state in cycle.states if state.turn == turn])
        for kind, cycle in states.BY_KIND.items()
    )
    return rows.filter(reduce(or_, ways))


def led_by(rows: models.QuerySet[Case], organ: UUID) -> models.QuerySet[Case]:
    leads = Assignment.objects.filter(role=Assignment.Role.LEAD, organisation__uid=organ)
    return rows.filter(pk__in=leads.values("case"))


def of_measure(rows: models.QuerySet[Case], measure: UUID) -> models.QuerySet[Case]:
    tied = Measure.cases.through.objects.filter(measure__uid=measure)
    return rows.filter(pk__in=tied.values("case"))


Choices = list[tuple[str, str]]


def choices(
    rows: models.QuerySet[Case], *, is_wide: bool, registers: Iterable[int] = (), views: Any = None
) -> dict[str, Choices]:
    """What these cases can be narrowed by: "unit", "lead", "measure", "register" -> (uid, name); one query.

    Who reaches a whole register (`is_wide`) chooses among the units and organs of the province instead: to ask which
    of them have cases would cost a scan, and that they exist is no secret. `registers` are keys of offices; `views`,
    saved ones, are "view" -> (query, name).
    """
    keys = rows.order_by().values("pk")
    found: dict[str, Choices] = {"unit": [], "lead": [], "measure": [], "register": [], "view": []}
    named = _public(rows) if is_wide else _named(keys)
    offices = _named_by(Assignment, "organisation").filter(pk__in=list(registers))
    beside = [_plain(offices, "register", F("name"), "name")] if registers else []
    beside += (
        [views.order_by().values_list(Value("view"), "uid", "name", "query")] if views is not None else []
    )
    for what, uid, name, order in sorted(named.union(*beside), key=lambda row: (row[3], row[2])):
        if what == "view":
            found["view"].append((order, name))
            continue
        found[what].append((str(uid) if what == "register" else uid.hex, name))
    return found


def _named(
    keys: models.QuerySet[Case, Any],
) -> models.QuerySet[Any, tuple[str, UUID, str, str]]:
    units = CaseUnit.objects.filter(case__in=keys)
    leads = Assignment.objects.filter(case__in=keys, role=Assignment.Role.LEAD).exclude(organisation=None)
    tied = Measure.cases.through.objects.filter(case__in=keys)
    unit = Concat("unit__type", Value(" "), "unit__name", output_field=models.TextField())
    measure = Concat("measure__number", Value(": "), "measure__title", output_field=models.TextField())
    return _row(units, "unit", unit, "unit__sort_key").union(
        _row(leads, "lead", F("organisation__name"), "organisation__name", uid="organisation__uid"),
        _row(tied, "measure", measure, "measure__number"),
    )


def _row(
    rows: models.QuerySet[Any], what: str, name: Any, order: str, *, uid: str = ""
) -> models.QuerySet[Any, tuple[str, UUID, str, str]]:
    uid = uid or f"{what}__uid"
    return rows.order_by().values_list(Value(what), uid, name, order).distinct()


def _public(rows: models.QuerySet[Case]) -> models.QuerySet[Any, tuple[str, UUID, str, str]]:
    """The units of the province, its organs and the committees of its units, whether they have cases or not."""
    units = _named_by(CaseUnit, "unit").filter(province__code=settings.PROVINCE, dissolved_on=None)
    its = Q(unit__code=settings.PROVINCE) | Q(
        unit__province__code=settings.PROVINCE, kind="peoples-committee"
    )
    organs = _named_by(Assignment, "organisation").filter(its, dissolved_on=None)
    tied = Measure.cases.through.objects.filter(case__in=rows.order_by().values("pk"))
    unit = Concat("type", Value(" "), "name", output_field=models.TextField())
    measure = Concat("measure__number", Value(": "), "measure__title", output_field=models.TextField())
    return _plain(units, "unit", unit, "sort_key").union(
        _plain(organs, "lead", F("name"), "name"), _row(tied, "measure", measure, "measure__number")
    )


def _named_by(model: type[models.Model], name: str) -> models.QuerySet[Any]:
    """All that a foreign key may name, those that ended too."""
    related: Any = model._meta.get_field(name).related_model
    rows: models.QuerySet[Any] = related._default_manager.all()
    return rows


def _plain(
    rows: models.QuerySet[Any], what: str, name: Any, order: str
) -> models.QuerySet[Any, tuple[str, UUID, str, str]]:
    return rows.order_by().values_list(Value(what), "uid", name, order)
