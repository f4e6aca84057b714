"""Drafts go on with whoever succeeds their unit or their recorder; registers go to the office that succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import handover
from thongsuot.apps.core.handover import Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.organisations import queries as organisations

UNITS: Any = WorkingSession.units.through
HOSTS: Any = WorkingSession.host_organs.through


@transaction.atomic
def hand_over(*, shift: Shift, by: User, at: datetime) -> list[Move]:
    """Move drafts to their successors, and the registers of organs, which keep confirmed records too."""
    ledger = Ledger()
    organs = organisations.by_keys(shift.organs)
    _links(ledger, _drafts(UNITS, unit__in=shift.units), "unit_id", lambda old, one: shift.unit(old, one.uid))
    _links(
        ledger,
        _drafts(HOSTS, organisation__in=organs),
        "organisation_id",
        lambda old, one: shift.organ(old, organs[old].uid),
    )
    kept = WorkingSession.objects.filter(register__in=organs).order_by("pk")
    ledger.change(
        (one, {"register_id": shift.organ(old.pk, old.uid)}, _word(one, _("Sổ của buổi làm việc"), old.name))
        for one in kept
        for old in [organs[one.register_id or 0]]
    )
    mine = WorkingSession.objects.filter(recorded_by__in=shift.users, status="draft").order_by("pk")
    ledger.change(
        (one, {"recorded_by_id": shift.users[one.recorded_by_id]}, _word(one, _("Người ghi"))) for one in mine
    )
    return ledger.tell("handed-over", of=shift.act, by=by, at=at)


@transaction.atomic
def take_back(*, moves: Sequence[Move], of: UUID, by: User, at: datetime) -> None:
    """Undo what `hand_over` did, by its moves."""
    handover.take_back(moves, apps_own="meetings", of=of, by=by, at=at)


def _drafts(model: Any, **which: Any) -> Any:
    rows = model.objects.filter(workingsession__status="draft", **which)
    return rows.select_related("workingsession").order_by("pk")


def _links(
    ledger: Ledger, rows: Iterable[Any], column: str, to: Callable[[int, WorkingSession], int]
) -> None:
    """Point each row at the successor; one that the draft has already is joined."""
    there: set[tuple[int, int]] = set()
    what = _("Địa phương, cơ quan của buổi làm việc")
    for row in rows:
        new = to(getattr(row, column), row.workingsession)
        if (row.workingsession_id, new) in there:
            ledger.remove([(row, _word(row.workingsession, what, joined=True))])
        else:
            there.add((row.workingsession_id, new))
            ledger.change([(row, {column: new}, _word(row.workingsession, what))])


def _word(session: WorkingSession, what: str, old: str = "", *, joined: bool = False) -> Word:
    return Word(("meetings.workingsession", session.uid), what, old, joined=joined)
