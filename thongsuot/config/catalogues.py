"""Our translations, compiled in place: no gettext is needed on a fresh machine."""

from __future__ import annotations

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write a `.mo` beside every `.po` that is newer; the files that were written."""
    stale = [path for path in sorted(locale.glob("*/LC_MESSAGES/*.po")) if not _is_fresh(path)]
    for path in stale:
        _compile(path)
    return stale


def _is_fresh(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns


def _compile(path: Path) -> None:
    """Whole or not at all: several test processes may do this at the same time."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parent.parent.name)
    half = path.with_suffix(f".{os.getpid()}.half")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    half.replace(path.with_suffix(".mo"))
