"""Doing a merger, rehearsing it, and reversing it: one transaction over the doors of every app."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.handover import Holder, Move, Shift, Sum
from thongsuot.apps.core.journal import BATCH
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move
from thongsuot.apps.desk import queries
from thongsuot.apps.desk.models import Merger, MergerMove, MergerTarget
from thongsuot.apps.desk.queries.mergers import DOORS
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.places import actions as places

HANDS: tuple[Any, ...] = (places, organisations, documents, cases, meetings)
"""The apps that move something, from the lowest up; they give back from the highest down."""


@dataclass(frozen=True, slots=True)
class Balanced:
    """One kind before and after, counted apart from the moving."""

    kind: str
    label: str
    before: int
    after: int
    joined: int
    total_before: Decimal
    total_after: Decimal
    total_of: str
    stays: bool

    @property
    def is_even(self) -> bool:
        return self.before == self.after + self.joined and self.total_before == self.total_after


class Unbalanced(BrokenRule):
    """Something was lost or came from nowhere: nothing was done."""

    def __init__(self, rows: Sequence[Balanced]) -> None:
        self.rows = rows
        told = "; ".join(
            _("%(what)s: trước %(before)s (%(sum)s), sau %(after)s (%(later)s)")
            % {
                "what": row.label,
                "before": row.before,
                "after": row.after,
                "sum": row.total_before,
                "later": row.total_after,
            }
            for row in rows
        )
        message = _("Số trước và sau không khớp nên chưa thực hiện gì. Hãy báo quản trị hệ thống. %(told)s.")
        super().__init__(message % {"told": told}, code="unbalanced")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merger moves, with its balance, what somebody has to decide, and what it made (uids)."""

    moves: list[Move]
    balance: list[Balanced]
    notes: list[str]
    made: list[UUID]

    @property
    def fingerprint(self) -> str:
        """Tells whether another run would do the same; keys of rows that are yet to be made do not count."""
        told = [
            (one.kind, one.before and one.row, one.word.what, one.word.old, one.word.new)
            for one in self.moves
        ]
        return hashlib.sha256(repr((told, self.balance)).encode()).hexdigest()[:32]  # fmt: skip


class _TakenBack(Exception):
    """Carries what a rehearsal found out of the transaction that it undoes."""


def rehearse(*, merger: Merger, by: User, at: datetime) -> Outcome:
    """Do it all and take it back before it is kept: what is shown cannot differ from what will be done.

    Raises `BrokenRule` with what stands in the way.
    """
    found: list[Outcome] = []
    try:
        with transaction.atomic():
            found.append(_carry_out(merger, by=by, at=at))
            raise _TakenBack
    except _TakenBack:
        return found[0]


@transaction.atomic
def do(*, merger: Merger, seen: str, by: User, at: datetime) -> Outcome:
    """Do it, with its ledger. `seen` is the fingerprint of the preview. Raises `BrokenRule` or `Stale`."""
    move(merger, "do", by=by, at=at)
    outcome = _carry_out(merger, by=by, at=at)
    if outcome.fingerprint != seen:
        raise Stale(_("Dữ liệu đã thay đổi từ lúc xem trước. Hãy xem lại bản xem trước rồi thực hiện."))
    _keep(merger, outcome, at)
    return outcome


def _carry_out(merger: Merger, *, by: User, at: datetime) -> Outcome:
    if merger.effective_on:
        organs.hold(_old(merger), on=_day(merger))
    for fault in queries.faults(merger, today=timezone.localdate(at)):
        raise BrokenRule(f"{fault.text} {fault.way_out}", code="fault")
    old = _old(merger)
    before = _sums(old, merger)
    shift, moves, made = _begin(merger, by=by, at=at)
    handed = organisations.hand_over(shift=shift, by=by, at=at)
    shift = replace(shift, memberships=handed.memberships)
    moves += handed.moves
    for hand in (documents, cases, meetings):
        moves += hand.hand_over(shift=shift, by=by, at=at)
    balance = _balance(before, _sums(_new(shift), merger), _sums(old, merger), moves)
    if uneven := [row for row in balance if not row.is_even]:
        raise Unbalanced(uneven)
    return Outcome(moves, balance, handed.notes, made)


def _old(merger: Merger) -> Holder:
    rows = queries.sources(merger)
    units = frozenset(one.unit_id for one in rows if one.unit_id)
    named = frozenset(one.organ_id for one in rows if one.organ_id)
    living = organs.living(Holder(units=units), on=_day(merger)).values_list("pk", flat=True)
    return Holder(units=units, organs=named | frozenset(living))


def _new(shift: Shift) -> Holder:
    return Holder(
        units=frozenset(key for keys in shift.units.values() for key in keys),
        organs=frozenset(key for keys in shift.organs.values() for key in keys),
    )


def _day(merger: Merger) -> date:
    if merger.effective_on is None:
        raise BrokenRule(_("Chưa có ngày hiệu lực."), field="effective_on")
    return merger.effective_on


