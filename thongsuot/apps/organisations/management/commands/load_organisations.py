"""`manage.py load_organisations`: terms, job positions, references and drafts of frames that the product ships."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions


class Command(BaseCommand):
    help = (
        "Nạp nhiệm kỳ, vị trí việc làm, số tham khảo và khung cơ quan đề xuất; nạp lại không làm thay đổi gì."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = actions.load_facts(by=system_actor(), at=timezone.now())
        except BrokenRule as broken:
            raise CommandError(broken.message) from broken
        if options["verbosity"]:
            self.stdout.write(
                f"Nhiệm kỳ mới: {loaded.terms}; vị trí việc làm: {loaded.positions}; "
                f"số tham khảo: {loaded.headcounts}; khung đang soạn: {len(loaded.frames)}."
            )
