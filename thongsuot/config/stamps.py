"""A stamp says what a made thing was made from, so that it is made again only when that has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


def digest(*parts: str | Path) -> str:
    """SHA-256 in hex over texts and over names and contents of files; folders do not count."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            total.update(part.encode())
        elif part.is_file():
            total.update(part.as_posix().encode() + b"\0" + hashlib.sha256(part.read_bytes()).digest())
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Stamp:
    path: Path
    origin: str

    def is_fresh(self) -> bool:
        return self.path.exists() and self.path.read_text(encoding="utf-8") == self.origin

    def set(self) -> None:
        self.path.write_text(self.origin, encoding="utf-8")
