"""The queue worker as `thongsuot serve` runs it: what a dead one left is taken back first, and days are ticked.

`python -m thongsuot.config.jobs`
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from threading import Event, Thread

import structlog

TAKE_BACK, TICK = "retake", "tick"
"""Commands that an app may bring; without them nothing is done."""
NICENESS = 5
"""Pages come before jobs."""
LOOK_EVERY = 600.0
"""Seconds between two looks at the calendar, so that a machine that slept ticks soon after it wakes."""

log = structlog.get_logger("thongsuot.jobs")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.config.settings")
    import django
    from django.core.management import call_command
    from django.utils import timezone

    os.nice(NICENESS)
    django.setup()
    run_if_there(TAKE_BACK)
    Thread(target=each_day, args=(tick, timezone.localdate, wait), daemon=True).start()
    call_command("db_worker", interval=0.5, startup_delay=False, reload=False)


def run_if_there(name: str) -> None:
    from django.core.management import call_command, get_commands

    if name in get_commands():
        call_command(name)


def tick() -> None:
    """The acts of a day, over a connection that nothing of the day before is left of."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        run_if_there(TICK)
    finally:
        close_old_connections()


def each_day(act: Callable[[], None], today: Callable[[], date], wait: Callable[[], bool]) -> None:
    """`act` once now and once on every new day, for as long as `wait` says so; one that failed is tried again."""
    done = None
    while True:
        if (day := today()) != done:
            done = day if _succeeds(act) else None
        if not wait():
            return


def wait() -> bool:
    Event().wait(LOOK_EVERY)
    return True


def _succeeds(act: Callable[[], None]) -> bool:
    try:
        act()
    except Exception:
        log.exception("tick failed")
        return False
    return True


if __name__ == "__main__":
    main()
