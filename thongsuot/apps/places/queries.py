"""Questions to places. Units are public reference data: everybody may see every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection, models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from thongsuot.apps.core.handover import Fault, Holder, Holding, Sum
from thongsuot.apps.places import bridge
from thongsuot.apps.places.models import Edition, Level, Measure, Succession, Type, Unit, UnitVersion

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


def by_keys(keys: Iterable[int]) -> dict[int, Unit]:
    """Key -> unit, current or gone, with its province."""
    return Unit.objects.select_related("province").in_bulk(list(keys))


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


ORIGINS = """
WITH RECURSIVE line(id) AS (
    SELECT id FROM places_unit WHERE id = %s OR province_id = %s
    UNION
    SELECT old_id FROM places_succession JOIN line ON new_id = line.id
)
SELECT id FROM line
"""
"""From some units back in time, as far as it goes."""


def line(unit_key: int) -> frozenset[int]:
    """Keys of a unit and of all that it came from: what was theirs is looked after here."""
    return _origins(unit_key, None)


def subtree(unit_key: int) -> frozenset[int]:
    """Keys of a unit, of the units under it, and of all that they came from."""
    return _origins(unit_key, unit_key)


def _origins(*keys: int | None) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(ORIGINS, keys)
        return frozenset(key for (key,) in cursor.fetchall())


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


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a merger or a division is to make."""

    code: str
    name: str
    type: str

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


TYPES = {
    Level.PROVINCE: (Type.PROVINCE, Type.CITY),
    Level.COMMUNE: (Type.COMMUNE, Type.WARD, Type.SPECIAL_ZONE),
}
"""What a new unit of a level may be."""
DIGITS = {Level.PROVINCE: 2, Level.COMMUNE: 5}


def succession_faults(old: Sequence[Unit], new: Sequence[NewUnit], *, on: date) -> list[Fault]:
    """Why these units cannot be succeeded by those on a day, each with its way out; empty when they can."""
    faults = [fault for unit in old for fault in _faults_of_old(unit, on)]
    if len({(unit.level, unit.province_id) for unit in old}) > 1:
        why = _("Các đơn vị cũ không cùng cấp hoặc không cùng một tỉnh.")
        faults.append(Fault(why, _("Lập riêng từng phương án cho từng tỉnh, từng cấp.")))
    for values, word in (([u.code for u in new], _("mã")), ([u.full_name for u in new], _("tên"))):
        if len(set(values)) < len(values):
            why = _("Hai đơn vị mới trùng %(what)s.") % {"what": word}
            faults.append(Fault(why, _("Sửa lại một trong hai.")))
    return faults + [fault for one in new for fault in _faults_of_new(one, old, on)]


def _faults_of_old(unit: Unit, on: date) -> Iterator[Fault]:
    if unit.dissolved_on:
        facts = {"unit": unit.full_name, "day": f"{unit.dissolved_on:%d/%m/%Y}"}
        now = ", ".join(one.full_name for one in successors(unit))
        way_out = _("Chọn đơn vị kế thừa: %(now)s.") % {"now": now} if now else _("Bỏ đơn vị này.")
        yield Fault(_("%(unit)s đã chấm dứt từ ngày %(day)s.") % facts, way_out)
    since = unit.versions.filter(valid_from__gte=on).values_list("valid_from", flat=True).first()
    since = unit.founded_on if unit.founded_on and unit.founded_on >= on else since
    if since:
        facts = {"unit": unit.full_name, "day": f"{since:%d/%m/%Y}"}
        why = _("%(unit)s chỉ có từ ngày %(day)s, không trước ngày hiệu lực.") % facts
        yield Fault(why, _("Chọn ngày hiệu lực sau ngày đó."))


def _faults_of_new(one: NewUnit, old: Sequence[Unit], on: date) -> Iterator[Fault]:
    if not old:
        return
    level, province = Level(old[0].level), old[0].province_id
    facts = {"unit": one.full_name, "code": one.code, "n": DIGITS.get(level, 0)}
    if one.type not in TYPES.get(level, ()):
        why = _("Loại của %(unit)s không hợp với cấp của đơn vị cũ.") % facts
        yield Fault(why, _("Chọn loại cùng cấp."))
    if not (one.code.isascii() and one.code.isdigit() and len(one.code) == facts["n"]):
        yield Fault(_("Mã %(code)s không đúng dạng.") % facts, _("Mã ở cấp này có %(n)s chữ số.") % facts)
    gone = [unit.pk for unit in old]
    if Unit.objects.filter(code=one.code).filter(_alive_besides(gone) | Q(founded_on=on)).exists():
        why = _("Mã %(code)s đang của một đơn vị khác.") % facts
        yield Fault(why, _("Nhập mã mới, hoặc mã của một đơn vị cũ trong phương án này."))
    same = Unit.objects.filter(_alive_besides(gone), province=province, folded=bridge.folded_key(one.name))
    if same.filter(level=level, type=one.type).exists():
        yield Fault(_("Đã có %(unit)s khác.") % facts, _("Đặt tên khác cho đơn vị mới."))


def _alive_besides(gone: list[int]) -> Q:
    return Q(dissolved_on=None) & ~Q(pk__in=gone)


def holdings(holder: Holder, *, on: date) -> list[Holding]:
    """What these units hold: the living units under them."""
    return [
        Holding("places.unit", uid, f"{kind} {name}")
        for uid, kind, name in _under(holder).values_list("uid", "type", "name")
    ]


def sums(holder: Holder, *, on: date) -> list[Sum]:
    """How many living units stand under these, and the sum of their keys."""
    found = _under(holder).order_by().aggregate(n=Count("pk"), total=models.Sum("pk"))
    label, of = _("Đơn vị hành chính trực thuộc"), _("mã dòng")
    return [Sum("places.unit", label, found["n"], Decimal(found["total"] or 0), of)]


def _under(holder: Holder) -> Units:
    return Unit.objects.filter(province__in=holder.units, dissolved_on=None)
