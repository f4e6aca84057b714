"""Questions to the register. Every list takes `for_=user`: a row out of scope is not counted or hinted at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models import Assignment, Case, CaseUnit, Confirmation
from thongsuot.apps.cases.queries import facets
from thongsuot.apps.cases.queries.beside import Beside
from thongsuot.apps.cases.queries.counting import counted, grouped
from thongsuot.apps.cases.queries.fulltext import matching
from thongsuot.apps.cases.queries.reaching import Reached
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import BreakGlass
    from thongsuot.apps.places.models import Unit

AROUND_WORDS = " \t\n.,;:?!()[]“”‘’\"'…"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register's address says. Empty means all; what was withdrawn shows only when asked for."""

    q: str = ""
    kind: str = ""
    topic: str = ""
    status: str = ""
    """One code, or several parted by commas."""
    unit: UUID | None = None
    since: date | None = None
    until: date | None = None
    register: str = ""
    """The uid of the office that keeps it, or `OTHER`."""
    capacity: UUID | None = None
    """Only what this one of the asker's capacities gives."""
    is_mine: bool = False
    """Only what was handed to the asker."""
    turn: str = ""
    """Whose move it is: `facets.TURNS`."""
    bucket: str = ""
    """Of `facets.BUCKETS`, as it is today: `on` says which day that is."""
    on: date | None = None
    lead: UUID | None = None
    measure: UUID | None = None
    level: str = ""
    cause: str = ""
    competence: str = ""
    is_again: bool = False
    """Only what raises a closed case again."""

    @property
    def names_few(self) -> bool:
        """Whether it holds something that few cases are tied to, found from there and not along the register.

        Words too: what they are in is looked up once, not once for each kind and status.
        """
        return bool(self.q or self.unit or self.lead or self.measure or self.is_mine)

    @property
    def statuses(self) -> list[str]:
        return [code for code in self.status.split(",") if code]


PLAIN = ("topic", "level", "cause", "competence")
"""Conditions that are a column of the case, of the same name."""
OTHER = "khac"
"""In another's register: shared with, raised by or given to the asker."""


def cases(*, for_: User, capacity: UUID | None = None) -> models.QuerySet[Case]:
    """The cases this user may see, or may see in one of their capacities."""
    return _reached(for_, capacity).along()


def _reached(user: User, capacity: UUID | None = None) -> Reached:
    scope = organisations.scope(user, "cases.view", capacity=capacity)
    return Reached(scope, organisations.scope(user, "cases.view_limited", capacity=capacity).registers)


def case(uid: UUID, *, for_: User) -> Case | None:
    tied = ("merged_into", "forwarded_from", "raises_again")
    rows = cases(for_=for_).select_related("passage__text", "passage__source", "register", *tied)
    rows = rows.annotate(again_count=_raised_again())
    rows = rows.prefetch_related(*_beside(with_officers=True))
    said = Prefetch("confirmations", Confirmation.objects.select_related("unit"))
    return rows.prefetch_related("answers", "links", "shared_with", "clocks", said).filter(uid=uid).first()


def _raised_again() -> Coalesce:
    """How many times the matter was raised again, over its whole thread."""
    again = Case.objects.filter(thread=OuterRef("thread")).exclude(raises_again=None).order_by()
    return Coalesce(Subquery(again.values("thread").annotate(n=Count("pk")).values("n")), 0)


def register(filters: Filters, *, for_: User, are_few: bool = False) -> models.QuerySet[Case]:
    """The filtered register, in no order yet. `are_few`: as the tally says; they are collected, then put in order."""
    reached = _reached(for_, filters.capacity)
    if not are_few:
        return _chosen(_narrowed(reached.along(), filters, for_), filters)
    parts = (_chosen(_narrowed(part, filters, for_), filters) for part in reached.parts())
    first, *others = (part.order_by().values("pk") for part in parts)
    return Case.objects.filter(pk__in=first.union(*others, all=True) if others else first)


def _chosen(rows: models.QuerySet[Case], filters: Filters) -> models.QuerySet[Case]:
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.status:
        return rows.filter(status__in=filters.statuses)
    return rows.exclude(status=states.WITHDRAWN.code)


def narrowed(filters: Filters, user: User) -> models.QuerySet[Case]:
    """All filters but kind and status, whose values are counted."""
    return _narrowed(cases(for_=user, capacity=filters.capacity), filters, user)


