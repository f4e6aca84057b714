"""Conditions of the register that are read from more than one column: whose move, which bucket, whose work."""

from __future__ import annotations

from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Measure, SavedView
from thongsuot.apps.cases.queries.moves import SOON
from thongsuot.apps.cases.queries.reaching import Reached
from thongsuot.apps.cases.queries.saved import organs_of, own_or_shared
from thongsuot.apps.cases.queries.standings import in_buckets, soon_due
from thongsuot.apps.cases.states.parties import ABOVE, ASKER, LEAD, OFFICE
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.models import User

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
    return soon_due(rows, on=on, within=SOON) if bucket == DUE_SOON else in_buckets(rows, bucket, on=on)


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


def choices(reached: Reached, *, for_: User) -> dict[str, Choices]:
    """What the register can be narrowed by, in one query.

    "unit", "lead", "measure", "register" -> (uid, name); "view", saved ones, -> (query, name). Units and organs are all
    those of the province: to ask which of them have cases would cost a scan, and that they exist is no secret.
    Measures are those of reached cases.
    """
    found: dict[str, Choices] = {"unit": [], "lead": [], "measure": [], "register": [], "view": []}
    sql, values = _question(reached, for_.pk, frozenset(organs_of(for_)))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    for what, uid, head, name, order in sorted(rows, key=lambda row: (row[4], row[3])):
        if what == "view":
            found["view"].append((order, name))
            continue
        key = UUID(str(uid))
        found[what].append((str(key) if what == "register" else key.hex, f"{head}{PARTED[what]}{name}"))
    return found


UNIT = ("type", "name", "sort_key")
ORGAN = (Value(""), "name", "name")
MEASURE = ("measure__number", "measure__title", "measure__number")
VIEW = (Value(""), "name", "query")
PARTED = {"unit": " ", "lead": "", "measure": ": ", "register": ""}
"""What stands between the head of a name and the rest of it."""


@lru_cache(maxsize=1000)
def _question(reached: Reached, user: int, organs: frozenset[UUID]) -> tuple[str, tuple[Any, ...]]:
    """SQL and its values: the same for the same reach, and to put it into words takes longer than to ask it."""
    units = _named_by(CaseUnit, "unit").filter(province__code=settings.PROVINCE, dissolved_on=None)
    arms = [
        _row(_leads(), "lead", ORGAN),
        _row(_tied(reached), "measure", MEASURE, "measure__uid"),
        _row(SavedView.objects.filter(own_or_shared(user, organs)), "view", VIEW),
    ]
    if registers := reached.scope.registers:
        arms.append(_row(_named_by(Assignment, "organisation").filter(pk__in=registers), "register", ORGAN))
    named: Any = _row(units, "unit", UNIT).union(*arms)
    sql, values = named.query.sql_with_params()
    return sql, tuple(values)


def _leads() -> models.QuerySet[Any]:
    """The organs of the province and the committees of its units."""
    committees = Q(unit__province__code=settings.PROVINCE, kind="peoples-committee")
    its = Q(unit__code=settings.PROVINCE) | committees
    return _named_by(Assignment, "organisation").filter(its, dissolved_on=None)


def _tied(reached: Reached) -> models.QuerySet[Any]:
    """What ties measures of the registers to cases, and measures to cases that are reached."""
    rows = Measure.cases.through.objects.all()
    if reached.scope.is_all:
        return rows
    if registers := reached.scope.registers:
        return rows.filter(Q(measure__register__in=registers) | Q(case__register__in=registers))
    return rows.filter(case__in=reached.along().order_by().values("pk"))


def _row(rows: models.QuerySet[Any], what: str, named: tuple[Any, ...], uid: str = "uid") -> Any:
    """(what, uid, head of the name, the rest of it, what it is ordered by)"""
    head, name, order = named
    return rows.order_by().values_list(Value(what), uid, head, name, order)


def _named_by(model: type[models.Model], name: str) -> models.QuerySet[Any]:
    """All that a foreign key may name, those that ended too."""
    related: Any = model._meta.get_field(name).related_model
    rows: models.QuerySet[Any] = related._default_manager.all()
    return rows
