"""Databases of tests: rolled back by default; a copy of the migrated one for whoever must commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import setup_databases, teardown_databases


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, since two connections cannot share one in memory; PostgreSQL without a pool, since a
    database that is copied or dropped must have no other connection. A statement that hangs fails with its text."""
    options = connections["default"].settings_dict
    options["OPTIONS"].pop("pool", None)
    if connections["default"].vendor == "sqlite":
        options["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "migrated.sqlite3")
    else:
        options["OPTIONS"]["options"] += " -c statement_timeout=60s"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The migrated database, whenever anything asks for it: the plugin's own makes it only for its own marks,
    and a test that commits would be given the real one instead."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A database of the test's own where what is written stays written and every thread sees it.

    It is a copy of the migrated one, thrown away afterwards: nothing is ever flushed.
    """
    connection = connections["default"]
    template = connection.settings_dict["NAME"]
    assert template == connection.settings_dict["TEST"]["NAME"] or template.startswith("test_")
    copy = _copy_file if connection.vendor == "sqlite" else _copy_database
    with django_db_blocker.unblock():
        connection.close()
        with copy(template, tmp_path) as name:
            connection.settings_dict["NAME"] = name
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = template


@contextmanager
def _copy_file(template: str, room: Path) -> Iterator[str]:
    copy = str(room / "copy.sqlite3")
    with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    yield copy


@contextmanager
def _copy_database(template: str, room: Path) -> Iterator[str]:
    connection = connections["default"]
    copy = f"{template}_copy"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    yield copy
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
