"""Opening a session and mending what stands at its head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.meetings.actions import told
from thongsuot.apps.meetings.models import Participation, SessionKind, WorkingSession
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit


UNTITLED = "Buổi làm việc chưa đặt tên"
"""Stands until the report or a person gives a title."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the table: name, titles joined by "; ", and on whose side."""

    name: str
    titles: str
    side: str
    is_group: bool | None = None
    """None leaves it as it stands."""


@dataclass(frozen=True, slots=True)
class SessionFields:
    """The head of a session, as a person typed it."""

    title: str
    held_on: date | None = None
    part_of_day: str = ""
    place: str = ""
    kind: str = SessionKind.WORKING
    chair: str = ""
    chair_capacity: str = ""
    delegation: str = ""
    host_organ_names: str = ""
    agenda: str = ""


@transaction.atomic
def open_session(*, head: SessionFields, by: User, at: datetime) -> WorkingSession:
    """A new session as a draft. Raises `BrokenRule` when it has no title."""
    session = WorkingSession(recorded_by=by, recorded_at=at, register_id=organisations.register_of(by))
    _set(session, head)
    session.save()
    journal.write(session, "opened", by=by, at=at, payload=told.of_session(session, {"title": session.title}))
    return session


@transaction.atomic
def amend(
    *,
    session: WorkingSession,
    head: SessionFields,
    units: Iterable[Unit],
    organs: Iterable[Organisation],
    people: Iterable[Person],
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Replace the head, the units, the organs and the people of a draft. Raises `BrokenRule` or `Stale`."""
    hold(session)
    if session.version != version:
        raise Stale
    before = _facts(session)
    _set(session, head)
    session.units.set(units)
    session.host_organs.set(organs)
    set_people(session, list(people))
    refresh_folded(session)
    after = _facts(session)
    changed = [name for name in before if before[name] != after[name]]
    was, now = (told.of_session(session, facts) for facts in (before, after))
    touch(
        session,
        "amended",
        by=by,
        at=at,
        payload={"changed": {name: [was[name], now[name]] for name in changed}},
    )


def set_people(session: WorkingSession, people: list[Person]) -> None:
    """Make these the people of the session, in this order; those who stay keep their passage."""
    wanted = {(nfc(person.name).strip(), nfc(person.titles).strip()): person for person in people}
    wanted.pop(("", ""), None)
    standing = {(row.name, row.titles): row for row in session.participations.all()}
    Participation.objects.filter(
        pk__in=[row.pk for key, row in standing.items() if key not in wanted]
    ).delete()
    for position, (key, person) in enumerate(wanted.items()):
        row = standing.get(key) or Participation(session=session, name=key[0], titles=key[1])
        row.side, row.position = person.side, position
        row.is_group = row.is_group if person.is_group is None else person.is_group
        require_fit(row, field=f"people_{person.side}")
        row.save()


def touch(session: WorkingSession, act: str, *, by: User, at: datetime, payload: dict[str, Any]) -> None:
    """Take the next version of a session with its journal row, apart from its status."""
    session.version += 1
    standing = [field.name for field in session._meta.concrete_fields if field.name not in {"id", "status"}]
    taken = WorkingSession.objects.filter(pk=session.pk, version=session.version - 1)
    if not taken.update(version=models.F("version") + 1):
        raise Stale
    session.save(update_fields=standing)
    journal.write(session, act, by=by, at=at, payload=payload)


def hold(session: WorkingSession) -> None:
    """Keep others from confirming or changing this draft until the transaction ends. Raises `BrokenRule`."""
    require_draft(WorkingSession.objects.select_for_update().get(pk=session.pk))


def require_fit(row: models.Model, *, field: str = "") -> None:
    """Raise `BrokenRule` for words longer than their column, which one database cuts off and another refuses."""
    for column in row._meta.concrete_fields:
        value, most = getattr(row, column.attname), column.max_length
        if most and isinstance(value, str) and len(value) > most:
            name = str(column.verbose_name)
            raise BrokenRule(f"“{name}” dài quá {most} ký tự. Hãy rút gọn.", field=field or column.name)


def require_draft(session: WorkingSession) -> None:
    if session.status != "draft":
        raise BrokenRule("Bản ghi đã xác nhận nên không sửa được nữa.", code="confirmed")


def refresh_folded(session: WorkingSession) -> None:
    """Search text of the head: title, chair, organs and units. Call after the units are set."""
    names = [unit.name for unit in session.units.all()] if session.pk else []
    words = (session.title, session.chair, session.host_organ_names, *names)
    session.folded = fold(" ".join(words))[:600]


def _set(session: WorkingSession, head: SessionFields) -> None:
    if not head.title.strip():
        raise BrokenRule("Buổi làm việc cần có tên.", field="title")
    if head.kind not in SessionKind.values:
        raise BrokenRule("Hình thức này không có trong danh mục.", field="kind")
    for field in fields(SessionFields):
        value = getattr(head, field.name)
        setattr(session, field.name, nfc(value).strip() if isinstance(value, str) else value)
    refresh_folded(session)
    require_fit(session)


def _facts(session: WorkingSession) -> dict[str, Any]:
    """What an amendment can change, as the journal keeps it."""
    found = {field.name: getattr(session, field.name) for field in fields(SessionFields)}
    found["units"] = sorted(str(unit.uid) for unit in session.units.all())
    found["host_organs"] = sorted(str(organ.uid) for organ in session.host_organs.all())
    found["people"] = [[row.name, row.titles, row.side] for row in session.participations.all()]
    return found
