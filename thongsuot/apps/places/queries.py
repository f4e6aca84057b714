"""Questions to places. Units are public reference data: everybody may see every row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When

from thongsuot.apps.places import bridge
from thongsuot.apps.places.models import Edition, Level, Measure, Succession, Unit, UnitVersion

Units = models.QuerySet[Unit]
FOUND_AT_MOST = 60


def provinces() -> Units:
    """The current provinces and cities in alphabetical order, each with `n_units`."""
    living = Count("communes", filter=Q(communes__dissolved_on=None))
    rows = Unit.objects.filter(level=Level.PROVINCE, dissolved_on=None).annotate(n_units=living)
    return rows.order_by("sort_key", "pk")


def province(slug_or_code: str) -> Unit | None:
    """The current province of an address: "quang-ngai" or "51"."""
    return next((p for p in provinces() if slug_or_code in (p.slug, p.code)), None)


def units_of(province: Unit, *, type: str = "", text: str = "") -> Units:
    """The current units of a province in alphabetical order, under two filters."""
    rows = Unit.objects.filter(province=province, dissolved_on=None)
    if type:
        rows = rows.filter(type=type)
    if text:
        kind, key = _parts(text)
        rows = rows.filter(folded__contains=key, **({"type": kind} if kind else {}))
    return rows


def types(units: Units) -> dict[str, int]:
    """Type -> how many of these units are of it, the most frequent first."""
    rows = units.order_by().values_list("type").annotate(number=Count("pk")).order_by("-number", "type")
    return dict(rows)


def unit(uid: UUID) -> Unit | None:
    """Any unit, current or gone, with its province."""
    return Unit.objects.select_related("province").filter(uid=uid).first()


def by_code(code: str) -> Unit | None:
    """The unit that bears this official code now."""
    return Unit.objects.select_related("province").filter(code=code, dissolved_on=None).first()


def by_codes(codes: list[str]) -> dict[str, Unit]:
    """Code -> the unit that bears it now, for the codes that one bears."""
    rows = Unit.objects.select_related("province").filter(code__in=codes, dissolved_on=None)
    return {unit.code: unit for unit in rows}


@dataclass(frozen=True, slots=True)
class Found:
    """A unit under the name that was looked for. `now` are the current units where it was."""

    unit: Unit
    name: str
    type: str
    now: list[Unit] = field(default_factory=list)

    @property
    def is_former(self) -> bool:
        return not self.unit.is_current or (self.name, self.type) != (self.unit.name, self.unit.type)


def find(text: str, *, province: Unit | None = None) -> list[Found]:
    """Units whose name, now or before, contains `text` without regard to marks; the nearest first.

    `text` may carry a type ("xã Ngok Bay"). At most 60.
    """
    kind, key = _parts(text)
    if not key:
        return []
    versions = _versions_like(key, province)
    if kind:
        versions = versions.filter(type=kind)
    rows = list(versions.select_related("unit__province")[:FOUND_AT_MOST])
    now = _successors([row.unit for row in rows])
    return [Found(row.unit, row.name, row.type, now[row.unit_id]) for row in rows]


def _parts(text: str) -> tuple[str, str]:
    """The type word in front, and the folded rest."""
    kind, rest = bridge.split_type(text.strip())
    return kind, bridge.folded_key(rest)


def _versions_like(key: str, province: Unit | None) -> models.QuerySet[UnitVersion]:
    nearness = Case(
        When(folded=key, then=Value(0)),
        When(folded__startswith=f"{key} ", then=Value(1)),
        When(folded__startswith=key, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = UnitVersion.objects.filter(folded__contains=key).annotate(nearness=nearness)
    if province:
        was_there = Q(unit__successions__new__province=province) | Q(unit__successions__new=province)
        rows = rows.filter(Q(unit__province=province) | Q(unit=province) | was_there).distinct()
    is_gone = Case(When(unit__dissolved_on=None, then=Value(0)), default=Value(1))
    return rows.order_by("nearness", is_gone, "-is_latest", "unit__sort_key", "unit_id")


def successors(unit: Unit) -> list[Unit]:
    """The current units where this one was; itself while it lives."""
    return _successors([unit])[unit.pk]


def _successors(units: list[Unit]) -> dict[int, list[Unit]]:
    """Key of each unit -> the current units where it was, through as many successions as it takes."""
    found: dict[int, dict[int, Unit]] = defaultdict(dict)
    open_ends: dict[int, set[int]] = defaultdict(set)
    for unit in units:
        if unit.is_current:
            found[unit.pk][unit.pk] = unit
        else:
            open_ends[unit.pk].add(unit.pk)
    while open_ends:
        rows = Succession.objects.filter(old__in=open_ends).select_related("new__province")
        further: dict[int, set[int]] = defaultdict(set)
        for row in rows.order_by("new__sort_key", "new_id"):
            for start in open_ends[row.old_id]:
                if row.new.is_current:
                    found[start][row.new_id] = row.new
                else:
                    further[row.new_id].add(start)
        open_ends = further
    return {unit.pk: list(found[unit.pk].values()) for unit in units}


def subtree(unit_key: int) -> frozenset[int]:
    """Keys of a unit, of the units under it, and of all that they came from: what was theirs is looked after here."""
    found = {unit_key, *Unit.objects.filter(province=unit_key).values_list("pk", flat=True)}
    ends = set(found)
    while ends:
        ends = set(Succession.objects.filter(new__in=ends).values_list("old", flat=True)) - found
        found |= ends
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say of a unit: its names over time, from what it came, what it became."""

    names: list[UnitVersion]
    origins: list[Succession]
    successions: list[Succession]
    measure: Measure | None


def about(unit: Unit) -> About:
    """Four queries."""
    origins = unit.origins.select_related("old__province").order_by("old__sort_key", "old_id")
    successions = unit.successions.select_related("new__province").order_by("new__sort_key", "new_id")
    return About(
        names=list(unit.versions.select_related("parent").order_by("-is_latest", "-valid_from", "-pk")),
        origins=list(origins),
        successions=list(successions),
        measure=unit.measures.first(),
    )


def edition() -> Edition | None:
    """The list in use."""
    return Edition.objects.first()
