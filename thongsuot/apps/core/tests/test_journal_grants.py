"""`manage.py grant_app_role`: the application's role adds to the journal and reads it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from conftest import NOW
from thongsuot.apps.core import journal
from thongsuot.apps.core.actions import seal_journal
from thongsuot.apps.core.append_only import KEYS
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.seals import check

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def acting(role: str) -> Iterator[None]:
    execute(f"SET ROLE {connection.ops.quote_name(role)}")
    try:
        yield
    finally:
        execute("RESET ROLE")


@pytest.fixture
def role() -> str:
    """A role that may do what the command gives it; gone with the test's transaction."""
    execute('CREATE ROLE "tester_app"')
    call_command("grant_app_role", "tester_app", verbosity=0)
    call_command("grant_app_role", "tester_app", verbosity=0)
    return "tester_app"


@on_postgresql
def test_it_works_as_ever_and_its_journal_holds(role: str) -> None:
    with acting(role):
        actor = system_actor()
        journal.write(actor, "noted", by=actor, at=NOW)
        seal_journal(by=actor, at=NOW)
        actor.login = "khac"
        actor.save()
        assert check(lambda fault: None).faults == 0


@on_postgresql
@pytest.mark.parametrize("table", KEYS)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = 9",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
    ],
)
def test_nothing_else_is_granted(role: str, table: str, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with acting(role), refused, transaction.atomic():
        execute(statement.format(table))


@on_postgresql
def test_a_role_that_may_do_more_by_others_is_refused(role: str) -> None:
    execute('CREATE ROLE "tester_master"')
    execute('GRANT UPDATE ON core_journalentry TO "tester_master"')
    execute('GRANT "tester_master" TO "tester_app"')
    with pytest.raises(CommandError, match="UPDATE"):
        call_command("grant_app_role", role)


@on_postgresql
@pytest.mark.parametrize("name", ["không có", '"; DROP TABLE core_seal; --'])
def test_a_role_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="Chưa có vai trò"):
        call_command("grant_app_role", name)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="words for SQLite")
def test_sqlite_says_that_it_has_no_roles() -> None:
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("grant_app_role", "tester_app")
