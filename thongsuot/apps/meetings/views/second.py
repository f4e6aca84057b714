"""Two readings of one text side by side: the rules' and, where one is set up and asked for, a second reader's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.documents import queries as sources
from thongsuot.apps.meetings import actions, bridge, queries, second
from thongsuot.apps.meetings.models import Item, ItemKind, ReadingRun, SecondReading, WorkingSession
from thongsuot.apps.meetings.views import marks
from thongsuot.apps.meetings.views.sessions import to_record

VERDICTS = {
    bridge.Verdict.SAME: gettext_lazy("Hai bên giống nhau"),
    bridge.Verdict.OTHER_KIND: gettext_lazy("Khác loại"),
    bridge.Verdict.OURS: gettext_lazy("Chỉ trong bản ghi"),
    bridge.Verdict.THEIRS: gettext_lazy("Chỉ máy đọc thứ hai thấy"),
}
Span = bridge.Span


@require_safe
@page("meetings.can_record")
def shown(request: Request, uid: UUID, run: UUID) -> HttpResponse:
    standing = to_record(request, uid)
    reading = to_read(request, standing, run)
    found = queries.second_reading(reading)
    rows = _rows(reading, found) if found else []
    wanted = request.GET.get("chi", "")
    context = {
        "session": standing,
        "run": reading,
        "reading": found,
        "is_left": bool(found and found.is_left(request.now)),
        "problem": second.PROBLEMS.get(found.problem, "") if found else "",
        "rows": [row for row in rows if not wanted or row["verdict"] != bridge.Verdict.SAME],
        "differs": sum(row["verdict"] != bridge.Verdict.SAME for row in rows),
        "number": len(rows),
        "only_differences": bool(wanted),
        "is_on": second.is_on(),
        "host": second.host(),
        "can_adopt": standing.status == "draft",
    }
    return render(request, "meetings/second.html", context)


@require_POST
@page("meetings.can_record")
def ask(request: Request, uid: UUID, run: UUID) -> HttpResponse:
    standing = to_record(request, uid)
    reading = to_read(request, standing, run)
    try:
        actions.ask_second(run=reading, by=request.user, at=request.now)
    except BrokenRule as broken:
        messages.error(request, broken.message)
    return redirect("meetings:second", uid, run)


@require_POST
@page("meetings.can_record")
def adopt(request: Request, uid: UUID, reading: UUID, index: int) -> HttpResponse:
    standing = to_record(request, uid)
    found = SecondReading.objects.select_related("run__session", "run__text", "run__source")
    chosen = found.filter(uid=reading, run__session=standing).first()
    if chosen is None or sources.source(chosen.run.source.uid, for_=request.user) is None:
        raise Http404
    try:
        actions.adopt(reading=chosen, index=index, by=request.user, at=request.now)
        messages.success(request, _("Đã thêm vào bản ghi. Hãy xem lại lĩnh vực và thời hạn của mục này."))
    except BrokenRule as broken:
        messages.error(request, broken.message)
    return redirect("meetings:second", uid, chosen.run.uid)


def to_read(request: Request, session: WorkingSession, uid: UUID) -> ReadingRun:
    """A reading of this session whose document this user may open; else 404."""
    run = queries.run(uid, session)
    if run is None or run.text is None or sources.source(run.source.uid, for_=request.user) is None:
        raise Http404
    return run


def _rows(run: ReadingRun, reading: SecondReading) -> list[dict[str, Any]]:
    """What the record holds now and what the second reader said, in the order of the text."""
    items = queries.items(run.session)
    names = marks.labels(items)
    ours = [item for item in items if item.status != "rejected" and _is_in(run, item)]
    theirs = reading.result
    pairs = bridge.beside([_of_item(item) for item in ours], [_of_found(found) for found in theirs])
    return [
        {
            "verdict": pair.verdict,
            "word": VERDICTS[pair.verdict],
            "item": _labelled(ours[pair.ours], names) if pair.ours is not None else None,
            "found": _told(theirs[pair.theirs]) if pair.theirs is not None else None,
            "index": pair.theirs,
        }
        for pair in pairs
    ]


def _is_in(run: ReadingRun, item: Item) -> bool:
    passage = item.passage
    return passage is not None and passage.text_id == run.text_id and passage.start is not None


def _of_item(item: Item) -> tuple[bridge.ItemKind, Span]:
    passage = item.passage
    start, end = (passage.start or 0, passage.end or 0) if passage else (0, 0)
    return bridge.ItemKind(item.kind), Span(start, end)


def _of_found(found: dict[str, Any]) -> tuple[bridge.ItemKind, Span]:
    return bridge.ItemKind(found["kind"]), Span(found["span"]["start"], found["span"]["end"])


def _labelled(item: Item, names: dict[int, str]) -> Item:
    item.label = names[item.pk]  # type: ignore[attr-defined]
    return item


def _told(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"kind_word": ItemKind(found["kind"]).label}
