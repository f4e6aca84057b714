"""Text of scans by Tesseract with its Vietnamese data, where both are installed (`settings.OCR_PROGRAM`).

Each page is a process of its own with a limit of time and one core, so that a page that it cannot cope with
costs that page only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache

import structlog
from django.conf import settings

from thongsuot.apps.documents import pages

LANGUAGE = "vie"
WIDTH = 2400
"""Pixels across: about 290 to the inch of A4, which Tesseract asks for."""
MOST_PAGES = 200
PAGE_SECONDS = 90

log = structlog.get_logger("thongsuot.documents")


def is_ready() -> bool:
    """Whether scans can be read here."""
    return bool(settings.OCR_PROGRAM) and _speaks_vietnamese(settings.OCR_PROGRAM)


@lru_cache(maxsize=4)
def _speaks_vietnamese(program: str) -> bool:
    found = shutil.which(program)
    if found is None:
        return False
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in (told.stdout + told.stderr).decode(errors="replace").split()


def recognised(content: bytes, progress: Callable[[int, int], None]) -> list[str]:
    """The text of each page of a PDF; "" for one that could not be read. `progress` hears (page, of how many)."""
    number = min(pages.count(content), MOST_PAGES)
    found: list[str] = []
    for page in range(1, number + 1):
        progress(page - 1, number)
        found.append(_of_picture(pages.picture(content, page, width=WIDTH), page))
    return found


def _of_picture(picture: bytes, page: int) -> str:
    command = [settings.OCR_PROGRAM, "stdin", "stdout", "-l", LANGUAGE]
    try:
        done = subprocess.run(  # noqa: S603  # the program is the installation's own setting
            command,
            input=picture,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("page not recognised", page=page, error=type(error).__name__)
        return ""
    if done.returncode:
        log.warning("page not recognised", page=page, code=done.returncode)
        return ""
    return done.stdout.decode(errors="replace")
