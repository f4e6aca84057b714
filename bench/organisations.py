"""Organisations: a unit page in 80 ms, scope that adds 20 % to a list of 100,000 cases, a chart in 300 ms.

On a database with the nation in it (3,355 units, 200,000 invented people, 250,000 memberships), which is kept under
var/bench for the next run; on PostgreSQL too, where there is one, made anew each time.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.harness import PEERS, Claim
from bench.measure import ROOT, Child, ChildError, Timing, child

ROOM = PEERS / "organisations"
WORKER = [sys.executable, "-m", "bench.organisations_worker"]
NO_POSTGRES = "exit 3"


def claims(is_quick: bool) -> Iterator[Claim]:
    for name, before in (("SQLite", []), ("PostgreSQL", [str(ROOT / "script" / "postgres")])):
        try:
            measured = _measured(name, before, is_quick)
        except ChildError as error:
            if name == "PostgreSQL" and "PostgreSQL" in str(error):
                print(f"PostgreSQL: {error}", file=sys.stderr)
                continue
            yield Claim(f"{name} can be measured", str(error), "it runs", False)
            continue
        yield from _claims(name, measured)


def _measured(name: str, before: Sequence[str], is_quick: bool) -> dict[str, Any]:
    room = ROOM / f"{name.lower()}{'-quick' if is_quick else ''}"
    if before:
        shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True, exist_ok=True)
    settings = [f"VAR_DIR={room}", "DEMO=1", f"SECRET_KEY={'bench' * 10}", "LOG_LEVEL=ERROR"]
    clear = [] if before else ["-u", "DATABASE_URL"]
    done = child([_env(), *clear, *settings, *before, *WORKER, *(["--quick"] if is_quick else [])])
    return _last(done)


def _env() -> str:
    return shutil.which("env") or str(Path("/usr/bin/env"))


def _last(done: Child) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.output.splitlines()[-1])
    return found


def _claims(name: str, measured: dict[str, Any]) -> Iterator[Claim]:
    rows = ", ".join(f"{number:,} {what}" for what, number in measured["counts"].items())
    how = f"loaded in {measured['loaded']:.0f} s" if measured["loaded"] else "loaded before"
    wanted = measured["wanted"]
    is_whole = all(measured["counts"][what] >= number for what, number in wanted.items())
    asked = ", ".join(f"{what} {number:,}" for what, number in wanted.items())
    yield Claim(f"rows, {name}", f"{rows}; {how}", f">= {asked}", is_whole)
    page, queries = _timing(measured["unit_page"]), measured["unit_queries"]
    yield Claim(
        f"page of a unit, {name}", f"{page}, {queries} queries", "<= 80 ms, <= 12 queries",
        page.median <= 0.08 and queries <= 12,
    )  # fmt: skip
    chart = _timing(measured["chart"])
    yield Claim(f"chart of a province, {name}", str(chart), "<= 300 ms", chart.median <= 0.3)
    bare = _timing(measured["bare"])
    for role, seconds in measured["scoped"].items():
        scoped = _timing(seconds)
        ratio = scoped.median / bare.median
        what = f"scope of {role} on the first page and the counts of the register, {name}"
        yield Claim(
            what, f"{ratio:.2f} times; {scoped}", "<= 1.20 times unscoped", ratio <= 1.2, f"unscoped: {bare}"
        )


def _timing(seconds: list[float]) -> Timing:
    return Timing(tuple(seconds))
