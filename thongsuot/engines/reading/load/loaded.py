"""What a loader hands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Loaded:
    """Raw text, the format it came in ("text", "html", "docx", "pdf"), and the day its page gives."""

    text: str
    format: str
    published_on: date | None = None
