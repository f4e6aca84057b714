"""What time alone does: each act on its turn, by one of however many workers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import structlog
from django.db.models import Q
from django.utils import timezone

from thongsuot.apps.core.jobs.lease import LEASE, kept_alive
from thongsuot.apps.core.jobs.worker import me
from thongsuot.apps.core.models import Turn

AFTER_FAULT = timedelta(minutes=5)
"""How long an act that failed waits for its next turn."""

log = structlog.get_logger("thongsuot.jobs")


@dataclass(frozen=True, slots=True)
class Act:
    """`do(at=…)` gives how many it did; `said` is what they are, for the command's answer."""

    name: str
    do: Callable[..., Any]
    minutes: int = 0
    """Between two turns; 0: once a day, from `hour` on."""
    hour: int = 0
    said: str = ""

    def due_since(self, at: datetime) -> datetime:
        """Done at or after this moment, it is not due again at `at`."""
        if self.minutes:
            return at - timedelta(minutes=self.minutes)
        day = timezone.localdate(at)
        begins = timezone.make_aware(datetime.combine(day, time(self.hour)))
        return begins if begins <= at else begins - timedelta(days=1)


def every(name: str, do: Callable[..., Any], *, minutes: int, said: str = "") -> Act:
    return Act(name, do, minutes=minutes, said=said)


def daily(name: str, do: Callable[..., Any], *, hour: int = 0, said: str = "") -> Act:
    """Once a day, at this hour of the province or as soon after it as a worker is there."""
    return Act(name, do, hour=hour, said=said)


def run_due(acts: Iterable[Act], *, at: datetime) -> dict[str, Any]:
    """Do the acts whose turn it is and that no other worker does; name -> what each gave. A fault stops one only."""
    return {act.name: _do(act, at) for act in acts if _take(act, at)}


def _take(act: Act, at: datetime) -> bool:
    """Whether it is due, and this process is the one that does it."""
    Turn.objects.get_or_create(act=act.name)
    since = act.due_since(at)
    last = Q(done_at__lte=since) if act.minutes else Q(done_at__lt=since)
    mine = Turn.objects.filter(
        Q(done_at=None) | last, Q(held_until=None) | Q(held_until__lt=at), act=act.name
    )
    return bool(mine.update(worker=me(), held_until=at + LEASE))


def _do(act: Act, at: datetime) -> Any:
    mine = Turn.objects.filter(act=act.name, worker=me())
    try:
        with kept_alive(lambda now: mine.update(held_until=now + LEASE)):
            given = act.do(at=at)
    except Exception as error:
        log.exception("periodic act failed", act=act.name)
        mine.update(held_until=at + AFTER_FAULT, problem=repr(error)[:300])
        return None
    mine.update(held_until=None, done_at=at, problem="")
    return given
