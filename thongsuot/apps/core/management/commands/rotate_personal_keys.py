"""`manage.py rotate_personal_keys`: PERSONAL_KEY takes over from PERSONAL_KEY_OLD. Cut short, it may run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thongsuot.apps.core import actions
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor


class Command(BaseCommand):
    help = "Bọc lại mọi khóa dữ liệu cá nhân bằng PERSONAL_KEY mới; khóa cũ ở PERSONAL_KEY_OLD."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rotated = actions.rotate_personal_keys(by=system_actor(), at=timezone.now())
        except BrokenRule as broken:
            raise CommandError(broken.message) from broken
        self.stdout.write(f"Đã bọc lại {rotated} khóa. Bỏ PERSONAL_KEY_OLD rồi khởi động lại.")
