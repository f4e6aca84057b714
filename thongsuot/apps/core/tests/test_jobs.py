"""Jobs: under a lease, taken back from the dead, tried again, given up in sight of the operator, one effect."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from thongsuot.apps.core import jobs
from thongsuot.apps.core.jobs import queue, running, worker
from thongsuot.apps.core.jobs.effects import forget_effects
from thongsuot.apps.core.jobs.lease import LEASE, kept_alive
from thongsuot.apps.core.models import Effect, JobRun, NumberSeries, Turn

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ELSEWHERE = "another-machine/7/a"
done: list[str] = []
given_up: list[str] = []


def gave_up(word: str) -> None:
    given_up.append(word)
    raise LookupError("telling fails too")


@jobs.job(attempts=2, on_giving_up=gave_up)
def work(word: str) -> None:
    """Says the word; "fail" fails."""
    say(word)


PATH = work.module_path


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    done.clear()
    given_up.clear()
    yield


def task(word: str = "a") -> UUID:
    return UUID(str(work.enqueue(word).id))


def claimed(number: UUID, by: str = ELSEWHERE, at: datetime = NOW) -> None:
    """As a worker of the library leaves it that has just taken it."""
    row = DBTaskResult.objects.get(pk=number)
    DBTaskResult.objects.filter(pk=number).update(
        status="RUNNING", started_at=at, worker_ids=[*row.worker_ids, by]
    )


def delivered(number: UUID, at: datetime = NOW) -> None:
    """As the library's worker runs it, by a clock that stands."""
    row = DBTaskResult.objects.get(pk=number)
    running.deliver(number, PATH, say, tuple(row.args_kwargs["args"]), {}, now=lambda: at)


def say(word: str) -> None:
    if word == "fail":
        raise ArithmeticError("no luck")
    done.append(word)


def status(number: UUID) -> str:
    return str(DBTaskResult.objects.get(pk=number).status)


def failed(number: UUID, at: datetime = NOW) -> None:
    """A delivery that fails, and what the library's worker then notes."""
    claimed(number, at=at)
    with pytest.raises(ArithmeticError):
        delivered(number, at)
    DBTaskResult.objects.get(pk=number).set_failed(ArithmeticError("no luck"))
    DBTaskResult.objects.filter(pk=number).update(finished_at=at)


def test_a_job_runs_in_the_worker_of_the_library_and_leaves_no_lease() -> None:
    number = task()
    row = DBTaskResult.objects.get(pk=number)
    assert row.task.takes_context
    row.claim(jobs.me())
    row.task.func(TaskContext(task_result=row.task_result), "a")
    assert done == ["a"]
    assert not JobRun.objects.exists()


def test_a_lease_is_renewed_while_the_job_runs_and_not_after_it_was_lost() -> None:
    number = task()
    assert running.begin(number, at=NOW) == 1
    assert running.renew(number, at=NOW + MINUTE)
    assert JobRun.objects.get(task=number).held_until == NOW + MINUTE + LEASE
    JobRun.objects.update(worker=ELSEWHERE)
    assert not running.renew(number, at=NOW + 2 * MINUTE)
    assert JobRun.objects.get(task=number).held_until == NOW + MINUTE + LEASE


def test_the_renewing_goes_on_through_trouble_and_ends_with_the_block() -> None:
    renewed, moments = Event(), iter([NOW, NOW + SECOND])
    seen: list[datetime] = []

    def renew(at: datetime) -> None:
        seen.append(at)
        if len(seen) == 1:
            raise DatabaseError("busy")
        renewed.set()

    with kept_alive(renew, lease=timedelta(milliseconds=3), now=lambda: next(moments, NOW)):
        assert renewed.wait(30)
    assert seen[:2] == [NOW, NOW + SECOND]


@pytest.mark.parametrize(("later", "is_taken"), [(LEASE, False), (LEASE + SECOND, True)])
def test_a_task_whose_lease_ran_out_is_taken_back(later: timedelta, is_taken: bool) -> None:
    number = task()
    claimed(number)
    assert jobs.take_back(at=NOW + later) == is_taken, "claimed, and then not even begun"
    claimed(number)
    running.begin(number, at=NOW + SECOND)
    assert jobs.take_back(at=NOW + SECOND + later) == is_taken
    assert status(number) == ("READY" if is_taken else "RUNNING")
    assert not given_up


def test_a_task_begun_too_often_is_given_up() -> None:
    number = task("b")
    for _attempt in (1, 2):
        claimed(number)
        running.begin(number, at=NOW)
        assert jobs.take_back(at=NOW + LEASE + SECOND) == 1
    assert (status(number), given_up) == ("FAILED", ["b"])
    (shown,) = jobs.given_up()
    assert (shown.number, shown.job, shown.attempts, shown.why) == (number, PATH, 2, queue.WORKER_GONE)
    assert jobs.take_back(at=NOW + 9 * MINUTE) == 0


def test_a_task_of_nobody_known_is_given_up_at_once() -> None:
    number = task()
    DBTaskResult.objects.update(task_path="nowhere.to.be_found")
    claimed(number)
    assert jobs.take_back(at=NOW + LEASE + SECOND) == 1
    assert status(number) == "FAILED"


