"""Open cases go on with whoever succeeds their unit, their organ, their register or their officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thongsuot.apps.cases.models import Assignment, Case, CaseUnit
from thongsuot.apps.cases.queries import open_now
from thongsuot.apps.core import handover
from thongsuot.apps.core.handover import Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

SHARED: Any = Case.shared_with.through
Changes = list[tuple[Any, dict[str, Any], Word]]


@transaction.atomic
def hand_over(*, shift: Shift, by: User, at: datetime) -> list[Move]:
    """Move what is open to its successors; a register goes as a whole. What both had becomes one."""
    ledger = Ledger()
    _units(ledger, shift)
    _assignments(ledger, shift)
    _officers(ledger, shift)
    _registers(ledger, shift)
    _shared(ledger, shift)
    return ledger.tell("handed-over", of=shift.act, by=by, at=at)


@transaction.atomic
def take_back(*, moves: Sequence[Move], of: UUID, by: User, at: datetime) -> None:
    """Undo what `hand_over` did, by its moves."""
    handover.take_back(moves, apps_own="cases", of=of, by=by, at=at)


def _settle(ledger: Ledger, changes: Changes, doubles: list[tuple[Any, Word]]) -> None:
    """What the successor has already goes first, so that no row stands in the way of another."""
    ledger.remove(doubles)
    ledger.change(changes)


def _units(ledger: Ledger, shift: Shift) -> None:
    rows = CaseUnit.objects.filter(open_now("case__"), unit__in=shift.units).select_related("case", "unit")
    units = places.by_keys(key for keys in shift.units.values() for key in keys)
    there = set(CaseUnit.objects.filter(unit__in=units).values_list("case_id", "unit_id", "role"))
    changes: Changes = []
    doubles: list[tuple[Any, Word]] = []
    for row in rows.defer("case__text", "case__folded").order_by("pk"):
        new = units[shift.unit(row.unit_id, row.case.uid)]
        names = (_of(_("Địa phương"), row), row.unit.full_name, new.full_name)
        if (row.case_id, new.pk, row.role) in there:
            doubles.append((row, _word(row.case, *names, joined=True)))
        else:
            there.add((row.case_id, new.pk, row.role))
            changes.append((row, {"unit_id": new.pk}, _word(row.case, *names)))
    _settle(ledger, changes, doubles)


def _assignments(ledger: Ledger, shift: Shift) -> None:
    """Where two of a case become one the leading one stays, with the officer of the other if it has none."""
    new = organisations.by_keys(key for keys in shift.organs.values() for key in keys)
    kept: dict[tuple[int, int], tuple[Assignment, dict[str, Any], Word]] = {}
    doubles: list[tuple[Any, Word]] = []
    for one in _open(organisation__in=shift.organs).order_by("role", "pk"):
        assert one.organisation is not None  # noqa: S101 -- asked for by its organ
        organ = new[shift.organ(one.organisation.pk, one.uid)]
        names = (_of(_("Cơ quan"), one), one.organisation.name, organ.name)
        if standing := kept.get((one.case_id, organ.pk)):
            doubles.append((one, _word(one.case, *names, joined=True)))
            standing[1]["officer_id"] = standing[1]["officer_id"] or one.officer_id
        else:
            # Where the source said it in other words, its words stay.
            name = organ.name if one.name == one.organisation.name else one.name
            values = {"organisation_id": organ.pk, "name": name, "officer_id": one.officer_id}
            kept[one.case_id, organ.pk] = one, values, _own(one, *names)
    _settle(ledger, list(kept.values()), doubles)


def _officers(ledger: Ledger, shift: Shift) -> None:
    rows = _open(officer__in=shift.memberships).order_by("pk")
    ledger.change(
        (one, {"officer_id": shift.memberships[one.officer_id or 0]}, _own(one, _("Cán bộ thụ lý")))
        for one in rows
    )


def _registers(ledger: Ledger, shift: Shift) -> None:
    organs = organisations.by_keys(shift.organs)
    rows = Case.objects.filter(register__in=organs).defer("text", "folded").order_by("pk")
    ledger.change(
        (case, {"register_id": shift.organ(old.pk, old.uid)}, _word(case, _("Sổ theo dõi của"), old.name))
        for case in rows
        for old in [organs[case.register_id or 0]]
    )


def _shared(ledger: Ledger, shift: Shift) -> None:
    organs = organisations.by_keys(shift.organs)
    rows = SHARED.objects.filter(organisation__in=organs).select_related("case").order_by("pk")
    to = {old.pk: shift.organ(old.pk, old.uid) for old in organs.values()}
    there = set(SHARED.objects.filter(organisation__in=to.values()).values_list("case_id", "organisation_id"))
    changes: Changes = []
    doubles: list[tuple[Any, Word]] = []
    for row in rows:
        what, old, new = _("Dùng chung với"), organs[row.organisation_id].name, to[row.organisation_id]
        if (row.case_id, new) in there:
            doubles.append((row, _word(row.case, what, old, joined=True)))
        else:
            there.add((row.case_id, new))
            changes.append((row, {"organisation_id": new}, _word(row.case, what, old)))
    _settle(ledger, changes, doubles)


def _open(**which: Any) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(open_now("case__"), **which).select_related("case", "organisation")
    return rows.defer("case__text", "case__folded")


def _of(what: str, row: CaseUnit | Assignment) -> str:
    """ "Địa phương nêu", "Cơ quan chủ trì"."""
    return f"{what} {row.get_role_display()}"


def _word(case: Case, what: Any, old: str = "", new: str = "", *, joined: bool = False) -> Word:
    return Word(("cases.case", case.uid), str(what), old, new, joined)


def _own(one: Assignment, what: Any, old: str = "", new: str = "") -> Word:
    return Word(("cases.assignment", one.uid), str(what), old, new)
