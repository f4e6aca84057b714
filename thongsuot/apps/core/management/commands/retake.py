"""`manage.py retake`: put tasks back whose worker is gone. Run before a worker starts; the tick does it too."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thongsuot.apps.core import jobs


class Command(BaseCommand):
    help = "Đưa lại vào hàng đợi những việc nền mà tiến trình làm chúng đã dừng."

    def handle(self, *args: Any, **options: Any) -> None:
        count = jobs.take_back(at=timezone.now())
        if options["verbosity"] and count:
            self.stdout.write(f"Đưa lại {count} việc bị bỏ dở.")
