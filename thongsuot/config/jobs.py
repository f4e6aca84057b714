"""The queue worker as `thongsuot serve` runs it: what a dead one left is taken back, and time does its part.

`python -m thongsuot.config.jobs`. There may be several: each act of the tick is done by one of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Event, Thread

import structlog

TAKE_BACK, TICK = "retake", "tick"
NICENESS = 5
"""Pages come before jobs."""
LOOK_EVERY = 20.0
"""Seconds between two looks at what is due; a machine that slept looks soon after it wakes."""

log = structlog.get_logger("thongsuot.jobs")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.config.settings")
    import django
    from django.core.management import call_command

    os.nice(NICENESS)
    django.setup()
    from thongsuot.apps.core import jobs

    call_command(TAKE_BACK)
    Thread(target=again_and_again, args=(tick, wait), daemon=True).start()
    call_command("db_worker", interval=0.5, startup_delay=False, reload=False, worker_id=jobs.me())


def tick() -> None:
    """What is due, over a connection that nothing of the last look is left of."""
    from django.core.management import call_command
    from django.db import close_old_connections

    close_old_connections()
    try:
        call_command(TICK, due=True, verbosity=0)
    finally:
        close_old_connections()


def again_and_again(act: Callable[[], None], wait: Callable[[], bool]) -> None:
    """`act` now and for as long as `wait` says so; one that fails is told, and comes again with the next."""
    while True:
        try:
            act()
        except Exception:
            log.exception("tick failed")
        if not wait():
            return


def wait() -> bool:
    Event().wait(LOOK_EVERY)
    return True


if __name__ == "__main__":
    main()
