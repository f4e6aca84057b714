"""What becomes of every line of a spreadsheet: new, there already, left out as done, or wrong and why."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from thongsuot.apps.cases.actions.recording import Named, NewCase, refuse_secret
from thongsuot.apps.cases.actions.sheet_columns import BY_CODE, Said, broken, read
from thongsuot.apps.cases.models import SheetImport, SheetLine
from thongsuot.apps.core import tables
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit

ERROR, NEW, SAME, DONE = "error", "new", "same", "done"
FATES = (ERROR, NEW, SAME, DONE)


@dataclass(frozen=True, slots=True)
class Fate:
    """Of one line: `column` and `why` say what is wrong, or where it is already."""

    line: int
    kind: str
    cells: dict[str, str]
    fingerprint: str = ""
    column: str = ""
    why: str = ""
    new: NewCase | None = None


@dataclass
class Plan:
    """All lines of a sheet, in their order."""

    fates: list[Fate] = field(default_factory=list)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(fate.kind for fate in self.fates)

    @property
    def fresh(self) -> list[Fate]:
        return [fate for fate in self.fates if fate.kind == NEW]

    @property
    def errors(self) -> list[Fate]:
        return [fate for fate in self.fates if fate.kind == ERROR]

    @property
    def is_ready(self) -> bool:
        """Nothing is wrong, and there is something to write."""
        return not self.counts[ERROR] and bool(self.counts[NEW])

    @property
    def digest(self) -> str:
        """Tells this plan from any other."""
        told = [(fate.line, fate.kind, fate.fingerprint, fate.column) for fate in self.fates]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def plan(run: SheetImport) -> Plan:
    """The fate of every line below the heading that says something. Five queries however many lines there are."""
    return Plan(list(_fates(run, _Known(run.register))))


class _Known:
    """The names that lines are read against."""

    def __init__(self, register: Organisation) -> None:
        self.register = register
        province = register.unit
        top = places.by_keys([province.province_id or province.pk])
        self.units: dict[str, Unit | None] = {}
        for one in [unit for each in top.values() for unit in (each, *places.units_of(each))]:
            for name in (one.full_name, one.name):
                key = tables.key(name)
                self.units[key] = None if self.units.get(key, one) != one else one
        self.organs: dict[str, Organisation | None] = {}
        for organ in organisations.organisations():
            self.organs[organ.folded] = None if organ.folded in self.organs else organ
        lines = SheetLine.objects.filter(register=register).select_related("case")
        self.lines = {line.fingerprint: line.case.number for line in lines}

    def unit(self, name: str) -> Unit:
        """Raises `BrokenRule` for a name that no unit of the province bears, or several do."""
        key = tables.key(name).removeprefix("ubnd ")
        if (found := self.units.get(key)) is None:
            raise broken(
                "units", _("Không tìm thấy địa phương “%(name)s”. Hãy ghi cả loại và tên.") % {"name": name}
            )
        return found

    def named(self, name: str) -> Named:
        """The organ of this name where just one bears it, else the words alone."""
        organ = self.organs.get(fold(name))
        return Named(organ.name if organ else name, "lead", organ)


def _fates(run: SheetImport, known: _Known) -> Iterator[Fate]:
    seen: dict[str, int] = {}
    for line in range(run.heading + 1, len(run.lines) + 1):
        cells = run.cells(line)
        if any(cells.values()):
            yield _fate(run, line, cells, known, seen)


def _fate(run: SheetImport, line: int, cells: dict[str, str], known: _Known, seen: dict[str, int]) -> Fate:
    try:
        said = read(line, cells, kind=run.kind, topic=run.topic, raised_on=run.raised_on)
        if said.is_done:
            return Fate(line, DONE, cells)
        new = _new(run, said, known)
    except BrokenRule as wrong:
        column = BY_CODE.get(wrong.field or "")
        return Fate(line, ERROR, cells, column=str(column.word) if column else "", why=wrong.message)
    key = _fingerprint(said, new)
    if number := known.lines.get(key, ""):
        return Fate(line, SAME, cells, key, why=_("Đã có trong sổ: %(number)s.") % {"number": number})
    if before := seen.get(key):
        return Fate(line, SAME, cells, key, why=_("Trùng dòng %(line)d của tệp.") % {"line": before})
    seen[key] = line
    return Fate(line, NEW, cells, key, new=new)


def _new(run: SheetImport, said: Said, known: _Known) -> NewCase:
    refuse_secret(said.text)
    if said.due_on and said.due_on < said.raised_on:
        raise broken("due_on", _("Thời hạn đứng trước ngày nêu."))
    told = {"name": run.name[:100], "line": said.line, "number": said.number or "–"}
    return NewCase(
        kind=said.kind,
        topic=said.topic,
        text=said.text,
        raised_on=said.raised_on,
        raised_by=said.raised_by,
        addressed_to=said.addressed_to,
        raising_units=tuple(dict.fromkeys(known.unit(name) for name in said.units)),
        assignees=(known.named(said.lead),) if said.lead else (),
        due_on=said.due_on,
        source_note=(_("Sổ cũ số %(number)s, dòng %(line)d của tệp %(name)s") % told)[:200],
        register=run.register,
    )


def _fingerprint(said: Said, new: NewCase) -> str:
    """What makes a line this one: kind, text, day, units. Its number, due date or lead may be another later."""
    units = sorted(unit.uid.hex for unit in new.raising_units)
    told = [said.kind, tables.key(said.text), said.raised_on.isoformat(), units]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
