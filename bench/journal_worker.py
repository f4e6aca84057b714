"""`python -m bench.journal_worker write [--quick] | fill ROWS | verify`: prints what it measured as JSON.

VAR_DIR and DATABASE_URL say where.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import UUID

WRITERS = 32
ROWS_EACH, FEW_EACH = 50, 5
AT = datetime(2025, 8, 22, 1, 30, tzinfo=UTC)
KIND, PLAIN = "core.user", "bench_plain"
PAYLOAD = {
    "step": "assign",
    "status": "assigned",
    "lead": "01990000-0000-7000-8000-000000000001",
    "due": "2025-09-05",
}
"""As long as a usual step of a case."""
ROWS_A_SUBJECT, SUBJECTS_AT_ONCE = 10, 1_000


def main(words: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "thongsuot.config.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)  # each writer has a connection of its own
    django.setup()
    acts: dict[str, Callable[[], dict[str, Any]]] = {
        "write": lambda: write(FEW_EACH if "--quick" in words else ROWS_EACH),
        "fill": lambda: fill(int(words[1])),
        "verify": verify,
    }
    print(json.dumps(acts[words[0]]()))


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def write(each: int) -> dict[str, Any]:
    """Runs of 32 threads: each on its own subject, all on one with and without its lock, plain rows without a chain."""
    from django.db import connection

    from thongsuot.apps.core.models import User

    _migrate()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLAIN} AS SELECT * FROM core_journalentry WHERE 1 = 0")  # noqa: S608
    subjects = [User.objects.create(login=f"bench-{number}") for number in range(WRITERS + 2)]
    one, other = subjects.pop(), subjects.pop()
    _chained(_actor(), 0, 0)  # not counted: what is read and made at first use
    own = _run(each, lambda writer, number: _chained(subjects[writer], writer, number))
    shared = _run(each, lambda writer, number: _chained(one, writer, number, locks=True))
    raced = _run(each, lambda writer, number: _chained(other, writer, number))
    plain = _run(each, _plain)
    own |= _losses(subjects, each)
    shared |= _losses([one], each)
    raced |= _losses([other], each)
    return {"writers": WRITERS, "own": own, "shared": shared, "raced": raced, "plain": plain}


def _run(each: int, act: Callable[[int, int], int]) -> dict[str, Any]:
    together = Barrier(WRITERS + 1)
    with ThreadPoolExecutor(WRITERS) as pool:
        begun = [pool.submit(_writer, writer, each, act, together) for writer in range(WRITERS)]
        together.wait()
        start = time.perf_counter()
        done = [one.result() for one in begun]
        seconds = time.perf_counter() - start
    times = [taken for one in done for taken, _again in one]
    return {
        "rows": len(times),
        "seconds": seconds,
        "times": times,
        "again": sum(a for one in done for _t, a in one),
    }


def _writer(
    writer: int, each: int, act: Callable[[int, int], int], together: Barrier
) -> list[tuple[float, int]]:
    """Seconds of each row, and how often it was tried again; over a connection that stands before the start."""
    from django.db import connection

    connection.ensure_connection()
    together.wait()
    found = []
    for number in range(each):
        start = time.perf_counter()
        again = act(writer, number)
        found.append((time.perf_counter() - start, again))
    connection.close()
    return found


def _chained(subject: Any, writer: int, number: int, *, locks: bool = False) -> int:
    """How often it was tried again. With `locks` the subject's row is taken first, as `states.move` does."""
    from django.db import transaction

    from thongsuot.apps.core import journal
    from thongsuot.apps.core.errors import Stale

    again = 0
    while True:
        try:
            with transaction.atomic():
                if locks:
                    type(subject).objects.filter(pk=subject.pk).update(session_round=number)
                told = PAYLOAD | {"writer": writer, "number": number}
                journal.write(subject, "moved", by=_actor(), at=AT, payload=told)
        except Stale:
            again += 1
        else:
            return again


def _plain(writer: int, number: int) -> int:
    from django.db import connection, transaction

    payload = json.dumps(PAYLOAD | {"writer": writer, "number": number})
    uid = UUID(int=writer + 1)
    row = (
        writer * 10_000 + number,
        KIND,
        uid.hex if connection.vendor == "sqlite" else uid,
        number,
        "moved",
        AT,
    )
    columns = "id, subject_kind, subject_uid, seq, act, at, acting_as, previous_hash, hash, payload, by_id"
    marks = ", ".join(["%s"] * 11)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PLAIN} ({columns}) VALUES ({marks})",  # noqa: S608
            [*row, "", "0" * 64, "1" * 64, payload, _actor().pk],
        )
    return 0


_ACTORS: list[Any] = []


def _actor() -> Any:
    from thongsuot.apps.core.queries import system_actor

    if not _ACTORS:
        _ACTORS.append(system_actor())
    return _ACTORS[0]


def _losses(subjects: list[Any], each: int) -> dict[str, int]:
    """Rows that a writer was told are there and are not, and places where a chain does not hold."""
    from thongsuot.apps.core import journal
    from thongsuot.apps.core.models import JournalEntry

    uids = [subject.uid for subject in subjects]
    rows = JournalEntry.objects.filter(subject_kind=KIND, subject_uid__in=uids)
    there = {(payload["writer"], payload["number"]) for payload in rows.values_list("payload", flat=True)}
    wanted = {(writer, number) for writer in range(WRITERS) for number in range(each)}
    return {
        "lost": len(wanted - there) + abs(rows.count() - len(wanted)),
        "broken": sum(len(journal.verify(KIND, uid)) for uid in uids),
    }


def fill(rows: int) -> dict[str, Any]:
    """So many rows, ten a subject, and all sealed; the seconds are those of sealing."""
    from thongsuot.apps.core import journal
    from thongsuot.apps.core.actions import seal_journal
    from thongsuot.apps.core.models import JournalEntry
    from thongsuot.apps.core.seals import sealing

    _migrate()
    step = ROWS_A_SUBJECT * SUBJECTS_AT_ONCE
    for first in range(0, rows, step):
        numbers = range(first, min(first + step, rows))
        lines = [
            journal.Line(KIND, UUID(int=(number // ROWS_A_SUBJECT) * 2**64), PAYLOAD) for number in numbers
        ]
        journal.write_many(lines, "moved", by=_actor(), at=AT)
    start = time.perf_counter()
    seal_journal(by=_actor(), at=AT)
    seconds = time.perf_counter() - start
    unsealed = len(sealing._unsealed(0))
    return {"rows": JournalEntry.objects.count(), "seconds": seconds, "unsealed": unsealed}


def verify() -> dict[str, Any]:
    from thongsuot.apps.core import seals

    start = time.perf_counter()
    report = seals.check(lambda fault: None)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"rows": report.rows, "faults": report.faults, "seconds": seconds, "peak": peak}


if __name__ == "__main__":
    main(sys.argv[1:])
