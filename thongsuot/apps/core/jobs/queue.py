"""The queue of django-tasks-db seen from outside: what was left is taken back, what failed is tried again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import models, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thongsuot.apps.core.jobs.effects import forget_effects
from thongsuot.apps.core.jobs.lease import LEASE
from thongsuot.apps.core.jobs.running import RULES, Rules, give_up
from thongsuot.apps.core.jobs.worker import is_gone
from thongsuot.apps.core.models import JobRun

READY, RUNNING, FAILED, DONE = (
    TaskResultStatus.READY,
    TaskResultStatus.RUNNING,
    TaskResultStatus.FAILED,
    TaskResultStatus.SUCCESSFUL,
)
DONE_KEPT, FAILED_KEPT = timedelta(days=7), timedelta(days=60)
WORKER_GONE = "WorkerGone"
"""In place of an exception, for a task of which every worker went away."""

log = structlog.get_logger("thongsuot.jobs")


def take_back(*, at: datetime) -> int:
    """Put tasks back whose worker is gone or stopped renewing its lease; given up after so many. How many."""
    return sum(_take_back(number, at) for number in _left(at))


def _left(at: datetime) -> list[UUID]:
    running = list(DBTaskResult.objects.running())
    leases = _runs(row.id for row in running)
    return [row.id for row in running if _is_left(row, leases.get(row.id), at)]


def _runs(numbers: Iterable[UUID]) -> dict[UUID, JobRun]:
    return {run.task: run for run in JobRun.objects.filter(task__in=list(numbers))}


def _is_left(row: DBTaskResult[Any, Any], run: JobRun | None, at: datetime) -> bool:
    if row.worker_ids and is_gone(row.worker_ids[-1]):
        return True
    moments = [row.started_at + LEASE if row.started_at else None, run.held_until if run else None]
    return max((moment for moment in moments if moment), default=at) < at


@transaction.atomic
def _take_back(number: UUID, at: datetime) -> bool:
    row = DBTaskResult.objects.select_for_update().filter(pk=number, status=RUNNING).first()
    run = JobRun.objects.select_for_update().filter(task=number).first()
    if row is None or not _is_left(row, run, at):
        return False
    begun = run.attempts if run else len(row.worker_ids)
    log.warning("job taken back", job=row.task_path, task=str(number), attempts=begun)
    JobRun.objects.filter(task=number).update(held_until=None, retry_at=None)
    if begun < rules(row.task_path).attempts:
        _set(number, READY)
        return True
    log.error("job gave up", job=row.task_path, task=str(number), attempts=begun, error=WORKER_GONE)
    _set(number, FAILED, finished_at=at, exception_class_path=WORKER_GONE)
    with transaction.atomic():
        give_up(row.task_path, tuple(row.args_kwargs["args"]), row.args_kwargs["kwargs"])
    return True


def rules(path: str) -> Rules:
    """The rules of a job by its path; of a task that is none of ours, or no more there: one attempt."""
    try:
        import_string(path)
    except ImportError:
        return Rules(attempts=1)
    return RULES.get(path, Rules(attempts=1))


@transaction.atomic
def retry(*, at: datetime) -> int:
    """Put failed tasks back whose time to be tried again has come; how many."""
    due = JobRun.objects.select_for_update().filter(retry_at__lte=at)
    numbers = list(due.values_list("task", flat=True))
    failed = list(DBTaskResult.objects.failed().filter(pk__in=numbers).values_list("pk", flat=True))
    JobRun.objects.filter(task__in=failed).update(retry_at=None)
    return sum(_set(number, READY) for number in failed)


def put_back(number: UUID) -> bool:
    """Try a task again that was given up, from the first attempt on; False when it is none."""
    if not _hopeless().filter(pk=number).exists():
        return False
    JobRun.objects.filter(task=number).update(attempts=0, retry_at=None)
    return bool(_set(number, READY))


def _set(number: UUID, status: TaskResultStatus, **more: Any) -> int:
    return DBTaskResult.objects.filter(pk=number).update(status=status, **more)


def _hopeless() -> models.QuerySet[DBTaskResult[Any, Any]]:
    hoping = JobRun.objects.filter(task=models.OuterRef("pk"), retry_at__isnull=False)
    return DBTaskResult.objects.failed().filter(~models.Exists(hoping))


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A task that is not tried any more: which job, since when, after how many attempts, the last line of why."""

    number: UUID
    job: str
    at: datetime | None
    attempts: int
    why: str


def given_up(*, most: int = 100) -> list[GivenUp]:
    """What waits for the operator, the newest first."""
    return [
        GivenUp(row.id, row.task_path, row.finished_at, len(row.worker_ids), _why(row))
        for row in _hopeless().order_by("-finished_at")[:most]
    ]


def _why(row: DBTaskResult[Any, Any]) -> str:
    lines = row.traceback.strip().splitlines()
    return str(lines[-1][:300] if lines else row.exception_class_path)


def waiting() -> dict[str, int]:
    """How many tasks stand in the queue: "ready" (also those to be tried again), "running", "given-up"."""
    return {
        "ready": DBTaskResult.objects.filter(status=READY).count()
        + JobRun.objects.filter(retry_at__isnull=False).count(),
        "running": DBTaskResult.objects.running().count(),
        "given-up": _hopeless().count(),
    }


def is_waiting(job: Task[Any, Any]) -> bool:
    """Whether a task of this job, with any arguments, is still to begin."""
    return DBTaskResult.objects.filter(status=READY, task_path=job.module_path).exists()


def forget(*, at: datetime) -> int:
    """Drop tasks that were done or given up long ago, and keys of effects; how many tasks."""
    old = DBTaskResult.objects.filter(
        models.Q(status=DONE, finished_at__lt=at - DONE_KEPT)
        | models.Q(status=FAILED, finished_at__lt=at - FAILED_KEPT)
    )
    count = old.delete()[0]
    JobRun.objects.exclude(task__in=DBTaskResult.objects.values("pk")).delete()
    forget_effects(at=at)
    return count
