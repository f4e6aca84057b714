"""Which units there are: the old ones end, the new ones begin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from vn_collate import collate_key

from thongsuot.apps.places import bridge
from thongsuot.apps.places.actions.tables import BATCH, Tables, day
from thongsuot.apps.places.bridge import Row
from thongsuot.apps.places.models import Level, Unit


class Known:
    """The units by code, as the database holds them and as this load adds to them."""

    def __init__(self) -> None:
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self.add(Unit.objects.all())

    def add(self, units: Iterable[Unit]) -> None:
        for unit in units:
            self._by_code[unit.code].append(unit)

    def founded(self, code: str, on: date | None) -> Unit | None:
        return next((unit for unit in self._by_code[code] if unit.founded_on == on), None)

    def before(self, code: str, on: date | None) -> Unit | None:
        """The unit that bore this code until `on`; the oldest when that day is unknown."""
        older = [u for u in self._by_code[code] if u.founded_on is None or (on and u.founded_on < on)]
        return max(older, key=_beginning, default=None)

    def on(self, code: str, on: date | None) -> Unit | None:
        """The unit that bears this code on a day; the oldest when that day is unknown."""
        older = [u for u in self._by_code[code] if u.founded_on is None or (on and u.founded_on <= on)]
        return max(older, key=_beginning, default=None)

    def living(self, code: str) -> Unit:
        """The unit that bears the code now. KeyError for a code that no living unit bears."""
        for unit in self._by_code[code]:
            if unit.is_current:
                return unit
        raise KeyError(code)

    def not_among(self, codes: set[str]) -> tuple[str, ...]:
        living = {code for code, units in self._by_code.items() if any(unit.is_current for unit in units)}
        return tuple(sorted(living - codes))


def _beginning(unit: Unit) -> date:
    return unit.founded_on or date.min


def settle(known: Known, tables: Tables) -> tuple[int, int]:
    """End and begin units, provinces before those that point at them; how many began, how many ended."""
    made = ended = 0
    for is_province, current in ((True, tables.provinces), (False, tables.communes)):
        gone = [row for row in tables.gone if (row["level"] == Level.PROVINCE) is is_province]
        ended += _end(known, gone)
        new = Unit.objects.bulk_create([*_old(known, gone), *_new(known, current)], batch_size=BATCH)
        known.add(new)
        made += len(new)
    return made, ended


def _end(known: Known, gone: list[Row]) -> int:
    ending = {}
    for row in gone:
        unit = known.before(row["old_code"], day(row["on"]))
        if unit and unit.is_current:
            unit.dissolved_on = day(row["on"])
            ending[unit.pk] = unit
    Unit.objects.bulk_update(ending.values(), ["dissolved_on"], batch_size=BATCH)
    return len(ending)


def _old(known: Known, gone: list[Row]) -> Iterator[Unit]:
    """Old units that nobody has recorded yet."""
    for row in {row["old_code"]: row for row in gone}.values():
        if known.before(row["old_code"], day(row["on"])) is None:
            parent = known.before(row["old_province_code"], day(row["on"]))
            unit = begin(row["old_code"], row["old_name"], row["old_type"], parent)
            unit.dissolved_on = day(row["on"])
            yield unit


def _new(known: Known, current: list[Row]) -> Iterator[Unit]:
    for row in current:
        if known.founded(row["code"], day(row["founded_on"])) is None:
            parent = known.living(row["province_code"]) if "province_code" in row else None
            unit = begin(row["code"], row["name"], row["type"], parent)
            unit.founded_on = day(row["founded_on"])
            yield unit


def begin(code: str, name: str, type: str, province: Unit | None) -> Unit:
    level = {2: Level.PROVINCE, 3: Level.DISTRICT}.get(len(code), Level.COMMUNE)
    unit = Unit(code=code, level=level)
    name_it(unit, name, type, province)
    return unit


def name_it(unit: Unit, name: str, type: str, province: Unit | None) -> None:
    """The latest name, type and parent, kept on the unit for lists."""
    unit.name, unit.type, unit.province = name, type, province
    unit.folded, unit.sort_key = bridge.folded_key(name), sort_key(name)


def sort_key(name: str) -> str:
    """Syllable by syllable, as dictionaries do: Cà Mau before Cao Bằng, Ba Xa before Bà Vì; 2 before 10."""
    return "".join(collate_key(word.zfill(3) if word.isdecimal() else word) for word in name.split())
