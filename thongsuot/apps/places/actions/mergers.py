"""Old units end, new ones begin, and what stood under the old stands under the new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import handover
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.handover import Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.places import queries
from thongsuot.apps.places.actions.units import begin
from thongsuot.apps.places.models import Succession, Unit, UnitVersion
from thongsuot.apps.places.queries import NewUnit


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act of merging or dividing, and the document that it rests on."""

    uid: UUID
    on: date
    document: str
    document_date: date | None
    source: str


@transaction.atomic
def succeed(
    *,
    old: Sequence[Unit],
    new: Sequence[NewUnit],
    parts: Mapping[int, tuple[int, ...]],
    act: Act,
    by: User,
    at: datetime,
) -> tuple[list[Unit], list[Move]]:
    """End the old units and found the new; `parts`: key of an old one -> the places in `new` of its successors.

    A code of an old unit may be taken over. Raises `BrokenRule` with the first of `succession_faults`.
    """  # fmt: skip
    for fault in queries.succession_faults(old, new, on=act.on):
        raise BrokenRule(f"{fault.text} {fault.way_out}", code="succession")
    ledger = Ledger()
    _end(ledger, old, act)
    units = [_begin(one, old[0].province, act) for one in new]
    ledger.make((unit, Word(_subject(unit), _("Thành lập đơn vị"), new=unit.full_name)) for unit in units)
    ledger.make((_version(unit, act, at), Word(_subject(unit), _("Tên từ ngày thành lập"))) for unit in units)
    ledger.make(
        (_succession(unit, units[place], act, at, is_full=len(parts[unit.pk]) == 1), _inherits(unit, units[place]))
        for unit in old
        for place in parts[unit.pk]
    )  # fmt: skip
    return units, ledger.tell("succeeded", of=act.uid, by=by, at=at)


def _end(ledger: Ledger, old: Sequence[Unit], act: Act) -> None:
    ledger.change(
        (unit, {"dissolved_on": act.on}, Word(_subject(unit), _("Chấm dứt đơn vị"), old=unit.full_name))
        for unit in old
    )
    latest = UnitVersion.objects.filter(unit__in=old, is_latest=True).select_related("unit")
    ended = {"valid_to": act.on, "is_latest": False}
    ledger.change((row, ended, Word(_subject(row.unit), _("Khép lại tên"), old=str(row))) for row in latest)


def _begin(new: NewUnit, province: Unit | None, act: Act) -> Unit:
    unit = begin(new.code, new.name, new.type, province)
    unit.founded_on = act.on
    return unit


def _version(unit: Unit, act: Act, at: datetime) -> UnitVersion:
    return UnitVersion(
        unit=unit,
        name=unit.name,
        type=unit.type,
        parent=unit.province,
        valid_from=act.on,
        folded=unit.folded,
        document=act.document,
        document_date=act.document_date,
        source=act.source,
        recorded_at=at,
    )


def _succession(old: Unit, new: Unit, act: Act, at: datetime, *, is_full: bool) -> Succession:
    return Succession(
        old=old,
        new=new,
        kind=Succession.Kind.FULL if is_full else Succession.Kind.PARTIAL,
        on=act.on,
        document=act.document,
        document_date=act.document_date,
        source=act.source,
        recorded_at=at,
    )


def _inherits(old: Unit, new: Unit) -> Word:
    return Word(_subject(old), _("Kế thừa"), old.full_name, new.full_name)


@transaction.atomic
def hand_over(*, shift: Shift, by: User, at: datetime) -> list[Move]:
    """The units under a province that is succeeded go under its successor, as dated rows."""
    ledger = Ledger()
    under = list(Unit.objects.filter(province__in=shift.units, dissolved_on=None).select_related("province"))
    above = Unit.objects.in_bulk([key for keys in shift.units.values() for key in keys])
    to = {unit.pk: above[shift.unit(unit.province_id or 0, unit.uid)] for unit in under}
    words = {unit.pk: _placed(unit, to[unit.pk]) for unit in under}
    latest = list(UnitVersion.objects.filter(unit__in=under, is_latest=True))
    ended = {"valid_to": shift.on, "is_latest": False}
    ledger.change((row, ended, words[row.unit_id]) for row in latest)
    ledger.change((unit, {"province_id": to[unit.pk].pk}, words[unit.pk]) for unit in under)
    ledger.make((_placed_version(row, to[row.unit_id], shift, at), words[row.unit_id]) for row in latest)
    return ledger.tell("handed-over", of=shift.act, by=by, at=at)


def _placed(unit: Unit, above: Unit) -> Word:
    before = unit.province.full_name if unit.province else ""
    return Word(_subject(unit), _("%(unit)s trực thuộc") % {"unit": unit.full_name}, before, above.full_name)


def _placed_version(row: UnitVersion, above: Unit, shift: Shift, at: datetime) -> UnitVersion:
    return UnitVersion(
        unit_id=row.unit_id,
        name=row.name,
        type=row.type,
        folded=row.folded,
        parent=above,
        valid_from=shift.on,
        document=shift.document[:40],
        source=_("sắp xếp đơn vị"),
        recorded_at=at,
    )


@transaction.atomic
def take_back(*, moves: Sequence[Move], of: UUID, by: User, at: datetime) -> None:
    """Undo what `succeed` and `hand_over` did, by their moves."""
    handover.take_back(moves, apps_own="places", of=of, by=by, at=at)


def _subject(unit: Unit) -> tuple[str, UUID]:
    return "places.unit", unit.uid
