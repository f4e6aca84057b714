"""`manage.py load_places`: bring the units in line with the tables that the product ships."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.places import actions


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính đi kèm; nạp lại không làm thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = actions.load(by=system_actor(), at=timezone.now())
        except BrokenRule as broken:
            raise CommandError(broken.message) from broken
        if options["verbosity"]:
            counts = f"Đơn vị mới: {loaded.units}; tên: {loaded.versions}; đổi: {loaded.changed_rows}."
            self.stdout.write(counts)
