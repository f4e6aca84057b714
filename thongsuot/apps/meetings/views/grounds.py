"""What an added item rests on: a selected span, a quoted sentence, a rectangle, or only the ear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings.models import WorkingSession


@dataclass(frozen=True, slots=True)
class Ground:
    """At most one of `text` and `source` is set; neither means heard in the room."""

    text: Any = None
    start: int = 0
    end: int = 0
    source: Any = None
    page: int = 0
    rectangle: tuple[int, int, int, int] = (0, 0, 0, 0)


def ground(session: WorkingSession, cleaned: dict[str, Any], *, for_: User) -> Ground:
    """Find the basis of a new item. Raises `BrokenRule` when what was named cannot be found."""
    if cleaned["text_uid"] and cleaned["end"]:
        return _selected(session, cleaned)
    if cleaned["source_uid"] and cleaned["page"]:
        return _rectangle(cleaned, for_)
    if cleaned["quote"].strip():
        return _quoted(session, nfc(cleaned["quote"]).strip())
    return Ground()


def _selected(session: WorkingSession, cleaned: dict[str, Any]) -> Ground:
    run = session.runs.select_related("text").filter(text__uid=cleaned["text_uid"]).first()
    if run is None:
        raise BrokenRule("Văn bản này không thuộc buổi làm việc.", field="quote")
    return Ground(text=run.text, start=cleaned["start"] or 0, end=cleaned["end"])


def _rectangle(cleaned: dict[str, Any], for_: User) -> Ground:
    source = documents.source(cleaned["source_uid"], for_=for_)
    sides = [cleaned[name] for name in ("left", "top", "width", "height")]
    if source is None:
        raise BrokenRule("Không tìm thấy tài liệu của trang này.", field="page")
    if any(side is None for side in sides):
        raise BrokenRule("Hãy kéo một khung trên trang, hoặc ghi đủ bốn số của khung.", field="left")
    return Ground(source=source, page=cleaned["page"], rectangle=tuple(sides))


def _quoted(session: WorkingSession, quote: str) -> Ground:
    for run in session.runs.select_related("text").exclude(text=None):
        if run.text and (start := run.text.content.find(quote)) >= 0:
            return Ground(text=run.text, start=start, end=start + len(quote))
    raise BrokenRule(
        "Không tìm thấy đoạn này trong văn bản. Hãy chép đúng nguyên văn, hoặc để trống nếu ghi tại buổi làm việc.",
        field="quote",
    )
