"""Journal: 32 writers at once, on subjects of their own and on one; no row lost, no chain broken, all in a second.

On SQLite, and on PostgreSQL where there is one. On one subject twice: its row taken first, as every step of a life
cycle does; and without, where a writer whose place was taken tries again at once, which nothing of ours does and which
is the worst there is, so only loss is judged. A row's time runs until it stands. Beside it the same transactions with
a plain INSERT by cursor, without a chain. Then a journal is sealed, and checked in a process of its own.

Nothing lost and nothing broken has no tolerance. The speeds are our own choice, set after the first measurements: one
of 32 who press at once is answered within a second in 95 of 100 cases; the whole way of a row (last row read, hash,
savepoint, all by the ORM) may cost nine tenths of what a bare cursor writes.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.harness import PEERS, Claim
from bench.measure import ROOT, ChildError, Timing, child

ROOM = PEERS / "journal"
WORKER = [sys.executable, "-m", "bench.journal_worker"]
RUNS = {
    "own": "each on its own subject",
    "shared": "one subject",
    "raced": "one subject without its lock",
}
LEAST_RATIO = 0.1
SLOWEST = 1.0
"""Seconds, of the 95th percentile."""
MOST_MEMORY = 150
"""MB of a whole check, whatever the number of rows."""
VERIFIED_A_SECOND = 5_000
"""A million rows in less than four minutes."""


def claims(is_quick: bool) -> Iterator[Claim]:
    for name, before in (("SQLite", []), ("PostgreSQL", [str(ROOT / "script" / "postgres")])):
        try:
            written = _child(name, before, ["write", *(["--quick"] if is_quick else [])])
        except ChildError as error:
            if name == "PostgreSQL" and "PostgreSQL" in str(error):
                print(f"PostgreSQL: {error}", file=sys.stderr)
                continue
            yield Claim(f"{name} can be measured", str(error), "it runs", False)
            continue
        yield from _written(name, written)
    yield from _verified(is_quick)


def _child(name: str, before: Sequence[str], words: Sequence[str], *, keep: bool = False) -> dict[str, Any]:
    """The last line that the worker prints, in an empty room unless told to keep it; with its peak memory."""
    room = ROOM / name.lower()
    if not keep:
        shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True, exist_ok=True)
    settings = [f"VAR_DIR={room}", "DEMO=1", f"SECRET_KEY={'bench' * 10}", "LOG_LEVEL=ERROR"]
    clear = [] if before else ["-u", "DATABASE_URL"]
    env = shutil.which("env") or str(Path("/usr/bin/env"))
    done = child([env, *clear, *settings, *before, *WORKER, *words])
    found: dict[str, Any] = json.loads(done.output.splitlines()[-1])
    return found


def _written(name: str, measured: dict[str, Any]) -> Iterator[Claim]:
    plain = measured["plain"]
    for how, words in RUNS.items():
        run, what = measured[how], f"{measured['writers']} writers, {words}"
        yield Claim(
            f"rows lost and chains broken, {what}, {name}",
            f"{run['lost']} lost, {run['broken']} broken of {run['rows']:,}, {run['again']} tries again",
            "0 lost, 0 broken",
            run["lost"] == run["broken"] == 0,
        )  # fmt: skip
        if how != "raced":
            yield _fast(f"time of a row, {what}, {name}", run)
    ratio = _rate(measured["own"]) / _rate(plain)
    yield Claim(
        f"rows a second beside a plain INSERT, own subjects, {name}", f"{ratio:.2f} times", f">= {LEAST_RATIO:.2f}",
        ratio >= LEAST_RATIO, f"plain INSERT: {_rate(plain):,.0f} rows/s, p95 {_p95(plain) * 1000:.0f} ms",
    )  # fmt: skip


def _fast(what: str, run: dict[str, Any]) -> Claim:
    told = f"p95 {_p95(run) * 1000:.0f} ms, {_rate(run):,.0f} rows/s"
    return Claim(what, told, f"p95 <= {SLOWEST * 1000:.0f} ms", _p95(run) <= SLOWEST)


def _rate(run: dict[str, Any]) -> float:
    return float(run["rows"] / run["seconds"])


def _p95(run: dict[str, Any]) -> float:
    return Timing(tuple(run["times"])).p95


def _verified(is_quick: bool) -> Iterator[Claim]:
    """On SQLite, which needs no server beside it to be measured."""
    rows = 20_000 if is_quick else 1_000_000
    filled = _child("filled", [], ["fill", str(rows)])
    yield Claim(
        "sealed", f"{filled['rows']:,} rows in {filled['seconds']:.0f} s", f"all of >= {rows:,}",
        filled["unsealed"] == 0 and filled["rows"] >= rows,
    )  # fmt: skip
    found = _child("filled", [], ["verify"], keep=True)
    rate, memory = found["rows"] / found["seconds"], found["peak"] / 1_000_000
    yield Claim(
        f"the whole of it checked, {found['faults']} faults", f"{rate:,.0f} rows/s, peak {memory:.0f} MB",
        f"0 faults, >= {VERIFIED_A_SECOND:,} rows/s, <= {MOST_MEMORY} MB",
        not found["faults"] and rate >= VERIFIED_A_SECOND and memory <= MOST_MEMORY,
    )  # fmt: skip
