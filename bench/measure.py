"""Measuring: warm calls in this process, whole child processes with their peak memory, a yardstick."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAUNCH = ROOT / "bench" / "launch.py"
CALLS = 30
"""A figure is the median of at least so many calls."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each call."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """Nearest rank: the smallest value that at least 95 % of the calls do not exceed."""
        return sorted(self.seconds)[math.ceil(0.95 * len(self.seconds)) - 1]

    def __str__(self) -> str:
        return f"{_shown(self.median)} (p95 {_shown(self.p95)}, {len(self.seconds)} calls)"


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


@dataclass(frozen=True, slots=True)
class Child:
    """A child process that ended: what it printed, how long it lived, its peak resident memory in bytes."""

    output: str
    seconds: float
    peak: int


class ChildError(Exception):
    """What was to be measured did not run; the message is its last line."""


def timed(call: Callable[[], object], calls: int = CALLS) -> Timing:
    """Wall time of `calls` calls, after one that is not counted."""
    call()
    return Timing(tuple(_seconds(call) for _ in range(calls)))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def child(arguments: Sequence[str | Path], feed: Path | None = None) -> Child:
    """Run a program to its end from the root of the repository, `feed` as its standard input.

    Raises ChildError when it cannot be started or ends with an error.
    """
    with tempfile.TemporaryDirectory() as folder, (feed or Path(os.devnull)).open("rb") as source:
        result = Path(folder, "result.json")
        done = subprocess.run(
            [sys.executable, "-S", LAUNCH, result, *arguments],
            cwd=ROOT,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            raise ChildError((output.strip().splitlines() or [f"exit {done.returncode}"])[-1])
        measured = json.loads(result.read_text(encoding="ascii"))
    return Child(output, measured["seconds"], measured["peak"])


def children(arguments: Sequence[str | Path], runs: int = CALLS) -> Timing:
    """Wall time of whole processes, after one that is not counted."""
    child(arguments)
    return Timing(tuple(child(arguments).seconds for _ in range(runs)))


def yardstick() -> Timing:
    """Fixed pure-Python work (about 0.1 s on a machine of 2024): the way to compare two machines."""
    return timed(_work)


def _work() -> int:
    counts: dict[str, int] = {}
    for number in range(120_000):
        word = str(number * 7919 % 10_007)
        counts[word] = counts.get(word, 0) + len(word)
    return sum(sorted(counts.values()))
