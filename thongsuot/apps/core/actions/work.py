"""What an operator does about jobs that gave up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from thongsuot.apps.core import jobs, journal
from thongsuot.apps.core.models import JobRun, User


@transaction.atomic
def run_again(*, number: UUID, by: User, at: datetime) -> bool:
    """Put a task that was given up back into the queue, from its first attempt on; False when it is none."""
    if not jobs.put_back(number):
        return False
    run, _made = JobRun.objects.get_or_create(task=number)
    journal.write(run, "run-again", by=by, at=at, payload={"task": str(number)})
    return True
