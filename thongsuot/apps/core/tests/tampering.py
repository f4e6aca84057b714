"""Somebody with the owner's rights on the database, who takes the triggers off first."""

from __future__ import annotations

from types import SimpleNamespace

from django.db import connection

from thongsuot.apps.core.append_only import release


def take_triggers_off() -> None:
    """Until the end of the test's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending would hold the table
    release(None, SimpleNamespace(connection=connection))
