"""Taking a name out of sessions, where the law lets; what is kept stays, and its words in the journal with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import Erased, Fate, is_named, without, without_in
from thongsuot.apps.meetings import queries
from thongsuot.apps.meetings.actions.sessions import refresh_folded, touch
from thongsuot.apps.meetings.actions.told import holder_of
from thongsuot.apps.meetings.models import Item, Participation, ReadingRun, SecondReading, WorkingSession


@transaction.atomic
def erase_mentions(*, erased: Erased, by: User, at: datetime) -> int:
    """Replace the name in the rows that `erased.refs` names and that need not be kept; how many they were.

    Words of the journal that hold the name can be read no more, each with the whole text that it stands in.
    """
    found = queries.held_on(erased.name)
    gone = {one.ref for one in found if one.fate == Fate.ANONYMISE} & erased.refs
    kept = {one.ref for one in found if one.fate == Fate.KEEP}
    items = [_item(uid, erased) for uid in _uids(gone, "meetings.item:")]
    people = list(Participation.objects.filter(pk__in=_keys(gone, "meetings.participation:")))
    runs = list(ReadingRun.objects.filter(uid__in=_uids(gone, "meetings.run:")))
    second = SecondReading.objects.filter(uid__in=_uids(gone, "meetings.second:"))
    others = list(second.select_related("run"))
    sessions = {
        *(one.session_id for one in items),
        *(one.session_id for one in people),
        *(one.session_id for one in runs),
        *(one.run.session_id for one in others),
    }
    named = set(_uids(gone, "meetings.session:"))
    for person in people:
        _person(person, erased.name)
    readings: list[ReadingRun | SecondReading] = [*runs, *others]
    for reading in readings:
        reading.result = without_in(reading.result, erased.name)
        reading.save(update_fields=["result"])
    for session in WorkingSession.objects.filter(pk__in=sessions) | WorkingSession.objects.filter(
        uid__in=named
    ):
        _session(session, erased, by, at)
        _forget(session, erased, by=by, at=at, keeps_name=bool(kept & _refs_of(session)))
    for item in items:
        journal.write(item, "erased", by=by, at=at, payload={"request": erased.reason})
    return len(gone)


def _session(session: WorkingSession, erased: Erased, by: User, at: datetime) -> None:
    """The head, but not a chair that the record keeps; and the session's journal row."""
    if session.status != "confirmed" or not is_named(session.chair, erased.name):
        if is_named(session.chair, erased.name):
            session.chair_capacity = ""
        for field in ("chair", *queries.TEXTS):
            setattr(session, field, without(getattr(session, field), erased.name))
        refresh_folded(session)
    touch(session, "erased", by=by, at=at, payload={"request": erased.reason})


def _item(uid: UUID, erased: Erased) -> Item:
    item = Item.objects.select_related("session").select_for_update(of=("self",)).get(uid=uid)
    for field in queries.ITEM_TEXTS:
        setattr(item, field, without(getattr(item, field), erased.name))
    item.assignees = [who | {"name": without(who["name"], erased.name)} for who in item.assignees]
    item.version += 1
    item.save(update_fields=[*queries.ITEM_TEXTS, "assignees", "version"])
    return item


def _person(row: Participation, name: str) -> None:
    """Two who are erased in one session are told apart by a number."""
    same = row.session.participations.exclude(pk=row.pk)
    row.name, row.titles, row.organisation = without(row.name, name), "", ""
    number = 1
    while same.filter(name=row.name, titles="").exists():
        number += 1
        row.name = f"{row.name.rpartition(' #')[0] or row.name} #{number}"
    row.save(update_fields=["name", "titles", "organisation"])


def _forget(session: WorkingSession, erased: Erased, *, by: User, at: datetime, keeps_name: bool) -> None:
    """Destroy the keys of whatever names them in the journal of this session and its items."""
    subjects = [session, *session.items.all()]
    holders = journal.holders_naming(subjects, lambda text: is_named(text, erased.name))
    own = {holder_of(session, erased.name)}
    for holder in sorted((holders | own) - (own if keeps_name else set())):
        core.destroy_key(holder=holder, by=by, at=at, reason=str(erased.reason))


def _refs_of(session: WorkingSession) -> set[str]:
    items = (f"meetings.item:{uid}" for uid in session.items.values_list("uid", flat=True))
    people = (f"meetings.participation:{key}" for key in session.participations.values_list("pk", flat=True))
    return {f"meetings.session:{session.uid}", *items, *people}


def _uids(refs: Iterable[str], kind: str) -> list[UUID]:
    return [UUID(ref.removeprefix(kind)) for ref in sorted(refs) if ref.startswith(kind)]


def _keys(refs: Iterable[str], kind: str) -> list[int]:
    return [int(ref.removeprefix(kind)) for ref in sorted(refs) if ref.startswith(kind)]
