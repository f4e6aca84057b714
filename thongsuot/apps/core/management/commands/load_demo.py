"""`manage.py load_demo`: the demo province, into an empty database only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from thongsuot.apps.core.errors import BrokenRule


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn (không có thật) vào một cơ sở dữ liệu trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--apparatus",
            action="store_true",
            help="Lập và điền ngay bộ máy của mọi xã, phường, đặc khu, không chờ hàng đợi (khoảng nửa phút).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ nạp dữ liệu trình diễn khi DEMO=1.")
        try:
            loaded = import_string("thongsuot.demo.load")(at=timezone.now())
        except BrokenRule as broken:
            raise CommandError(broken.message) from broken
        self.stdout.write("Đã nạp dữ liệu trình diễn." if loaded else "Dữ liệu trình diễn đã có.")
        if options["apparatus"]:
            filled = import_string("thongsuot.demo.fill_all")(at=timezone.now())
            self.stdout.write(f"Đã điền bộ máy của {filled} đơn vị cấp xã.")
