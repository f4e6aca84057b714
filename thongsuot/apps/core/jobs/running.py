"""One delivery of a job: under a lease, and when it fails tried again later, until it was begun too often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, cast
from uuid import UUID

import structlog
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskContext
from django_tasks.utils import get_module_path

from thongsuot.apps.core.jobs.lease import LEASE, kept_alive
from thongsuot.apps.core.jobs.worker import me
from thongsuot.apps.core.models import JobRun

P = ParamSpec("P")
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))

log = structlog.get_logger("thongsuot.jobs")


@dataclass(frozen=True, slots=True)
class Rules:
    """How often a job is begun at most, and what is called with its arguments when no more is tried."""

    attempts: int = 5
    on_giving_up: Callable[..., object] | None = None


RULES: dict[str, Rules] = {}
"""Path of a job -> its rules; filled as the modules of jobs are read."""


def job(
    *, attempts: int = 5, priority: int = 0, on_giving_up: Callable[..., object] | None = None
) -> Callable[[Callable[P, object]], Task[P, None]]:
    """Make a job of a function at the top of a module; its arguments must be plain JSON.

    It may be delivered more than once: what it does is to be harmless again, or to stand in `once`.
    """

    def decorate(function: Callable[P, object]) -> Task[P, None]:
        path = get_module_path(function)
        RULES[path] = Rules(attempts, on_giving_up)

        def run(context: TaskContext, *args: Any, **kwargs: Any) -> None:
            deliver(UUID(str(context.task_result.id)), path, function, args, kwargs)

        # Without `wraps`: the library looks at the names of the parameters.
        for name in ("__module__", "__qualname__", "__name__", "__doc__"):
            setattr(run, name, getattr(function, name))
        return cast("Task[P, None]", task(takes_context=True, priority=priority)(run))

    return decorate


def deliver(
    number: UUID,
    path: str,
    function: Callable[..., object],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    now: Callable[[], datetime] = timezone.now,
) -> None:
    """Run the function of the task `number` under a lease. What it raises goes on to the queue, noted before."""
    attempts = begin(number, at=now())
    try:
        with kept_alive(lambda at: renew(number, at=at)):
            function(*args, **kwargs)
    except BaseException as error:
        fail(number, path, attempts, at=now(), error=error)
        if attempts >= RULES[path].attempts:
            give_up(path, args, kwargs)
        raise
    JobRun.objects.filter(task=number).delete()


def begin(number: UUID, *, at: datetime) -> int:
    """This process holds the task; how often it was begun, with this time."""
    JobRun.objects.get_or_create(task=number)
    JobRun.objects.filter(task=number).update(
        worker=me(), held_until=at + LEASE, attempts=F("attempts") + 1, retry_at=None
    )
    return int(JobRun.objects.values_list("attempts", flat=True).get(task=number))


def renew(number: UUID, *, at: datetime) -> bool:
    """Hold the task for a lease from now; False when it was taken back in between."""
    mine = JobRun.objects.filter(task=number, worker=me(), held_until__isnull=False)
    is_held = bool(mine.update(held_until=at + LEASE))
    if not is_held:
        log.warning("lease lost", task=str(number))
    return is_held


def fail(number: UUID, path: str, attempts: int, *, at: datetime, error: BaseException) -> None:
    """The task is nobody's; it is tried again after a while, longer each time, unless that was the last time."""
    is_last = attempts >= RULES[path].attempts
    retry_at = None if is_last else at + back_off(attempts)
    JobRun.objects.filter(task=number).update(held_until=None, retry_at=retry_at)
    say = log.error if is_last else log.warning
    say(
        "job gave up" if is_last else "job failed",
        job=path,
        task=str(number),
        attempts=attempts,
        error=repr(error),
    )


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def give_up(path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Tell the job that it is not tried any more. What goes wrong there is told and changes nothing."""
    act = RULES[path].on_giving_up if path in RULES else None
    if act is None:
        return
    try:
        act(*args, **kwargs)
    except Exception:
        log.exception("giving up failed", job=path)
