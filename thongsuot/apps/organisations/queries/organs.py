"""Questions about organs. Their names, posts and titles are public; nothing here is personal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.models import Kind, Organisation, OrganisationName

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

FOUND_AT_MOST = 60
DISSOLVED, SUCCEEDED = "dissolved", "succeeded"


def existing(day: date, prefix: str = "") -> Q:
    """Organs that exist on a day; `prefix` reaches them over a relation ("organisation__")."""
    begun = Q(**{f"{prefix}founded_on": None}) | Q(**{f"{prefix}founded_on__lte": day})
    return begun & (Q(**{f"{prefix}dissolved_on": None}) | Q(**{f"{prefix}dissolved_on__gt": day}))


def organisations() -> models.QuerySet[Organisation]:
    """The organs that exist now."""
    return Organisation.objects.filter(dissolved_on=None).select_related("unit")


def organisation(uid: UUID) -> Organisation | None:
    """Any organ, living or gone."""
    return Organisation.objects.select_related("unit__province", "parent").filter(uid=uid).first()


def ended_by_merger(organ: Organisation) -> bool:
    """Whether a merger ended this organ: then only the way back of the merger restores it."""
    if organ.dissolved_on is None:
        return False
    last = journal.of(organ).filter(act__in=(DISSOLVED, SUCCEEDED)).first()
    return last is not None and last.act == SUCCEEDED


def of_units(units: Iterable[int]) -> models.QuerySet[Organisation]:
    """Living organs of these units (keys)."""
    return organisations().filter(unit_id__in=list(units))


def organs_of(unit: Unit, *, on: date) -> models.QuerySet[Organisation]:
    """The organs of a unit on a day, Party first, in the order of their kinds."""
    by_kind = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)),
        output_field=IntegerField(),
    )
    rows = Organisation.objects.filter(existing(on), unit=unit)
    return rows.select_related("parent").order_by(by_kind, "folded", "pk")


def named(name: str, *, units: Iterable[int]) -> Organisation | None:
    """The one organ of these units that bears this name, folded; None when none or several do."""
    found = list(of_units(units).filter(folded=fold(name))[:2])
    return found[0] if len(found) == 1 else None


def name_on(organisation: Organisation, *, on: date) -> str:
    """What an organ was called on a day; its latest name when nobody knows."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    row = organisation.names.filter(begun, Q(valid_to=None) | Q(valid_to__gt=on)).first()
    return row.name if row else organisation.name


@dataclass(frozen=True, slots=True)
class History:
    """What there is to say of an organ over time: names newest first, what it came from, what came after it."""

    names: list[OrganisationName]
    predecessors: list[Organisation]
    successors: list[Organisation]
    now: list[Organisation]
    """The living organs that do its work now; itself while it lives."""


def organ_history(organisation: Organisation) -> History:
    """Three queries, and one more for each succession that lies between a gone organ and today."""
    return History(
        names=list(organisation.names.all()),
        predecessors=list(organisation.predecessors.select_related("unit").order_by("folded", "pk")),
        successors=list(organisation.successors.select_related("unit").order_by("folded", "pk")),
        now=living_heirs([organisation])[organisation.pk],
    )


def living_heirs(organs: Iterable[Organisation]) -> dict[int, list[Organisation]]:
    """Key of each organ -> the living organs that do its work now; itself while it lives.

    One query a generation, however many organs are asked for.
    """
    found: dict[int, dict[int, Organisation]] = defaultdict(dict)
    ends: dict[int, set[int]] = defaultdict(set)
    starts = list(organs)
    for organ in starts:
        if organ.dissolved_on is None:
            found[organ.pk][organ.pk] = organ
        else:
            ends[organ.pk].add(organ.pk)
    while ends:
        ends = _further(ends, found)
    return {organ.pk: list(found[organ.pk].values()) for organ in starts}


def _further(ends: dict[int, set[int]], found: dict[int, dict[int, Organisation]]) -> dict[int, set[int]]:
    """One generation on: `ends` are keys of gone organs -> where the search for each began."""
    rows = Organisation.objects.filter(predecessors__in=ends).select_related("unit")
    further: dict[int, set[int]] = defaultdict(set)
    for heir in rows.annotate(before=models.F("predecessors")).order_by("folded", "pk"):
        for start in ends[heir.before]:
            if heir.dissolved_on is None:
                found[start][heir.pk] = heir
            else:
                further[heir.pk].add(start)
    return further


@dataclass(frozen=True, slots=True)
class FoundOrgan:
    """An organ under a name that was looked for. `now` are the living organs that do its work."""

    organ: Organisation
    name: str
    now: list[Organisation] = field(default_factory=list)

    @property
    def is_former(self) -> bool:
        return self.organ.dissolved_on is not None or self.name != self.organ.name


def find_organs(text: str, *, units: Iterable[int] | None = None) -> list[FoundOrgan]:
    """Organs whose name, now or before, holds every word of `text` without regard to marks; at most 60.

    `units` (keys) narrows to organs of these units. Living organs come first, then those that are gone.
    """
    words = fold(text).split()
    if not words:
        return []
    rows = OrganisationName.objects.select_related("organisation__unit")
    for word in words:
        rows = rows.filter(folded__contains=word)
    if units is not None:
        rows = rows.filter(organisation__unit__in=list(units))
    is_gone = Case(When(organisation__dissolved_on=None, then=Value(0)), default=Value(1))
    names = list(rows.order_by(is_gone, "folded", "-valid_from", "pk")[:FOUND_AT_MOST])
    now = living_heirs({name.organisation_id: name.organisation for name in names}.values())
    return [FoundOrgan(row.organisation, row.name, now[row.organisation_id]) for row in names]
