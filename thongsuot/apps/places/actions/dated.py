"""What is known of units from when to when: names, measures, successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from thongsuot.apps.places import bridge
from thongsuot.apps.places.actions.tables import BATCH, Tables, day, figure
from thongsuot.apps.places.actions.units import Known, name_it
from thongsuot.apps.places.bridge import Row
from thongsuot.apps.places.models import Measure, Succession, Unit, UnitVersion

BLANKS = ("valid_from", "valid_to", "document_date", "document")
NAMED = ("name", "type", "province", "folded", "sort_key")


def add_versions(known: Known, tables: Tables, *, at: datetime) -> tuple[int, int]:
    """How many names were added, and how many were closed or had something unknown filled in."""
    names = _Names(at)
    for unit, on, row in _gone(known, tables):
        names.end(unit, on, row, parent=known.before(row["old_province_code"], on))
    for row in tables.versions:
        unit = _sure(known.founded(row["code"], day(row["founded_on"])), row["code"])
        parent = known.on(row["parent_code"], day(row["valid_from"]))
        names.add(_version(unit, row, parent, is_latest=False))
    for row in tables.current:
        province = known.living(row["province_code"]) if "province_code" in row else None
        names.add(_version(known.living(row["code"]), row, province, is_latest=True))
    return names.write()


def _gone(known: Known, tables: Tables) -> Iterator[tuple[Unit, date | None, Row]]:
    """Each unit that ended, the day, and one of its rows."""
    for row in {(row["old_code"], row["on"]): row for row in tables.gone}.values():
        on = day(row["on"])
        yield _sure(known.before(row["old_code"], on), row["old_code"]), on, row


def _sure(unit: Unit | None, code: str) -> Unit:
    """The tables name a unit that they do not list: nothing may be loaded from them."""
    if unit is None:
        raise KeyError(code)
    return unit


def _version(unit: Unit, row: Row, parent: Unit | None, *, is_latest: bool) -> UnitVersion:
    return UnitVersion(
        unit=unit,
        name=row["name"],
        type=row["type"],
        parent=parent,
        valid_from=day(row["valid_from"]),
        valid_to=day(row.get("valid_to", "")),
        is_latest=is_latest,
        document=row["document"],
        document_date=day(row["document_date"]),
        source=row["source"],
    )


class _Names:
    """The names of all units while a list is compared with them."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.held: dict[int, list[UnitVersion]] = defaultdict(list)
        self.new: list[UnitVersion] = []
        self.changed: dict[int, UnitVersion] = {}
        self.renamed: list[Unit] = []
        for version in UnitVersion.objects.order_by("pk"):
            self.held[version.unit_id].append(version)

    def end(self, unit: Unit, on: date | None, row: Row, *, parent: Unit | None) -> None:
        """The last name of a unit that ended; the document of its end is told by its succession."""
        if held := self.held[unit.pk]:
            return self._fill(held[-1], {"valid_to": on})
        version = UnitVersion(unit=unit, name=row["old_name"], type=row["old_type"], parent=parent)
        version.valid_to, version.source = on, row["source"]
        return self._append(version)

    def add(self, version: UnitVersion) -> None:
        held = self.held[version.unit_id]
        if same := next((other for other in held if _is_same(version, other)), None):
            return self._fill(same, {name: getattr(version, name) for name in BLANKS})
        if version.is_latest:
            self._close(held, version.valid_from)
            self._rename(version)
        return self._append(version)

    def write(self) -> tuple[int, int]:
        UnitVersion.objects.bulk_update(self.changed.values(), [*BLANKS, "is_latest"], batch_size=BATCH)
        Unit.objects.bulk_update(self.renamed, NAMED, batch_size=BATCH)
        UnitVersion.objects.bulk_create(self.new, batch_size=BATCH)
        return len(self.new), len(self.changed)

    def _append(self, version: UnitVersion) -> None:
        version.recorded_at, version.folded = self.at, bridge.folded_key(version.name)
        self.held[version.unit_id].append(version)
        self.new.append(version)

    def _close(self, held: list[UnitVersion], on: date | None) -> None:
        for version in held:
            if version.is_latest:
                version.is_latest, version.valid_to = False, version.valid_to or on
                self.changed[version.pk] = version

    def _rename(self, version: UnitVersion) -> None:
        unit, latest = version.unit, (version.name, version.type, version.parent_id)
        if (unit.name, unit.type, unit.province_id) != latest:
            name_it(unit, version.name, version.type, version.parent)
            self.renamed.append(unit)

    def _fill(self, version: UnitVersion, known: dict[str, date | str | None]) -> None:
        """What was unknown may become known; what was known is never overwritten."""
        filled = {name: value for name, value in known.items() if value and not getattr(version, name)}
        for name, value in filled.items():
            setattr(version, name, value)
        if filled and version.pk:
            self.changed[version.pk] = version


def _is_same(one: UnitVersion, other: UnitVersion) -> bool:
    if (one.name, one.type, one.parent_id) != (other.name, other.type, other.parent_id):
        return False
    return one.valid_from == other.valid_from or None in (one.valid_from, other.valid_from)


def add_measures(known: Known, tables: Tables, *, at: datetime) -> int:
    """How many points and areas differ from those last known."""
    last: dict[int, tuple[float | None, ...]] = {}
    for measure in Measure.objects.order_by("as_of", "pk"):
        last[measure.unit_id] = (measure.latitude, measure.longitude, measure.area_km2)
    new = []
    for row in tables.current:
        unit = known.living(row["code"])
        figures = tuple(figure(row.get(name)) for name in ("latitude", "longitude", "area_km2"))
        if any(figures) and last.get(unit.pk) != figures:
            new.append(_measure(unit, figures, tables, at))
    Measure.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _measure(unit: Unit, figures: tuple[float | None, ...], tables: Tables, at: datetime) -> Measure:
    latitude, longitude, area_km2 = figures
    return Measure(
        unit=unit,
        latitude=latitude,
        longitude=longitude,
        area_km2=area_km2,
        as_of=tables.as_of,
        source=tables.source,
        recorded_at=at,
    )


def add_successions(known: Known, tables: Tables, *, at: datetime) -> int:
    """How many pairs of old and new unit were not known yet."""
    held = set(Succession.objects.values_list("old_id", "new_id"))
    new = []
    for row in tables.gone:
        on = day(row["on"])
        old = _sure(known.before(row["old_code"], on), row["old_code"])
        successor = _sure(known.on(row["new_code"], on), row["new_code"])
        if (old.pk, successor.pk) not in held:
            held.add((old.pk, successor.pk))
            new.append(_succession(old, successor, row, at))
    Succession.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _succession(old: Unit, new: Unit, row: Row, at: datetime) -> Succession:
    return Succession(
        old=old,
        new=new,
        kind=row["kind"],
        on=day(row["on"]),
        document=row["document"],
        document_date=day(row["document_date"]),
        source=row["source"],
        recorded_at=at,
    )
