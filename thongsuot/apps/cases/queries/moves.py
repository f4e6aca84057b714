"""Whose move it is, asked for one user: their organs' moves, their registers', their units'; a count and the first.

The groups of one query share its rows, so that a desk of ten groups costs six queries however large the register.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case as When
from django.db.models import Count, F, Q, Value, Window
from django.db.models import When as Then
from django.db.models.functions import RowNumber

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import (
    Assignment,
    Case,
    CaseUnit,
    Clock,
    Confirmation,
    Draft,
    Extension,
    Reminder,
)
from thongsuot.apps.cases.states.parties import LEAD
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

FIRST = 5
"""So many of each group are shown."""
SOON = timedelta(days=7)
OF_OFFICE = {
    "screen": ("raised",),
    "assign": ("screened", "returned", "given"),
    "issue": ("noted", "drafted"),
    "decide": ("contested",),
    "accept": ("reported",),
}
"""Group -> the states in which the office that keeps the register has the move."""
OFFICE_CLOCKS = (Clock.Kind.SCREENING, Clock.Kind.DECIDING, Clock.Kind.ACCEPTING)


@dataclass(slots=True)
class Moves:
    """A group of somebody's desk. `days`: key of a case -> the day of the clock that put it here."""

    total: int
    keys: list[int] = field(default_factory=list)
    days: dict[int, date] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reach:
    """For whom a user moves: their organs, registers and units, in all capacities or in one."""

    organs: frozenset[int]
    registers: frozenset[int]
    units: frozenset[int]


def reach(*, for_: User, capacity: UUID | None = None) -> Reach:
    scope = organisations.scope(for_, "cases.view_limited", capacity=capacity)
    return Reach(scope.organs, scope.registers, scope.units)


def moves(*, for_: User, on: date, capacity: UUID | None = None) -> dict[str, Moves]:
    """Group -> what this user has to do or waits for; a group that is not theirs, or empty, is missing."""
    mine = reach(for_=for_, capacity=capacity)
    found: dict[str, Moves] = {}
    if mine.organs:
        found |= _grouped(_led(mine, for_, capacity), "case", "case__due_on")
        found |= _grouped(_drafts(for_), "case", "drafted_at")
    if mine.registers:
        found |= _grouped(_kept(mine), "pk", "due_on")
        found |= _grouped(_asked(mine), "clock__case", "asked_at")
        found |= _grouped(_proposed(mine), "case", "proposed_on")
    if mine.units or mine.organs:
        found |= _grouped(_raised(mine), "pk", "due_on")
        found |= _grouped(_to_confirm(mine), "case", "asked_at")
    if mine.organs or mine.registers or mine.units:
        found |= _grouped(_due(mine, for_, capacity, on), "case", "due_on", with_day=True)
    return _read(found)


def _grouped(rows: Any, case: str, order: str, *, with_day: bool = False) -> dict[str, Moves]:
    """One query: how many rows each `group` has, and the keys of its first cases."""
    by = [F("group")]
    rows = rows.order_by().annotate(
        total=Window(Count("pk"), partition_by=by),
        place=Window(RowNumber(), partition_by=by, order_by=[F(order).asc(nulls_last=True), F("pk").asc()]),
    )
    rows = rows.filter(place__lte=FIRST).order_by("group", "place")
    found: dict[str, Moves] = {}
    for group, total, key, day in rows.values_list("group", "total", case, order):
        one = found.setdefault(group, Moves(total))
        if key is not None and key not in one.keys:
            one.keys.append(key)
        if with_day:
            one.days.setdefault(key, day)
    return found


def _read(found: dict[str, Moves]) -> dict[str, Moves]:
    rows = Case.objects.in_bulk({key for one in found.values() for key in one.keys})
    for one in found.values():
        one.cases = [rows[key] for key in one.keys]
    return found


def _said(groups: dict[str, Q]) -> When:
    return When(
        *(Then(ways, then=Value(name)) for name, ways in groups.items()),
        output_field=models.CharField(),
    )


