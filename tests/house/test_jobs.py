"""The queue worker's process: a dead worker's tasks first, then the queue, and a tick for each day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import management

from thongsuot.config import jobs

ONE, TWO = date(2026, 10, 22), date(2026, 10, 23)


def ticks(days: list[date], act: Callable[[], None] = lambda: None) -> list[date]:
    """On which of the days, one a look, there was a tick."""
    looks, ticked = iter(days), []
    seen: list[date] = []

    def today() -> date:
        seen.append(next(looks))
        return seen[-1]

    def note() -> None:
        ticked.append(seen[-1])
        act()

    jobs.each_day(note, today, lambda: len(seen) < len(days))
    return ticked


def test_a_day_is_ticked_once() -> None:
    assert ticks([ONE, ONE, TWO, TWO, TWO]) == [ONE, TWO]


def test_a_tick_that_failed_is_tried_again() -> None:
    troubles = [OSError("no database"), None]

    def act() -> None:
        if trouble := troubles.pop(0):
            raise trouble

    assert ticks([ONE, ONE, ONE], act) == [ONE, ONE]


class AtOnce:
    """A thread that does its work when it is started."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...], daemon: bool) -> None:
        assert daemon, "must not keep the worker from stopping"
        self.start = lambda: target(*args)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Commands in the order they were called; the calendar is looked at once."""
    called: list[str] = []
    monkeypatch.setattr(management, "call_command", lambda name, **_options: called.append(name))
    monkeypatch.setattr(jobs.os, "nice", lambda more: None)  # not this process
    monkeypatch.setattr(jobs, "Thread", AtOnce)
    monkeypatch.setattr(jobs, "wait", lambda: False)
    return called


def commands(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    present: dict[str, Any] = dict.fromkeys(names, "thongsuot.apps.meetings")
    monkeypatch.setattr(management, "get_commands", lambda: present)


@pytest.mark.django_db
def test_what_was_left_is_taken_back_before_the_worker_starts(
    monkeypatch: pytest.MonkeyPatch, called: list[str]
) -> None:
    commands(monkeypatch, jobs.TAKE_BACK, jobs.TICK)
    jobs.main()
    assert called == ["retake", "tick", "db_worker"]


@pytest.mark.django_db
def test_commands_that_no_app_brings_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, called: list[str]
) -> None:
    commands(monkeypatch)
    jobs.main()
    assert called == ["db_worker"]
