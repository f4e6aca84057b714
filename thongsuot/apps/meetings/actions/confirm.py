"""Confirming a record: the one moment at which drafts take effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.meetings import queries
from thongsuot.apps.meetings.actions.addressees import organ_meant, units_meant, units_of_all
from thongsuot.apps.meetings.actions.sessions import hold
from thongsuot.apps.meetings.models import Item, ItemKind, WorkingSession
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.cases.models import Case
    from thongsuot.apps.places.models import Unit

LIVE_NOTE = "ghi tại buổi làm việc"


@dataclass(frozen=True, slots=True)
class _Room:
    """What every case of one session shares."""

    session: WorkingSession
    held_on: date
    units: tuple[Unit, ...]
    province: Unit | None
    ref: cases.Ref


@transaction.atomic
def confirm(*, session: WorkingSession, version: int, by: User, at: datetime, seen: str = "") -> list[Case]:
    """Record every accepted item; recommendations, commitments and tasks become cases, in the same transaction.

    `seen` is the fingerprint of what the person had before their eyes. Raises `BrokenRule` when the record is
    not ready (see `queries.missing`), `Stale` when it changed.
    """
    hold(session)
    if session.version != version or (seen and seen != queries.fingerprint(session)):
        raise Stale
    move(session, "confirm", by=by, at=at)
    room = _room(session)
    made: dict[int, Case] = {}
    kept = [item for item in queries.items(session) if item.status == "accepted"]
    for item in kept:
        if becomes_case(item):
            made[item.pk] = _case(item, room, by, at)
    for item in kept:
        _record(item, made, room, by, at)
    for run in session.runs.select_related("source"):
        documents.open_to(source=run.source, units=room.units, by=by, at=at)
    return list(made.values())


def becomes_case(item: Item) -> bool:
    """An orientation (quán triệt) stays in the record: it is never counted open or late."""
    if item.kind == ItemKind.DIRECTIVE:
        return item.nature != Item.Nature.ORIENTATION
    return item.kind in {ItemKind.RECOMMENDATION, ItemKind.COMMITMENT}


def _room(session: WorkingSession) -> _Room:
    url = reverse("meetings:session", args=[session.uid])
    return _Room(
        session=session,
        held_on=session.held_on,  # type: ignore[arg-type]
        units=tuple(session.units.all()),
        province=places.by_code(settings.PROVINCE),
        ref=cases.Ref("meetings.session", session.uid, session.title, url),
    )


def _case(item: Item, room: _Room, by: User, at: datetime) -> Case:
    raised = item.kind == ItemKind.RECOMMENDATION
    names = [who["name"] for who in item.assignees] or ([item.by] if item.kind == ItemKind.COMMITMENT else [])
    new = cases.NewCase(
        kind=item.kind,
        topic=item.topic,
        text=item.text,
        raised_on=room.held_on,
        raised_by=item.by,
        addressed_to=item.to,
        raising_units=(units_meant(item.by, room.units) or room.units) if raised else (),
        addressed_units=units_of_all(names, room.units),
        assignees=_assignees(item, room),
        due_on=item.deadline_on,
        due_words=item.deadline_words,
        passage=item.passage,
        source_note=LIVE_NOTE if item.origin == Item.Origin.LIVE else "",
        refs=(room.ref,),
    )
    return cases.record(new=new, by=by, at=at)


def _assignees(item: Item, room: _Room) -> tuple[cases.Named, ...]:
    named = [(who["name"], who["role"]) for who in item.assignees]
    if item.kind == ItemKind.COMMITMENT and not named and item.by:
        named = [(item.by, "lead")]
    return tuple(
        cases.Named(name, role, organ_meant(name, room.units, room.province)) for name, role in named if name
    )


def _record(item: Item, made: dict[int, Case], room: _Room, by: User, at: datetime) -> None:
    case = made.get(item.pk)
    answered = made.get(item.answers_id) if item.kind == ItemKind.ANSWER and item.answers_id else None
    if answered:
        cases.answer(
            case=answered,
            text=item.text,
            answered_by=item.by or "Cơ quan trả lời tại buổi làm việc",
            result="explained",
            on=room.held_on,
            by=by,
            at=at,
            passage=item.passage,
        )
    if case or answered:
        item.case = case or answered
        item.save(update_fields=["case"])
    move(item, "record", by=by, at=at, payload={"case": item.case.uid} if item.case else None)
