"""Bytes on disk under their SHA-256, outside the web root, written and synced before a row names them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

ORPHANS_KEPT = timedelta(days=1)
"""A row is written soon after its bytes; what none names after so long never will be."""


def store(content: bytes) -> str:
    """Keep `content` and return its SHA-256 in hex. The same bytes are kept once."""
    name = hashlib.sha256(content).hexdigest()
    path = _path(name)
    if path.exists():
        path.touch()  # a sweep takes it for new again
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    _sync(path.parent)
    return name


def store_stream(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep what comes piece by piece, never whole in memory; its SHA-256 in hex and its size in bytes.

    OSError when the disk takes no more: then nothing of it is left.
    """
    digest, size = hashlib.sha256(), 0
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        coming = Path(file.name)
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            path = _path(digest.hexdigest())
            path.parent.mkdir(parents=True, exist_ok=True)
        except BaseException:
            coming.unlink(missing_ok=True)
            raise
    coming.replace(path)
    _sync(path.parent)
    return path.name, size


def opened(name: str) -> BinaryIO:
    """The bytes under this SHA-256 to be read piece by piece; FileNotFoundError when there are none."""
    return _path(name).open("rb")


def read(name: str) -> bytes:
    """The bytes stored under this SHA-256; FileNotFoundError when there are none."""
    return _path(name).read_bytes()


def sweep(named: Callable[[], set[str]], *, at: datetime) -> int:
    """Remove what is old and has none of the names that `named` gives; how many files went."""
    before = (at - ORPHANS_KEPT).timestamp()
    old = [path for path in Path(settings.FILES_DIR).glob("*/*/*") if path.stat().st_mtime < before]
    kept = named()
    orphans = [path for path in old if path.name not in kept and path.stat().st_mtime < before]
    for path in orphans:
        path.unlink()
    return len(orphans)


def _path(name: str) -> Path:
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return Path(settings.FILES_DIR) / name[:2] / name[2:4] / name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
