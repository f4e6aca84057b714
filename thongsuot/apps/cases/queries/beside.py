"""What stands beside each case of a list, in one query whatever its length and without an object a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Objection

LEAD, SAID = "lead", "said"


@dataclass(frozen=True, slots=True)
class Place:
    key: int
    type: str
    name: str

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


@dataclass(frozen=True, slots=True)
class Beside:
    raised: list[Place] = field(default_factory=list)
    addressed: list[Place] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    """Known organs before those that only the source names."""
    said: list[tuple[str, str]] = field(default_factory=list)
    """(kind, status) of each objection to how its term ended."""


def beside_rows(found: Iterable[Case]) -> dict[int, Beside]:
    """Key of each case -> what stands beside it."""
    its = {case.pk: Beside() for case in found}
    if not its:
        return its
    units = _rows(CaseUnit.objects.filter(case__in=its), "role", "unit_id", "unit__type", "unit__name")
    named = Assignment.objects.filter(case__in=its, role=Assignment.Role.LEAD).order_by()
    leads = _rows(named, Value(LEAD), Coalesce("organisation_id", 0), Value(""), "name")
    against = Objection.objects.filter(clock__case__in=its).order_by()
    said = _rows(against, Value(SAID), Value(0), "kind", "status", case="clock__case_id")
    rows = units.union(leads, said, all=True)
    for case, what, key, kind, name, _pk in sorted(
        rows, key=lambda row: (row[1] == LEAD and not row[2], row[5])
    ):
        _put(its[case], what, key, kind, name)
    return its


def _rows(rows: models.QuerySet[Any], *columns: Any, case: str = "case_id") -> models.QuerySet[Any, Any]:
    """(key of the case, what it is, key, kind, name, own key)"""
    return rows.values_list(case, *columns, "pk")


def _put(it: Beside, what: str, key: int, kind: str, name: str) -> None:
    if what == LEAD:
        it.leads.append(name)
    elif what == SAID:
        it.said.append((kind, name))
    else:
        places = it.raised if what == CaseUnit.Role.RAISED else it.addressed
        places.append(Place(key, kind, name))
