"""`manage.py retake`: queue again the readings whose worker is gone. Run before a worker starts, and by the tick."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from thongsuot.apps.meetings import actions


class Command(BaseCommand):
    help = "Đưa lại vào hàng đợi những lần đọc bị bỏ dở."

    def handle(self, *args: Any, **options: Any) -> None:
        is_alone = connection.vendor == "sqlite"  # one worker, and it is not running now
        count = actions.retake(at=timezone.now(), is_alone=is_alone)
        if options["verbosity"] and count:
            self.stdout.write(f"Đọc lại {count} tài liệu bị bỏ dở.")
