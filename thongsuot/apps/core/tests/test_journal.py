"""A chain that shows every tampering."""

from __future__ import annotations

import pytest
from django.db import connection

from conftest import NOW
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
KIND = "core.user"


@pytest.fixture
def subject() -> User:
    actor = system_actor()
    for number in range(4):
        journal.write(actor, "noted", by=actor, at=NOW, payload={"number": number, "words": "đã ghi"})
    return actor


def faults(subject: User) -> list[tuple[int, str]]:
    return [(fault.seq, fault.what) for fault in journal.verify(KIND, subject.uid)]


def test_a_chain_as_written_holds(subject: User) -> None:
    assert faults(subject) == []
    assert [entry.seq for entry in journal.of(subject)] == [4, 3, 2, 1]


def test_a_changed_row_shows(subject: User) -> None:
    JournalEntry.objects.filter(seq=2).update(payload={"number": 9})
    assert faults(subject) == [(2, "changed-row")]


def test_a_removed_row_shows(subject: User) -> None:
    JournalEntry.objects.filter(seq=2).delete()
    assert faults(subject) == [(3, "missing-row"), (3, "broken-link")]


def test_a_removed_first_row_shows(subject: User) -> None:
    JournalEntry.objects.filter(seq=1).delete()
    assert faults(subject) == [(2, "missing-row"), (2, "broken-link")]


def test_reordered_rows_show(subject: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_journalentry SET seq = 20 WHERE seq = 2")
        cursor.execute("UPDATE core_journalentry SET seq = 2 WHERE seq = 3")
        cursor.execute("UPDATE core_journalentry SET seq = 3 WHERE seq = 20")
    assert faults(subject)


def test_a_long_capacity_fits() -> None:
    actor = system_actor()
    actor.acting_as = "Phó " + "Trưởng phòng, " * 20
    journal.write(actor, "noted", by=actor, at=NOW)
    assert JournalEntry.objects.get().acting_as == actor.acting_as
    assert len(actor.acting_as) < (JournalEntry._meta.get_field("acting_as").max_length or 0)


def test_two_writers_of_one_place_in_the_chain(subject: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two writers that read the same last row is told so, and nothing of it is kept."""
    first = JournalEntry.objects.get(seq=1)
    monkeypatch.setattr(journal.models.QuerySet, "first", lambda rows: first)
    with pytest.raises(journal.Stale):
        journal.write(subject, "late", by=subject, at=NOW)
    assert not JournalEntry.objects.filter(act="late").exists()
