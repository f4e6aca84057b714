"""A chain that shows every tampering."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from conftest import NOW
from thongsuot.apps.core import journal
from thongsuot.apps.core.actions import seal_journal
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.tests.tampering import take_triggers_off

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
    take_triggers_off()
    JournalEntry.objects.filter(seq=2).update(payload={"number": 9})
    assert faults(subject) == [(2, "changed-row")]


def test_a_removed_row_shows(subject: User) -> None:
    take_triggers_off()
    JournalEntry.objects.filter(seq=2).delete()
    assert faults(subject) == [(3, "missing-row"), (3, "broken-link")]


def test_a_removed_first_row_shows(subject: User) -> None:
    take_triggers_off()
    JournalEntry.objects.filter(seq=1).delete()
    assert faults(subject) == [(2, "missing-row"), (2, "broken-link")]


def test_reordered_rows_show(subject: User) -> None:
    take_triggers_off()
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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_journalentry SET act = 'other' WHERE seq = 2",
        "DELETE FROM core_journalentry WHERE seq = 4",
        "UPDATE core_seal SET count = 9",
        "DELETE FROM core_seal",
        "UPDATE core_sealedhead SET hash = 'other'",
        "DELETE FROM core_sealedhead",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_is_written(subject: User, statement: str) -> None:
    seal_journal(by=subject, at=NOW)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        execute(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="words of SQLite")
@pytest.mark.parametrize("key", ["id", "act"])
def test_sqlite_refuses_to_put_a_row_in_the_place_of_another(subject: User, key: str) -> None:
    columns = [field.column for field in JournalEntry._meta.concrete_fields]
    other = {"id": "id + 100", "act": "'other'"}
    values = ", ".join(other[key] if column == key else column for column in columns)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        execute(
            f"INSERT OR REPLACE INTO core_journalentry ({', '.join(columns)}) "  # noqa: S608
            f"SELECT {values} FROM core_journalentry WHERE seq = 2"
        )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["core_journalentry", "core_seal CASCADE", "core_sealedhead"])
def test_postgresql_refuses_to_empty_the_table(table: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        execute(f"TRUNCATE {table}")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("number", [1e16, 1.5e300, -0.0, 109.05, 1e-7, 12345678901234567890, 2.0])
def test_a_number_comes_back_from_the_database_as_it_was_hashed(number: float) -> None:
    actor = system_actor()
    journal.write(actor, "noted", by=actor, at=NOW, payload={"number": number})
    assert journal.verify(KIND, actor.uid) == []
    assert float(JournalEntry.objects.get().payload["number"]) == float(number)
