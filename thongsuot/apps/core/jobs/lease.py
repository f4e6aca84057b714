"""A lease: a worker renews it while it works, and what it held is others' again when it stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

LEASE = timedelta(minutes=1)
RENEWALS = 3
"""How often in the time of a lease it is renewed."""

log = structlog.get_logger("thongsuot.jobs")


@contextmanager
def kept_alive(
    renew: Callable[[datetime], object],
    *,
    lease: timedelta = LEASE,
    now: Callable[[], datetime] = timezone.now,
) -> Iterator[None]:
    """For as long as the block runs, `renew(now)` from a thread with a database connection of its own."""
    over = Event()
    thread = Thread(target=_renewing, args=(over, renew, lease / RENEWALS, now), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renewing(
    over: Event, renew: Callable[[datetime], object], pause: timedelta, now: Callable[[], datetime]
) -> None:
    try:
        while not over.wait(pause.total_seconds()):
            _renew(renew, now())
    finally:
        connection.close()


def _renew(renew: Callable[[datetime], object], at: datetime) -> None:
    try:
        renew(at)
    except DatabaseError as error:  # busy or away: the next renewal may be in time
        log.warning("lease not renewed", error=str(error))
        connection.close()
