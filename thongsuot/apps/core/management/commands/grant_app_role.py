"""`manage.py grant_app_role NAME`: what the application may do on PostgreSQL when it is not the owner of its tables.

Run by the owner after each `migrate`; running it twice does no more than once.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from thongsuot.apps.core.append_only import KEYS

EVERYWHERE = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)
ADDED_TO = ("REVOKE ALL ON {table} FROM {role}", "GRANT SELECT, INSERT ON {table} TO {role}")
REFUSED = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
"""What nobody but the owner may do with rows that are only added to, nor to what guards them."""


class Command(BaseCommand):
    help = (
        "PostgreSQL: cấp quyền cho vai trò của ứng dụng; trên nhật ký và niêm phong chỉ được thêm và đọc. "
        "Chạy bằng tài khoản chủ sở hữu, sau mỗi lần migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="Tên vai trò đã có, ví dụ thongsuot_app.")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Chỉ dùng với PostgreSQL; SQLite không có vai trò.")
        with transaction.atomic():
            _must_be_there(role)
            _grant(role)
            _must_not_be_able(role)
        self.stdout.write(
            f"{role}: nhật ký và niêm phong chỉ được thêm và đọc; các bảng khác dùng như thường."
        )


def _must_be_there(role: str) -> None:
    if not _asked("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role]):
        raise CommandError(f"Chưa có vai trò {role}. Tạo bằng: CREATE ROLE {role} LOGIN PASSWORD '…'")


def _grant(role: str) -> None:
    schema = _asked("SELECT current_schema()", [])
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(schema)}
    statements = [sql.SQL(one).format(**names) for one in EVERYWHERE]
    statements += [
        sql.SQL(one).format(table=sql.Identifier(table), **names) for table in KEYS for one in ADDED_TO
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _must_not_be_able(role: str) -> None:
    """A superuser, the owner and whoever belongs to them can do everything, whatever was granted."""
    for table in KEYS:
        for right in REFUSED:
            if _asked("SELECT has_table_privilege(%s, %s, %s)", [role, table, right]):
                raise CommandError(
                    f"{role} vẫn có quyền {right} trên {table}: vai trò này là quản trị, là chủ sở hữu, hoặc thuộc "
                    "vai trò khác có quyền đó. Dùng vai trò riêng cho ứng dụng."
                )


def _asked(question: str, given: list[str]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        row = cursor.fetchone()
    return row[0] if row else None
