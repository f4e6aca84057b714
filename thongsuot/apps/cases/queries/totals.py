"""How many cases each unit has, by whose move it is: what a province looks like from above."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Case, CaseUnit, Term
from thongsuot.apps.cases.queries.register import Filters, narrowed
from thongsuot.apps.cases.states.parties import ABOVE, ASKER, LEAD, OFFICE
from thongsuot.apps.core.models import User

CLOSED, OVERDUE = "closed", "overdue"
TURNS = (OFFICE, LEAD, ASKER, ABOVE)
ENDS = [
    *dict.fromkeys(
        state.code
        for cycle in states.BY_KIND.values()
        for state in cycle.states
        if state.is_final and state != states.WITHDRAWN
    )
]
"""The codes in which a case stands closed in the register."""
_COLUMN = {
    (kind, state.code): CLOSED if state.is_final else state.turn
    for kind, cycle in states.BY_KIND.items()
    for state in cycle.states
}


@dataclass(slots=True)
class UnitTotals:
    """One unit, or all: how many cases wait for each of `TURNS`, are overdue, or `CLOSED`."""

    uid: UUID | None
    name: str
    by: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(number for column, number in self.by.items() if column != OVERDUE)


def totals(filters: Filters, *, for_: User, on: date) -> list[UnitTotals]:
    """The units that have cases this user sees, in the order of their names; two queries.

    A case of several units is counted for each; what was withdrawn, for none. Overdue is as `on`, today, says.
    """
    seen = narrowed(filters, for_).exclude(status=states.WITHDRAWN.code)
    if filters.kind:
        seen = seen.filter(kind=filters.kind)
    found: dict[UUID, UnitTotals] = {}
    for uid, type_, name, _key, kind, status, number, late in _by_status(seen, on):
        one = found.setdefault(uid, UnitTotals(uid, f"{type_} {name}"))
        one.by[_COLUMN[kind, status]] += number
        one.by += Counter({OVERDUE: late})
    return list(found.values())


def _by_status(seen: models.QuerySet[Case], on: date) -> Any:
    rows = CaseUnit.objects.filter(case__in=seen.order_by().values("pk"))
    columns = ("unit__uid", "unit__type", "unit__name", "unit__sort_key", "case__kind", "case__status")
    late = Q(case__term=Term.RUNS, case__term_on__lt=on) & ~Q(case__status__in=ENDS)
    counted = {"number": Count("case", distinct=True), "late": Count("case", distinct=True, filter=late)}
    return rows.values_list(*columns).annotate(**counted).order_by("unit__sort_key", "unit__uid")
