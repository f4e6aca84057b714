"""`manage.py build_assets`: what pages need and packages do not ship ready."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from thongsuot.apps.core import assets


class Command(BaseCommand):
    help = "Tạo phông chữ WOFF2 trong VAR_DIR/assets; chạy lại không tốn gì. Makes the web fonts, once."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        made = assets.build(settings.VAR_DIR / "assets")
        self.stdout.write("Đã tạo phông chữ." if made else "Phông chữ đã có sẵn.")
