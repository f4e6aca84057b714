"""A job that counts, and that stops where it is told to wait until its worker is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from thongsuot.apps.core import actions, jobs
from thongsuot.apps.core.models import NumberSeries, User

INSIDE, AFTER = "inside", "after"


@jobs.job(attempts=3)
def count(subject: str, folder: str) -> None:
    """Three effects: a number, a notice, a mail."""
    at = timezone.now()
    with jobs.once("count", subject, at=at) as is_first:
        if is_first:
            NumberSeries.objects.filter(series="long").update(last=F("last") + 1)
            actions.tell(users=User.objects.filter(login="long"), text=subject, url="", at=at)
            actions.post_mail(to="a@b.example", subject=subject, text=subject, key=f"count/{subject}", at=at)
        await_death(Path(folder, f"{subject}-{INSIDE}"))
    await_death(Path(folder, f"{subject}-{AFTER}"))


def await_death(gate: Path) -> None:
    """Say through the gate, where there is one, who waits at it."""
    if gate.exists():
        gate.write_text(str(os.getpid()))
        signal.pause()
