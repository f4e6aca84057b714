"""No name and no word of a person stands in the journal in clear; each person can be erased without the others."""

from __future__ import annotations

import json

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.models import JournalEntry
from thongsuot.apps.meetings import actions
from thongsuot.apps.meetings.actions.told import holder_of
from thongsuot.apps.meetings.models import Item, WorkingSession
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db
CHAIR, GUEST, ASKER, ACTOR = "Quách Thử Chủ", "Ngụy Thử Khách", "Mạc Thử Hỏi", "Khổng Thử Làm"


@pytest.fixture
def session() -> WorkingSession:
    """A head amended once, an item added and mended, a record confirmed."""
    session = room.opened(title=f"{CHAIR} làm việc", chair=CHAIR, chair_capacity="Phó Bí thư")
    people = [
        actions.Person(GUEST, "Trưởng phòng", "host"),
        actions.Person(CHAIR, "Phó Bí thư", "delegation"),
    ]
    head = actions.SessionFields(title="Làm việc", held_on=session.held_on, agenda=f"{GUEST} trình bày")
    actions.amend(session=session, head=head, units=[cast.unit()], organs=[], people=people,
                  version=session.version, by=cast.coordinator(), at=NOW)  # fmt: skip
    item = room.heard(session, text=f"{ASKER} xin kinh phí", by=ASKER, assignees=((ACTOR, "lead"),))
    fields = actions.ItemFields("recommendation", f"{ASKER} xin thêm", topic="budget", by=GUEST)
    actions.edit(item=item, fields=fields, version=item.version, by=cast.coordinator(), at=NOW)
    room.confirm(session)
    return session


def rows_about(session: WorkingSession) -> list[JournalEntry]:
    cases = [item.case for item in session.items.all() if item.case]
    subjects = [session, *session.items.all(), *cases]
    return [row for subject in subjects for row in journal.of(subject)]


def told(session: WorkingSession) -> str:
    return json.dumps(journal.shown_all(rows_about(session), for_=cast.coordinator()), ensure_ascii=False)


def test_nothing_stands_in_clear_and_all_is_shown_again(session: WorkingSession) -> None:
    kept = json.dumps([row.payload for row in rows_about(session)], ensure_ascii=False)
    shown = told(session)
    for words in (CHAIR, GUEST, ASKER, ACTOR, "kinh phí", "Trưởng phòng"):
        assert words not in kept
        assert words in shown


def test_one_is_erased_and_the_others_stay(session: WorkingSession) -> None:
    item = Item.objects.get()
    for holder in (holder_of(session, ASKER), item.uid, item.case.uid):
        vault.destroy(holder, at=NOW)
    shown = told(session)
    assert ASKER not in shown
    assert "(đã xóa theo yêu cầu)" in shown
    assert CHAIR in shown and GUEST in shown and ACTOR in shown
    subjects = {(row.subject_kind, row.subject_uid) for row in rows_about(session)}
    assert [fault for kind, uid in subjects for fault in journal.verify(kind, uid)] == []


def test_the_same_name_in_another_session_has_another_key(session: WorkingSession) -> None:
    assert holder_of(session, CHAIR) == holder_of(session, CHAIR.upper())
    assert holder_of(session, CHAIR) != holder_of(room.opened(title="Buổi khác"), CHAIR)
