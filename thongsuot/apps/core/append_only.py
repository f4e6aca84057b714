"""Tables whose rows are only ever added: the database itself refuses every other change, on both databases.

Django makes a table anew when it alters one on SQLite, and its triggers are lost: a migration that alters one of
these ends with `protect` again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

KEYS = {
    "core_journalentry": ("subject_kind", "subject_uid", "seq"),
    "core_seal": ("number",),
    "core_sealedhead": ("subject_kind", "subject_uid", "seq"),
}
"""Each table with what is unique in it."""
_REFUSAL = "only added to, never changed or removed"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is {_REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def protect(apps: Any, schema_editor: Any) -> None:
    """Put the triggers on, for `RunPython`. What is refused is an `IntegrityError`."""
    statements = [one for table in KEYS for one in _triggers(schema_editor.connection)(table)]
    _run(schema_editor.connection, [_FUNCTION], only="postgresql")
    _run(schema_editor.connection, statements)


def release(apps: Any, schema_editor: Any) -> None:
    """Take the triggers off: the way back of `protect`."""
    connection = schema_editor.connection
    for table in KEYS:
        names = [f"{table}_no_{act}" for act in ("update", "delete", "replace")]
        _run(connection, [f"DROP TRIGGER {name}" for name in names], only="sqlite")
        names = [f"{table}_no_{act}" for act in ("change", "truncate")]
        _run(connection, [f"DROP TRIGGER {name} ON {table}" for name in names], only="postgresql")
    _run(connection, ["DROP FUNCTION core_refuse_change()"], only="postgresql")


def _run(connection: Any, statements: list[str], only: str = "") -> None:
    if connection.vendor != (only or connection.vendor):
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _triggers(connection: Any) -> Callable[[str], list[str]]:
    return _sqlite if connection.vendor == "sqlite" else _postgresql


def _postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION core_refuse_change()"
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def _sqlite(table: str) -> list[str]:
    """INSERT OR REPLACE removes the row in its way without asking the trigger on DELETE, so it has its own."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is {_REFUSAL}'); END"
    same = " AND ".join(f"{column} = NEW.{column}" for column in KEYS[table])
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in ("id = NEW.id", same))  # noqa: S608
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
    ]
