"""What is open and whose: for mergers and hand-overs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit
from thongsuot.apps.core.handover import Holder, Holding, Sum


def open_now(prefix: str = "") -> Q:
    """Cases that are followed still, by each kind's own life cycle."""
    ways = [
        Q(**{f"{prefix}kind": kind, f"{prefix}status__in": cycle.open_codes()})
        for kind, cycle in states.BY_KIND.items()
    ]
    return reduce(or_, ways)


def holdings(holder: Holder, *, on: date) -> list[Holding]:
    """Open cases of these units; what of open cases was given to these organs, or handed to these officers."""
    of_units = CaseUnit.objects.filter(unit__in=holder.units).values("case")
    mine = Q(organisation__in=holder.organs) | Q(officer__in=holder.memberships)
    given = Assignment.objects.filter(mine, open_now("case__")).select_related("case").order_by("case", "pk")
    return [
        *(_listed("cases.case", case.uid, case) for case in Case.objects.filter(open_now(), pk__in=of_units)),
        *(_listed("cases.assignment", one.uid, one.case) for one in given),
    ]


def _listed(kind: str, uid: UUID, case: Case) -> Holding:
    due = _("hạn %(day)s") % {"day": f"{case.due_on:%d/%m/%Y}"} if case.due_on else ""
    url = reverse("cases:detail", args=[case.uid])
    return Holding(kind, uid, f"{case.number} {case.short}", due, url)


def sums(holder: Holder, *, on: date) -> list[Sum]:
    """Open cases that these have, counted by the rows that say so, and the sum of the cases' keys."""
    units = CaseUnit.objects.filter(unit__in=holder.units)
    given = Assignment.objects.filter(open_now("case__"))
    registers = Case.objects.filter(register__in=holder.organs).annotate(case_id=F("pk"))
    shared = Case.shared_with.through.objects.filter(organisation__in=holder.organs)
    of_organs = given.filter(organisation__in=holder.organs)
    in_post = Q(officer__until=None) | Q(officer__until__gte=on)
    of_officers = given.filter(in_post, officer__post__organisation__in=holder.organs)
    closed = units.exclude(open_now("case__"))
    return [
        _sum("cases.caseunit", _("Đầu việc đang mở của địa phương"), units.filter(open_now("case__"))),
        _sum("cases.assignment", _("Đầu việc đang mở giao cơ quan"), of_organs),
        _sum("cases.officer", _("Đầu việc đang mở có cán bộ thụ lý"), of_officers.distinct()),
        _sum("cases.case", _("Đầu việc trong sổ của cơ quan"), registers),
        _sum("cases.case_shared_with", _("Đầu việc dùng chung với cơ quan"), shared),
        _sum("cases.closed", _("Đầu việc đã khép, ở lại với địa phương cũ"), closed, stays=True),
    ]


def _sum(kind: str, label: str, rows: models.QuerySet[Any], *, stays: bool = False) -> Sum:
    keys = list(rows.order_by().values_list("case_id", flat=True))
    return Sum(kind, label, len(keys), Decimal(sum(set(keys))), _("mã dòng của đầu việc"), stays)