def test_a_worker_of_this_machine_that_is_gone_is_seen_at_once() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert worker.is_gone(f"{worker.MACHINE}/{ended.pid}/a")
    assert worker.is_gone(f"{worker.MACHINE}/{os.getpid()}/before")
    assert not worker.is_gone(jobs.me())
    assert not worker.is_gone(f"{worker.MACHINE}/{os.getppid()}/a")
    assert not worker.is_gone(ELSEWHERE)
    assert not worker.is_gone("made-by-the-library")
    assert len(jobs.me()) <= 64
    number = task()
    claimed(number, by=f"{worker.MACHINE}/{ended.pid}/a")
    assert jobs.take_back(at=NOW) == 1


def test_a_job_that_failed_is_tried_again_later_and_later_then_given_up() -> None:
    number = task("fail")
    failed(number)
    assert jobs.retry(at=NOW + MINUTE - SECOND) == 0
    assert not jobs.given_up(), "there is hope"
    assert jobs.waiting() == {"ready": 1, "running": 0, "given-up": 0}
    assert jobs.retry(at=NOW + MINUTE) == 1
    assert status(number) == "READY"
    failed(number, NOW + MINUTE)
    assert given_up == ["fail"]
    assert jobs.retry(at=NOW + timedelta(days=1)) == 0
    (shown,) = jobs.given_up()
    assert shown.why == "ArithmeticError: no luck"
    assert jobs.waiting() == {"ready": 0, "running": 0, "given-up": 1}
    assert [running.back_off(attempt) // MINUTE for attempt in (1, 2, 3, 9)] == [1, 5, 15, 240]


def test_what_was_given_up_can_be_put_back_for_as_many_attempts() -> None:
    number = task("fail")
    assert not jobs.put_back(number)
    for _attempt in (1, 2):
        failed(number)
    assert jobs.put_back(number)
    failed(number)
    assert not jobs.given_up()


def test_a_worker_killed_after_it_noted_a_fault_loses_nothing() -> None:
    number = task("fail")
    claimed(number)
    with pytest.raises(ArithmeticError):
        delivered(number)
    assert jobs.retry(at=NOW + MINUTE) == 0, "the queue does not know yet that it failed"
    assert jobs.take_back(at=NOW + LEASE + SECOND) == 1
    assert status(number) == "READY"


def test_an_effect_is_had_once_and_with_its_key() -> None:
    for _delivery in (1, 2):
        with jobs.once("count", "a", at=NOW) as is_first:
            if is_first:
                NumberSeries.objects.create(series="a", year=1)
    with pytest.raises(ArithmeticError), jobs.once("count", "b", at=NOW):
        raise ArithmeticError
    assert list(Effect.objects.values_list("subject", flat=True)) == ["a"]
    with jobs.once("count", "b", at=NOW) as is_first:
        assert is_first, "what failed was not had"
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.create(job="count", subject="a", at=NOW)
    assert forget_effects(at=NOW + timedelta(days=91)) == 2


def test_old_tasks_go_and_what_waits_stays() -> None:
    old, new, failed_long_ago = task(), task(), task()
    DBTaskResult.objects.filter(pk=old).update(status="SUCCESSFUL", finished_at=NOW - timedelta(days=8))
    DBTaskResult.objects.filter(pk=failed_long_ago).update(
        status="FAILED", finished_at=NOW - timedelta(days=61)
    )
    running.begin(old, at=NOW)
    assert jobs.forget(at=NOW) == 2
    assert [row.pk for row in DBTaskResult.objects.all()] == [new]
    assert not JobRun.objects.exists()


def turns(*acts: jobs.Act, at: datetime) -> list[str]:
    return list(jobs.run_due(acts, at=at))


def test_an_act_of_every_few_minutes_has_its_turn_when_they_are_over() -> None:
    act = jobs.every("x", lambda *, at: 1, minutes=2)
    moments = [NOW, NOW + MINUTE, NOW + 2 * MINUTE - SECOND, NOW + 2 * MINUTE]
    assert [turns(act, at=at) for at in moments] == [["x"], [], [], ["x"]]


def test_a_daily_act_has_its_turn_once_a_day_from_its_hour_on() -> None:
    act = jobs.daily("x", lambda *, at: 1, hour=6)
    six = datetime.fromisoformat("2025-08-22T06:00+07:00")
    assert act.due_since(six) == six
    assert act.due_since(six - SECOND) == six - timedelta(days=1)
    moments = [six - SECOND, six, six + SECOND, six + timedelta(days=3), six + timedelta(days=3, hours=17)]
    assert [turns(act, at=at) for at in moments] == [["x"], ["x"], [], ["x"], []]


def test_an_act_that_another_worker_does_is_left_to_it() -> None:
    inside: list[list[str]] = []
    other = jobs.every("x", lambda *, at: inside.append(["twice"]), minutes=1)
    act = jobs.every("x", lambda *, at: inside.append(turns(other, at=at)), minutes=1)
    assert turns(act, at=NOW) == ["x"]
    assert inside == [[]]
    Turn.objects.update(held_until=NOW + LEASE, worker=ELSEWHERE, done_at=None)
    assert turns(act, at=NOW + LEASE) == []
    assert turns(act, at=NOW + LEASE + SECOND) == ["x"], "its worker is gone"


def test_an_act_that_fails_stops_no_other_and_waits_a_while() -> None:
    def fail(*, at: datetime) -> None:
        raise ArithmeticError("no luck")

    acts = [jobs.every("bad", fail, minutes=1), jobs.every("good", lambda *, at: 3, minutes=1)]
    assert jobs.run_due(acts, at=NOW) == {"bad": None, "good": 3}
    assert "no luck" in Turn.objects.get(act="bad").problem
    assert turns(*acts, at=NOW + MINUTE) == ["good"]
    assert turns(*acts, at=NOW + 6 * MINUTE) == ["bad", "good"]
