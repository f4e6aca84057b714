"""Zip archives opened with suspicion: sizes are checked as declared and again as they unpack."""

from __future__ import annotations

import io
import zipfile
import zlib

from thongsuot.engines.reading.model import Problem, Unreadable

_STEP = 1 << 16
_MOST_ENTRIES = 10_000
_ENCRYPTED = 0x1


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> int:
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if size > room:
                raise Unreadable(Problem.BOMB, f"{entry.filename!r} unpacks past the limit")
    return size


def _check(archive: zipfile.ZipFile, limit: int) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable(Problem.ENCRYPTED, "encrypted zip entry")
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > limit:
        raise Unreadable(Problem.BOMB, "declared size past the limit")
    room = limit
    for entry in entries:
        room -= _unpacked_size(archive, entry, room)


def names_of(content: bytes, limit: int) -> frozenset[str]:
    """The entries of a zip that unpacks to at most `limit` bytes; else Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, limit)
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as broken:
        raise Unreadable(Problem.DAMAGED, f"zip: {broken}") from broken
    except RuntimeError as locked:
        raise Unreadable(Problem.ENCRYPTED, f"zip: {locked}") from locked
