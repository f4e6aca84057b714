"""Register: at 100,000 cases create in 36 ms, filters 60, deep page 80, search 120, desk 150, totals 250; 12 queries.

Warm, in process, as four roles see them; twenty combinations of filters, asked without their page and with it; a fixed
mix of words. On PostgreSQL where there is one, made anew each time, and on SQLite with the 10,000 cases of a small
office. `CASES=1000000` asks for another size on PostgreSQL: from a million on, twice the time is allowed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.harness import PEERS, Claim
from bench.measure import ChildError, Timing, child

ROOM = PEERS / "register"
WORKER = [sys.executable, "-m", "bench.register_worker"]
MANY, FEW, QUICK = 100_000, 10_000, 2_000
MILLION = 1_000_000
MOST_QUERIES = 12
LIMITS = {"create": 36, "filters": 60, "pages": 150, "deep": 80, "search": 120, "desk": 150, "totals": 250}
"""Milliseconds, of the median, of the slowest of its group."""
WHAT = {
    "filters": "what a page of the register asks, the slowest of twenty filters under four roles",
    "pages": "the page with its words, the slowest of the same",
    "deep": "a page after the ten thousandth row, the slowest of four roles",
    "search": "folded full text, the slowest group of words of four roles",
    "desk": "“Việc của tôi”, the slowest of four roles",
    "totals": "totals by unit and status, the slowest of four roles",
}


def claims(is_quick: bool) -> Iterator[Claim]:
    sizes = (QUICK, QUICK) if is_quick else (int(os.environ.get("CASES", MANY)), FEW)
    postgres = [str(ROOM.parents[2] / "script" / "postgres")]
    for name, before, number in (("PostgreSQL", postgres, sizes[0]), ("SQLite", [], sizes[1])):
        try:
            measured = _measured(name, before, number)
        except ChildError as error:
            if name == "PostgreSQL" and "PostgreSQL" in str(error):
                print(f"PostgreSQL: {error}", file=sys.stderr)
                continue
            yield Claim(f"{name} can be measured", str(error), "it runs", False)
            continue
        yield from _claims(name, measured, number)


def _measured(name: str, before: Sequence[str], number: int) -> dict[str, Any]:
    room = ROOM / f"{name.lower()}-{number}"
    if before:
        shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True, exist_ok=True)
    settings = [f"VAR_DIR={room}", "DEMO=1", f"SECRET_KEY={'bench' * 10}", "LOG_LEVEL=ERROR"]
    clear = [] if before else ["-u", "DATABASE_URL"]
    env = shutil.which("env") or str(Path("/usr/bin/env"))
    done = child([env, *clear, *settings, *before, *WORKER, str(number)])
    found: dict[str, Any] = json.loads(done.output.splitlines()[-1])
    return found


def _claims(name: str, measured: dict[str, Any], number: int) -> Iterator[Claim]:
    how = f"loaded in {measured['loaded']:.0f} s" if measured["loaded"] else "loaded before"
    yield Claim(
        f"cases, {name}", f"{measured['cases']:,}; {how}", f">= {number:,}", measured["cases"] >= number
    )
    factor = 2 if number >= MILLION else 1
    create = Timing(tuple(measured["create"]))
    yield _claim(f"record a recommendation, {name}", create, LIMITS["create"] * factor)
    for group, what in WHAT.items():
        found = {key: _timing(one) for key, one in measured[group].items()}
        slowest = max(found, key=lambda key: found[key].median)
        yield _claim(f"{what}, {name}", found[slowest], LIMITS[group] * factor, slowest)
    asked = {
        f"{group}, {key}": one[1]
        for group in ("pages", "deep", "desk", "totals")
        for key, one in measured[group].items()
    }
    most = max(asked, key=lambda key: asked[key])
    yield Claim(
        f"queries a page, {name}",
        f"{asked[most]} ({most})",
        f"<= {MOST_QUERIES}",
        asked[most] <= MOST_QUERIES,
    )


def _timing(one: Any) -> Timing:
    """Pages come with their number of queries, searches without."""
    return Timing(tuple(one[0] if isinstance(one[0], list) else one))


def _claim(what: str, found: Timing, limit: int, slowest: str = "") -> Claim:
    told = f"{found}{f', {slowest}' if slowest else ''}"
    return Claim(what, told, f"<= {limit} ms", found.median <= limit / 1000)
