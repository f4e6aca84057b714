"""The queue worker's process: a dead worker's tasks first, then the queue, and a tick again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import management

from thongsuot.apps.core import jobs as core_jobs
from thongsuot.config import jobs


def test_a_tick_that_failed_is_tried_again() -> None:
    troubles: list[Exception | None] = [OSError("no database"), None, None]
    left = iter([True, True, False])

    def act() -> None:
        if trouble := troubles.pop(0):
            raise trouble

    jobs.again_and_again(act, lambda: next(left))
    assert troubles == []


class AtOnce:
    """A thread that does its work when it is started."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], daemon: bool) -> None:
        assert daemon, "must not keep the worker from stopping"
        self.start = lambda: target(*args)


@pytest.mark.django_db
def test_what_was_left_is_taken_back_before_the_worker_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(management, "call_command", lambda name, **options: called.append((name, options)))
    monkeypatch.setattr(jobs.os, "nice", lambda more: None)  # not this process
    monkeypatch.setattr(jobs, "Thread", AtOnce)
    monkeypatch.setattr(jobs, "wait", lambda: False)
    jobs.main()
    assert [name for name, _options in called] == ["retake", "tick", "db_worker"]
    assert called[1][1]["due"] is True
    assert called[2][1]["worker_id"] == core_jobs.me()
