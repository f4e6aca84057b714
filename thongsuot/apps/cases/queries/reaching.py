"""Which cases somebody reaches, asked in two ways: along the order of a list, or collected first.

A page of fifty out of many is found soonest along the index of its order, looking at each row whether it is reached;
few rows, and counts of all, by collecting what is reached first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Handing, Level
from thongsuot.apps.organisations.queries import Scope

Keys = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Reached:
    """The cases of a scope: of its registers or shared with them, of its units, given to its organs.

    A limited one is reached through an `own` register, a unit or an organ, never through a block or a sharing.
    """

    scope: Scope
    own: frozenset[int]

    @property
    def is_wide(self) -> bool:
        """Whether it holds a whole register, not the cases of some organs alone."""
        return self.scope.is_all or bool(self.scope.registers)

    def along(self) -> QuerySet[Case]:
        """One OR of memberships, so that a page is read along the index of its order until it is full."""
        if self.scope.is_all:
            return Case.objects.all()
        ways = [*self._registers(), *self._columns(), *(Q(pk__in=keys) for keys in self._tied())]
        return Case.objects.filter(reduce(or_, ways)) if ways else Case.objects.none()

    def parts(self) -> list[QuerySet[Case]]:
        """The same rows in parts that share none: those of the registers, and the few others."""
        registers, few = [*self._registers()], Case.objects.filter(pk__in=self.keys())
        if self.scope.is_all:
            return [Case.objects.all()]
        if not registers:
            return [few]
        whole = reduce(or_, registers)
        return [Case.objects.filter(whole), few.exclude(whole)]

    def keys(self) -> Keys:
        """Keys of the cases that are reached otherwise than by a register."""
        columns = [*self._columns()]
        named = [Case.objects.filter(reduce(or_, columns)).order_by().values("pk")] if columns else []
        first, *others = [*named, *self._tied()] or [
            Case.objects.filter(pk__isnull=True).order_by().values("pk")
        ]
        return first.union(*others) if others else first

    def _registers(self) -> Iterator[Q]:
        if held := self.scope.registers & self.own:
            yield Q(register__in=held)
        if others := self.scope.registers - self.own:
            yield Q(register__in=others) & ~Q(level=Level.LIMITED)

    def _columns(self) -> Iterator[Q]:
        if self.scope.opened:
            yield Q(uid__in=self.scope.opened)
        if self.scope.organs:
            yield Q(raising_organ__in=self.scope.organs)
            yield Q(organisation__in=self.scope.organs)

    def _tied(self) -> Iterator[Keys]:
        """Keys of cases, by what names them."""
        scope = self.scope
        if scope.shared:
            shared = Case.shared_with.through.objects.filter(organisation__in=scope.shared)
            yield shared.exclude(case__level=Level.LIMITED).values("case")
        if scope.units:
            yield CaseUnit.objects.filter(unit__in=scope.units).order_by().values("case")
        if scope.organs:
            handed = Handing.objects.filter(organisation__in=scope.organs, ended_at=None)
            yield handed.order_by().values("assignment__case")
            yield Assignment.objects.filter(organisation__in=scope.organs).order_by().values("case")