def _turns(prefix: str, is_lead: bool) -> Q:
    """The open states in which the lead has the move, or somebody else."""
    ways = (
        Q(
            **{
                f"{prefix}kind": kind,
                f"{prefix}status__in": [
                    one.code for one in cycle.states if not one.is_final and (one.turn == LEAD) == is_lead
                ],
            }
        )
        for kind, cycle in states.BY_KIND.items()
    )
    return reduce(or_, ways)


def _own(mine: Reach, user: User, capacity: UUID | None) -> models.QuerySet[Assignment]:
    """What the organs of this user lead or support; an officer leaves to others what was handed to others."""
    rows = Assignment.objects.filter(organisation__in=mine.organs).exclude(status="returned")
    held = [one for one in organisations.held(user) if capacity in (None, one.uid)]
    if any(one.role == "head" for one in held):
        return rows
    return rows.filter(Q(officer=None) | Q(officer__in=organisations.own_memberships(user)))


def _led(mine: Reach, user: User, capacity: UUID | None) -> Any:
    is_open = _turns("case__", is_lead=True) | _turns("case__", is_lead=False)
    leads = Q(role=Assignment.Role.LEAD)
    groups = {
        "receive": Q(status="named") & ~Q(case__kind="task"),
        "do": leads & _turns("case__", is_lead=True),
        "waiting": leads & _turns("case__", is_lead=False),
    }
    rows = _own(mine, user, capacity).filter(is_open)
    return rows.filter(groups["receive"] | leads).annotate(group=_said(groups))


def _kept(mine: Reach) -> Any:
    groups = {name: Q(status__in=codes) for name, codes in OF_OFFICE.items()}
    codes = [code for codes in OF_OFFICE.values() for code in codes]
    return Case.objects.filter(register__in=mine.registers, status__in=codes).annotate(group=_said(groups))


def _asked(mine: Reach) -> Any:
    rows = Extension.objects.filter(status="asked", clock__case__register__in=mine.registers)
    return rows.annotate(group=Value("extensions"))


def _proposed(mine: Reach) -> Any:
    rows = Reminder.objects.filter(status="proposed", case__register__in=mine.registers)
    return rows.annotate(group=Value("reminders"))


def _raised(mine: Reach) -> Any:
    raised = CaseUnit.objects.filter(unit__in=mine.units, role=CaseUnit.Role.RAISED).values("case")
    others = [
        one.code
        for kind in ("recommendation", "difficulty")
        for one in states.BY_KIND[kind].states
        if not one.is_final and one.code != "answered"
    ]
    ways = Q(pk__in=raised) | Q(raising_organ__in=mine.organs)
    kinds = ("recommendation", "difficulty")
    rows = Case.objects.filter(ways, kind__in=kinds, status__in=set(others))
    return rows.annotate(group=Value("raised"))


def _to_confirm(mine: Reach) -> Any:
    ways = Q(unit__in=mine.units) | Q(unit=None, case__raising_organ__in=mine.organs)
    return Confirmation.objects.filter(ways, status="waiting").annotate(group=Value("confirm"))


def _drafts(user: User) -> Any:
    approved = Q(organisation__in=organisations.scope(user, "cases.approve").organs, status="submitted")
    groups = {"approve": approved, "sent-back": Q(drafted_by=user.pk, status="sent-back")}
    return Draft.objects.filter(reduce(or_, groups.values())).annotate(group=_said(groups))


def _due(mine: Reach, user: User, capacity: UUID | None, on: date) -> Any:
    """Clocks that run on this user's moves and end within a week, or ended."""
    led = _own(mine, user, capacity).filter(role=Assignment.Role.LEAD)
    ways = Q(case__in=led.values("case")) & ~Q(kind__in=(*OFFICE_CLOCKS, Clock.Kind.CONFIRMING))
    if mine.registers:
        ways |= Q(case__register__in=mine.registers, kind__in=OFFICE_CLOCKS)
    if mine.units:
        ways |= Q(confirmation__unit__in=mine.units, kind=Clock.Kind.CONFIRMING)
    running = Clock.objects.filter(stopped_on=None, suspended_on=None, due_on__lte=on + SOON)
    return running.filter(ways).annotate(
        group=_said({"overdue": Q(due_on__lt=on), "soon": Q(due_on__gte=on)})
    )
