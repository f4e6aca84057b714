"""Many documents into a folder of records: on all cores, gone on with where it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from thongsuot.engines.reading.model import VERSION, Record

Reading = Callable[[str, str, date | None], "Record | str"]
"""A file by its name, province and day of publication; a sentence where it cannot be read."""
AT_ONCE = 16
"""Documents a core takes at a time."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document and where its record goes."""

    source: Path
    target: Path


class Taken(Exception):
    """Two documents would be written to one file."""


def tasks(names: Iterable[str], out: Path) -> list[Task]:
    """Each file, and each file under a folder, with its target. Raises `Taken`.

    A file of a folder keeps its place under it: `reports/05/a.docx` of `reports` goes to `OUT/05/a.docx.json`.
    """
    found: dict[Path, Task] = {}
    for source, place in _files(names):
        target = out / place.with_name(f"{place.name}.json")
        if target in found and found[target].source != source:
            raise Taken(f"{found[target].source}, {source}")
        found[target] = Task(source, target)
    return list(found.values())


def _files(names: Iterable[str]) -> Iterator[tuple[Path, Path]]:
    for name in map(Path, names):
        if not name.is_dir():
            yield name, Path(name.name)
            continue
        for file in sorted(name.rglob("*")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(name).parts):
                yield file, file.relative_to(name)


def is_done(task: Task) -> bool:
    """Whether a record of this reader stands there that is not older than its document."""
    try:
        if task.target.stat().st_mtime < task.source.stat().st_mtime:
            return False
        with task.target.open(encoding="utf-8") as file:
            return bool(json.load(file)["engine_version"] == VERSION)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def read_all(
    todo: list[Task], reading: Reading, *, province: str, published: date | None, cores: int | None = None
) -> Iterator[tuple[Task, str]]:
    """Read each and write its record, whole or not at all; each with "" or with why it could not be read."""
    one = partial(_one, reading=reading, province=province, published=published)
    number = min(cores or len(os.sched_getaffinity(0)), max(1, len(todo)))
    if number == 1:
        yield from map(one, todo)
        return
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
        yield from pool.map(one, todo, chunksize=min(AT_ONCE, 1 + len(todo) // number))


def _one(task: Task, *, reading: Reading, province: str, published: date | None) -> tuple[Task, str]:
    found = reading(str(task.source), province, published)
    if isinstance(found, str):
        return task, found
    from thongsuot.engines.reading.plain import plain

    try:
        _write(task.target, json.dumps(plain(found), ensure_ascii=False))
    except OSError as broken:
        return task, f"không ghi được {task.target}: {broken.strerror}."
    return task, ""


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(target)
    except OSError:
        half.unlink(missing_ok=True)
        raise
