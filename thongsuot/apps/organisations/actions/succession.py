"""Organs end, others begin in their place, and what hung on the old hangs on the new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.handover import Fault, Holder, Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Organisation, OrganisationName
from thongsuot.apps.organisations.queries.handover import NewOrgan, carried, living, succession_faults
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

Successors = dict[int, tuple[int, ...]]
"""Key of an old organ -> keys of those that succeed it."""
Pair = tuple[Organisation, Organisation]

GUIDES: Any = Organisation.guided_by.through
FOLLOWS: Any = Organisation.successors.through


@transaction.atomic
def succeed_in_units(*, shift: Shift, by: User, at: datetime) -> tuple[Successors, list[Move]]:
    """The organs of units that are succeeded go on in the new ones: those of one kind and name become one."""
    old = list(living(Holder(units=frozenset(shift.units)), on=shift.on))
    _refuse(succession_faults(old, on=shift.on, is_units=True))
    units = places.by_keys(key for keys in shift.units.values() for key in keys)
    to = {organ.pk: units[shift.unit(organ.unit_id, organ.uid)] for organ in old}
    new = [(_new(one.name, one.unit, one.old, shift), one.old) for one in carried(old, to)]
    return _succeed(old, new, shift, by=by, at=at)


@transaction.atomic
def succeed(
    *,
    old: Sequence[Organisation],
    new: Sequence[NewOrgan],
    parts: Mapping[int, tuple[int, ...]],
    shift: Shift,
    by: User,
    at: datetime,
) -> tuple[list[Organisation], Successors, list[Move]]:
    """Organs of one unit become others. `parts`: key of an old one -> the places in `new` of its successors.

    What hung on a divided organ goes to the place in `new` that `shift.chosen` names under that organ's uid.
    """
    _refuse(succession_faults(old, new, on=shift.on))
    made = []
    for place, one in enumerate(new):
        before = tuple(organ for organ in old if place in parts[organ.pk])
        organ = _new(one.name, before[0].unit, before, shift)
        organ.kind = one.kind
        made.append((organ, before))
    successors, moves = _succeed(old, made, shift, by=by, at=at)
    return [organ for organ, _before in made], successors, moves


def _refuse(faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise BrokenRule(f"{fault.text} {fault.way_out}", code="succession")


def _succeed(
    old: Sequence[Organisation],
    new: Sequence[tuple[Organisation, tuple[Organisation, ...]]],
    shift: Shift,
    *,
    by: User,
    at: datetime,
) -> tuple[Successors, list[Move]]:
    ledger = Ledger()
    pairs = [(before, organ) for organ, olds in new for before in olds]
    ended = {"dissolved_on": shift.on, "dissolved_by": shift.document[:200]}
    ledger.change((one, ended, Word(_subject(one), _("Chấm dứt cơ quan"), old=one.name)) for one in old)
    ledger.make((one, Word(_subject(one), _("Thành lập cơ quan"), new=one.name)) for one, _old in new)
    ledger.make((_name(one, shift), Word(_subject(one), _("Tên từ ngày thành lập"))) for one, _old in new)
    ledger.make(
        (FOLLOWS(from_organisation=before, to_organisation=after), _inherits(before, after))
        for before, after in pairs
    )
    successors = {one.pk: tuple(after.pk for before, after in pairs if before.pk == one.pk) for one in old}
    _Tree(ledger, pairs, _heirs(old, new, shift)).carry()
    return successors, ledger.tell("succeeded", of=shift.act, by=by, at=at)


def _heirs(
    old: Sequence[Organisation], new: Sequence[tuple[Organisation, tuple[Organisation, ...]]], shift: Shift
) -> dict[int, Organisation]:
    """Key of an old organ -> the one that takes over what hung on it."""
    heirs = {}
    for one in old:
        after = [organ for organ, before in new if one in before]
        heirs[one.pk] = after[0] if len(after) == 1 else new[shift.chosen[one.uid]][0]
    return heirs


def _new(name: str, unit: Unit, old: Sequence[Organisation], shift: Shift) -> Organisation:
    return Organisation(
        name=name,
        folded=fold(name),
        kind=old[0].kind,
        block=old[0].block,
        unit=unit,
        keeps_register=any(one.keeps_register for one in old),
        founded_on=shift.on,
        founded_by=shift.document[:200],
    )


def _name(organ: Organisation, shift: Shift) -> OrganisationName:
    return OrganisationName(
        organisation=organ,
        name=organ.name,
        folded=organ.folded,
        valid_from=shift.on,
        document=shift.document[:200],
    )


def _inherits(old: Organisation, new: Organisation) -> Word:
    return Word(_subject(old), _("Kế thừa"), old.name, new.name)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Where the new organs hang, and who hung on the old ones. `heirs`: by the key of the old organ."""

    ledger: Ledger
    pairs: Sequence[Pair]
    heirs: Mapping[int, Organisation]

    def carry(self) -> None:
        self._parents_of_new()
        self._children_of_old()
        self._guides_of_new()
        self._guided_by_old()

    def _parents_of_new(self) -> None:
        """The parent of the highest of those that became it, or that one's heir: so no circle closes."""
        depths = _depths({old.pk for old, _new in self.pairs})
        highest: dict[int, Pair] = {}
        for old, new in sorted(self.pairs, key=lambda pair: (depths[pair[0].pk], pair[0].pk)):
            highest.setdefault(new.pk, (old, new))
        for old, new in highest.values():
            if old.parent_id:
                above = self.heirs.get(old.parent_id)
                word = Word(_subject(new), _("Trực thuộc"), new=above.name if above else "")
                self.ledger.change([(new, {"parent_id": above.pk if above else old.parent_id}, word)])

    def _children_of_old(self) -> None:
        children = Organisation.objects.filter(parent__in=self.heirs, dissolved_on=None)
        for child in children.exclude(pk__in=self.heirs).select_related("parent").order_by("pk"):
            heir = self.heirs[child.parent_id or 0]
            word = Word(_subject(child), _("Trực thuộc"), str(child.parent), heir.name)
            if child.pk not in {new.pk for _old, new in self.pairs}:
                self.ledger.change([(child, {"parent_id": heir.pk}, word)])

    def _guides_of_new(self) -> None:
        by_old: dict[int, set[int]] = {}
        for row in GUIDES.objects.filter(from_organisation__in=list(self.heirs)):
            heir = self.heirs.get(row.to_organisation_id)
            guide = heir.pk if heir else row.to_organisation_id
            by_old.setdefault(row.from_organisation_id, set()).add(guide)
        for key, new in {
            (new.pk, key): new for old, new in self.pairs for key in sorted(by_old.get(old.pk, ()))
        }.items():
            if key[0] != key[1]:
                link = GUIDES(from_organisation_id=key[0], to_organisation_id=key[1])
                self.ledger.make([(link, Word(_subject(new), _("Chịu hướng dẫn")))])

    def _guided_by_old(self) -> None:
        gone = list(self.heirs)
        rows = GUIDES.objects.filter(Q(to_organisation__in=gone) & ~Q(from_organisation__in=gone))
        rows = rows.filter(from_organisation__dissolved_on=None).select_related("from_organisation")
        there = set(GUIDES.objects.values_list("from_organisation_id", "to_organisation_id"))
        for row in rows.order_by("pk"):
            heir = self.heirs[row.to_organisation_id]
            word = Word(_subject(row.from_organisation), _("Chịu hướng dẫn"), new=heir.name)
            if (row.from_organisation_id, heir.pk) in there:
                self.ledger.remove([(row, word)])
            else:
                there.add((row.from_organisation_id, heir.pk))
                self.ledger.change([(row, {"to_organisation_id": heir.pk}, word)])


def _depths(keys: set[int]) -> dict[int, int]:
    """How many organs stand above each of these."""
    above: dict[int, int | None] = {}
    ends = set(keys)
    while ends:
        rows = dict(Organisation.objects.filter(pk__in=ends).values_list("pk", "parent_id"))
        above.update(rows)
        ends = {key for key in rows.values() if key} - set(above)
    return {key: _height(key, above) for key in keys}


def _height(key: int, above: Mapping[int, int | None]) -> int:
    parent = above[key]
    return 0 if parent is None else 1 + _height(parent, above)


def _subject(organ: Organisation) -> tuple[str, UUID]:
    return "organisations.organisation", organ.uid