def _sums(holder: Holder, merger: Merger) -> list[Sum]:
    return [one for door in DOORS for one in door.sums(holder, on=_day(merger))]


def _balance(before: list[Sum], after: list[Sum], left: list[Sum], moves: list[Move]) -> list[Balanced]:
    joined = Counter(one.kind for one in moves if one.word.joined)
    return [
        Balanced(
            one.kind,
            one.label,
            one.count,
            (still if one.stays else then).count,
            joined[one.kind],
            one.total,
            (still if one.stays else then).total,
            one.total_of,
            one.stays,
        )
        for one, then, still in zip(before, after, left, strict=True)
    ]


def _begin(merger: Merger, *, by: User, at: datetime) -> tuple[Shift, list[Move], list[UUID]]:
    """End the old and found the new; the shift that the apps are to carry out."""
    answers = {row.thing: row.target_id for row in merger.answers.all()}
    targets = list(merger.targets.all())
    chosen = {
        thing: next(n for n, one in enumerate(targets) if one.pk == key) for thing, key in answers.items()
    }
    shift = Shift(act=merger.uid, on=_day(merger), document=_document(merger), chosen=chosen)
    if merger.is_of_units:
        return _begin_units(merger, shift, by=by, at=at)
    return _begin_organs(merger, targets, shift, by=by, at=at)  # fmt: skip


def _begin_units(
    merger: Merger, shift: Shift, *, by: User, at: datetime
) -> tuple[Shift, list[Move], list[UUID]]:
    old = [one.unit for one in queries.sources(merger) if one.unit]
    new = queries.new_units(merger)
    places_of_new = tuple(range(len(new)))
    source = merger.document_by or _("sắp xếp đơn vị")
    act = places.Act(merger.uid, shift.on, merger.document_number, merger.document_on, source)
    parts = {unit.pk: places_of_new for unit in old}
    units, moves = places.succeed(old=old, new=new, parts=parts, act=act, by=by, at=at)
    keys = tuple(unit.pk for unit in units)
    shift = replace(
        shift,
        units={unit.pk: keys for unit in old},
        chosen={thing: keys[place] for thing, place in shift.chosen.items()},
    )
    moves = moves + places.hand_over(shift=shift, by=by, at=at)
    successors, more = organisations.succeed_in_units(shift=shift, by=by, at=at)
    return replace(shift, organs=successors), moves + more, [unit.uid for unit in units]  # fmt: skip


def _begin_organs(
    merger: Merger, targets: list[MergerTarget], shift: Shift, *, by: User, at: datetime
) -> tuple[Shift, list[Move], list[UUID]]:
    old = [one.organ for one in queries.sources(merger) if one.organ]
    new = [organs.NewOrgan(one.name, one.type) for one in targets]
    parts = {organ.pk: tuple(range(len(new))) for organ in old}
    made, successors, moves = organisations.succeed(old=old, new=new, parts=parts, shift=shift, by=by, at=at)
    chosen = {thing: made[place].pk for thing, place in shift.chosen.items()}
    return replace(shift, organs=successors, chosen=chosen), moves, [organ.uid for organ in made]


def _document(merger: Merger) -> str:
    day = f"{merger.document_on:%d/%m/%Y}" if merger.document_on else ""
    facts = {"number": merger.document_number, "day": day}
    return _("%(number)s ngày %(day)s") % facts if day else merger.document_number


def _keep(merger: Merger, outcome: Outcome, at: datetime) -> None:
    """Write the ledger; the rows' journals are written already."""
    rows = [_row(merger, number, one) for number, one in enumerate(outcome.moves)]
    MergerMove.objects.bulk_create(rows, batch_size=BATCH)
    balance = [asdict(row) for row in outcome.balance]
    Merger.objects.filter(pk=merger.pk).update(done_at=at, balance=balance, notes=outcome.notes)
    for target, uid in zip(merger.targets.all(), outcome.made, strict=True):
        MergerTarget.objects.filter(pk=target.pk).update(made_uid=uid)


def _row(merger: Merger, number: int, one: Move) -> MergerMove:
    return MergerMove(
        merger=merger,
        position=number,
        app=one.app,
        kind=one.kind,
        row=one.row,
        subject_kind=one.word.subject[0],
        subject_uid=one.word.subject[1],
        what=one.word.what[:300],
        old=one.word.old[:400],
        new=one.word.new[:400],
        is_joined=one.word.joined,
        before=one.before,
        after=one.after,
    )


@transaction.atomic
def reverse(*, merger: Merger, reason: str, by: User, at: datetime) -> None:
    """Leave everything as it was before. Raises `BrokenRule` when something new stands on what it made."""
    moves = queries.moves(merger)
    organs.hold_moved(moves)
    move(merger, "reverse", by=by, at=at, reason=reason)
    for hand in reversed(HANDS):
        hand.take_back(moves=moves, of=merger.uid, by=by, at=at)
    Merger.objects.filter(pk=merger.pk).update(reversed_at=at)
    MergerTarget.objects.filter(merger=merger).update(made_uid=None)