def _narrowed(rows: models.QuerySet[Case], filters: Filters, user: User) -> models.QuerySet[Case]:
    rows = _of_register(rows, filters.register, user)
    if filters.is_mine:
        mine = Assignment.objects.filter(officer__in=organisations.own_memberships(user))
        rows = rows.filter(pk__in=mine.values("case"))
    rows = rows.filter(**{name: value for name in PLAIN if (value := getattr(filters, name))})
    if filters.is_again:
        rows = rows.exclude(raises_again=None)
    rows = _derived(rows, filters)
    if filters.unit:
        rows = rows.filter(pk__in=CaseUnit.objects.filter(unit__uid=filters.unit).values("case"))
    if filters.since:
        rows = rows.filter(raised_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(raised_on__lte=filters.until)
    return matching(rows, filters.q)


def _derived(rows: models.QuerySet[Case], filters: Filters) -> models.QuerySet[Case]:
    if filters.turn:
        rows = facets.in_turn(rows, filters.turn)
    if filters.bucket and filters.on:
        rows = facets.in_bucket(rows, filters.bucket, on=filters.on)
    if filters.lead:
        rows = facets.led_by(rows, filters.lead)
    return facets.of_measure(rows, filters.measure) if filters.measure else rows


def _of_register(rows: models.QuerySet[Case], chosen: str, user: User) -> models.QuerySet[Case]:
    own = organisations.scope(user, "cases.view").registers
    if chosen == OTHER:
        return rows.filter(Q(register=None) | ~Q(register__in=own))
    return rows.filter(register__uid=chosen) if chosen else rows


MOST_WORDS = 12
"""Each word is one more pass over what the ones before left."""


def words(text: str) -> list[str]:
    """What is looked for: each word folded, without the punctuation around it; once each, the first twelve."""
    found = (part.strip(AROUND_WORDS) for part in fold(text).split())
    return [*dict.fromkeys(word for word in found if word)][:MOST_WORDS]


def with_neighbours(rows: models.QuerySet[Case]) -> models.QuerySet[Case]:
    """The rows with their units and assignments, in two more queries."""
    return rows.prefetch_related(*_beside())


def _beside(*, with_officers: bool = False) -> tuple[Prefetch[str], Prefetch[str]]:
    officers = ("officer__person", "officer__post__organisation") if with_officers else ()
    return (
        Prefetch("case_units", CaseUnit.objects.select_related("unit").order_by("role", "pk")),
        Prefetch("assignments", Assignment.objects.select_related("organisation", *officers)),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases each (kind, status) has under the other filters, and what is chosen of the two.

    A number above `COUNTED` says only that there are more.
    """

    by: Counter[tuple[str, str]]
    kind: str
    status: str

    @property
    def total(self) -> int:
        return self._count(self.kind, self.status)

    def kinds(self) -> dict[str, int]:
        """Kind -> count as the status is now; "" stands for all kinds."""
        return {kind: self._count(kind, self.status) for kind in ("", *states.BY_KIND)}

    def statuses(self) -> dict[str, int]:
        """Status -> count as the kind is now; "" stands for all that are in the register."""
        return {status: self._count(self.kind, status) for status in ("", *statuses(self.kind))}

    def _count(self, kind: str, status: str) -> int:
        return sum(
            number
            for (its_kind, its_status), number in self.by.items()
            if kind in ("", its_kind)
            and (its_status in status.split(",") if status else its_status != states.WITHDRAWN.code)
        )


def tally(filters: Filters, *, for_: User) -> Tally:
    """The counts beside the chips, exact at least to `COUNTED`; a query for a register and one for the rest.

    A register has many rows of each kind and status, and enough of them are found soon; elsewhere, and of one unit or
    lead, there are few, and looking for more of each would cost a scan each.
    """
    reached = _reached(for_, filters.capacity)
    by: Counter[tuple[str, str]] = Counter()
    for place, part in enumerate(reached.parts()):
        rows = _narrowed(part, filters, for_)
        is_many = reached.is_wide and not place and not filters.names_few
        by += counted(rows) if is_many else grouped(rows)
    return Tally(by, filters.kind, filters.status)


def statuses(kind: str = "") -> list[str]:
    """The codes of a kind's states, or of all kinds', the withdrawn last."""
    cycles = [states.BY_KIND[kind]] if kind else states.BY_KIND.values()
    codes = [state.code for cycle in cycles for state in cycle.states if not state.is_final]
    return [*dict.fromkeys(codes), states.WITHDRAWN.code]


def raising_units(beside: Iterable[Beside]) -> dict[str, int]:
    """Type of unit -> how many units of it raised the cases that these stand beside."""
    return Counter(unit.type for unit in {unit for one in beside for unit in one.raised})


def units(*, for_: User) -> list[tuple[str, str]]:
    """(uid, name) of every unit that occurs in the register this user sees, by name."""
    seen = CaseUnit.objects.filter(case__in=cases(for_=for_).values("pk"))
    rows = seen.values_list("unit__uid", "unit__name", "unit__type", "unit__sort_key").distinct()
    return [
        (uid.hex, f"{kind} {name}") for uid, name, kind, _key in rows.order_by("unit__sort_key", "unit__uid")
    ]


def choices(*, for_: User) -> dict[str, list[tuple[str, str]]]:
    """`facets.choices` of the register this user sees, with the offices whose registers they reach and their views.

    "register" ends with what stands for all other registers; it is empty for who reaches none.
    """
    found = facets.choices(_reached(for_), for_=for_)
    found["register"] += [(OTHER, _("cơ quan khác"))] if found["register"] else []
    return found


def emergencies(*, for_: User) -> models.QuerySet[BreakGlass]:
    """Who opened cases of this user's registers in an emergency, the latest first."""
    own = organisations.scope(for_, "cases.view").registers
    return organisations.broken_glasses(Case.objects.filter(register__in=own).values("uid"))


def has_any(*, for_: User) -> bool:
    return cases(for_=for_).exists()


def search(text: str, *, for_: User) -> models.QuerySet[Case]:
    return register(Filters(q=text), for_=for_)


def about(unit: Unit, *, for_: User) -> models.QuerySet[Case]:
    """The cases that a unit raised or is to act on."""
    return cases(for_=for_).filter(pk__in=CaseUnit.objects.filter(unit=unit).values("case"))
