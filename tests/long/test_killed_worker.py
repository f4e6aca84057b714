"""Two workers, killed in the middle of a job and after its effect: every effect exactly once."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from tests import smtp
from tests.house import tree
from tests.long import work
from thongsuot.apps.core.models import Effect, JobRun, Mail, Notice, NumberSeries, User

pytestmark = pytest.mark.long
PATIENCE = 120.0
"""Seconds after which something that should have happened has not."""
JOBS = 12
SUBJECTS = [f"{number:02}" for number in range(JOBS)]


def address() -> str:
    """`DATABASE_URL` of the database that this test has for itself."""
    named = connections["default"].settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(named['NAME']))}"
    user, password, host = (quote(str(named[key]), safe="") for key in ("USER", "PASSWORD", "HOST"))
    port = f":{named['PORT']}" if named["PORT"] else ""
    return f"postgresql://{user}:{password}@{port}/{quote(str(named['NAME']))}?host={host}"


class Workers:
    """Processes as `thongsuot serve` runs them, started again when one is killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = os.environ | environment
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        words = [sys.executable, "-m", "thongsuot.config.jobs"]
        process = subprocess.Popen(words, env=self.environment, cwd=tree.ROOT)
        self.running[process.pid] = process

    def kill(self, number: int) -> None:
        self.running[number].kill()
        assert self.running.pop(number).wait(PATIENCE) == -signal.SIGKILL
        self.start()

    def stop(self) -> None:
        """Each finishes what it does."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(PATIENCE)


@pytest.fixture
def server() -> Iterator[smtp.Server]:
    with smtp.listening() as server:
        yield server


@pytest.fixture
def workers(committed: None, tmp_path: Path, server: smtp.Server) -> Iterator[Workers]:
    made = Workers(
        {
            "DATABASE_URL": address(),
            "VAR_DIR": str(tmp_path / "var"),
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "LOG_LEVEL": "ERROR",
        }
    )
    yield made
    for process in made.running.values():
        if process.poll() is None:
            process.kill()
        process.wait()


def who_waits(gate: Path) -> int:
    """The process that says so through the gate, which is closed behind it."""
    number = os.open(gate, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert select.select([number], [], [], PATIENCE)[0], f"nobody came to {gate.name}"
        said = int(os.read(number, 20))
    finally:
        os.close(number)
        gate.unlink()
    return said


def test_every_effect_once(workers: Workers, server: smtp.Server, tmp_path: Path) -> None:
    gates = [tmp_path / f"{SUBJECTS[2]}-{work.INSIDE}", tmp_path / f"{SUBJECTS[5]}-{work.AFTER}"]
    for gate in gates:
        os.mkfifo(gate)
    all_sent = Event()
    server.on_mail = lambda: all_sent.set() if len(set(server.ids())) == JOBS else None
    User.objects.create(login="long")
    NumberSeries.objects.create(series="long", year=1)
    for subject in SUBJECTS:
        work.count.enqueue(subject, str(tmp_path))
    connection.close()
    for _worker in range(2):
        workers.start()
    for gate in gates:
        workers.kill(who_waits(gate))
    assert all_sent.wait(PATIENCE)
    workers.stop()
    assert NumberSeries.objects.get(series="long").last == JOBS
    assert sorted(Notice.objects.filter(user__login="long").values_list("text", flat=True)) == SUBJECTS
    assert Effect.objects.filter(job="count").count() == JOBS
    assert {mail.state for mail in Mail.objects.all()} == {"sent"}
    assert sorted(str(mail["Subject"]) for mail in server.mails) == SUBJECTS
    counted = DBTaskResult.objects.filter(task_path=work.count.module_path)
    assert set(counted.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert sum(len(row.worker_ids) for row in counted) == JOBS + len(gates), "each killed one came again"
    assert not JobRun.objects.filter(task__in=counted.values("pk")).exists()
