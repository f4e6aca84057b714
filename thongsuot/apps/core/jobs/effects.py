"""Effect once: the key of an effect stands in the same transaction as the effect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from thongsuot.apps.core.models import Effect

KEPT = timedelta(days=90)
"""No delivery of a job comes later than that: tasks are forgotten before."""


@contextmanager
def once(job: str, subject: str, *, at: datetime) -> Iterator[bool]:
    """A transaction in which the effect of `job` on `subject` is to be had; False when it was had before.

    Of two workers that come at the same moment the second waits for the first, and sees what became of it.
    """
    with transaction.atomic():
        _row, is_first = Effect.objects.get_or_create(job=job, subject=subject, defaults={"at": at})
        yield is_first


def forget_effects(*, at: datetime) -> int:
    """Drop keys of long ago; how many."""
    return Effect.objects.filter(at__lt=at - KEPT).delete()[0]
