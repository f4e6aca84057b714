"""Review of a reading: the source on one side, the drafted items on the other, and the confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.documents import pages
from thongsuot.apps.documents import queries as sources
from thongsuot.apps.meetings import actions, bridge, permissions, queries, second, states
from thongsuot.apps.meetings.forms import topic_choices
from thongsuot.apps.meetings.models import Item, ItemKind, ReadingRun, WorkingSession
from thongsuot.apps.meetings.views import marks
from thongsuot.apps.meetings.views.sessions import found, to_record

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import ExtractedText


@require_safe
@page("meetings.can_view")
def session(request: Request, uid: UUID) -> HttpResponse:
    standing = found(request, uid)
    context = summary(standing) | {
        "can_record": permissions.can_record(request.user, standing) and standing.status == "draft",
        "groups": groups(context_items := queries.items(standing)),
        "sources": _sources(request, standing, context_items),
        "people": _people(standing),
        "units": list(standing.units.all()),
        "second_reader": second.is_on(),
        **words(),
    }
    return render(request, "meetings/session.html", context)


@require_safe
@page("meetings.can_record")
def progress(request: Request, uid: UUID) -> HttpResponse:
    """The part of the page that shows how far the reading is; asks for the whole page once all is read."""
    standing = to_record(request, uid)
    runs = queries.runs(standing)
    response = render(
        request, "meetings/_progress.html", {"session": standing, "runs": [_shown(run) for run in runs]}
    )
    if not any(run.is_waiting for run in runs):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@page("meetings.can_record")
def confirm(request: Request, uid: UUID) -> HttpResponse:
    standing = to_record(request, uid)
    try:
        made = actions.confirm(
            session=standing,
            version=standing.version,
            seen=request.POST.get("seen") or "-",
            by=request.user,
            at=request.now,
        )
    except BrokenRule as broken:
        messages.error(request, broken.message)
        return redirect("meetings:session", uid)
    said = ngettext(
        "Đã xác nhận. %d nội dung vào sổ theo dõi.", "Đã xác nhận. %d nội dung vào sổ theo dõi.", len(made)
    )
    messages.success(request, said % len(made))
    return redirect("meetings:session", uid)


def words() -> dict[str, Any]:
    """What the codes on a card mean: its topic, and the rule that made it."""
    return {"topics": dict(topic_choices()), "rules": bridge.RULES}


def summary(standing: WorkingSession) -> dict[str, Any]:
    """What remains before the record can be confirmed."""
    drafted = list(standing.items.filter(status="drafted"))
    return {
        "session": standing,
        "seen": queries.fingerprint(standing),
        "missing": [str(states.MISSING[code]) for code in queries.missing(standing)],
        "remaining": len(drafted),
        "uncertain": sum(not item.is_certain for item in drafted),
        "certain": sum(item.is_certain for item in drafted),
    }


def groups(items: list[Item]) -> list[dict[str, Any]]:
    """Items by kind in the order of the text, each with its label; empty kinds left out."""
    names = marks.labels(items)
    for item in items:
        item.label = names[item.pk]  # type: ignore[attr-defined]
    rows = [(kind, [item for item in items if item.kind == kind]) for kind in ItemKind]
    return [
        {
            "kind": str(kind),
            "label": kind.label,
            "items": members,
            "open": sum(item.status == "drafted" for item in members),
            "kept": sum(item.status in {"accepted", "recorded"} for item in members),
        }
        for kind, members in rows
        if members
    ]


def _sources(request: Request, standing: WorkingSession, items: list[Item]) -> list[dict[str, Any]]:
    """The documents of the session that this user may open."""
    names, may_open = marks.labels(items), sources.sources(for_=request.user)
    runs = standing.runs.filter(source__in=may_open).select_related("source", "text")
    newest = {run.input_hash: run for run in runs}
    return [_source(run, items, names, request.now) for run in newest.values()]


def _source(run: ReadingRun, items: list[Item], names: dict[int, str], at: datetime) -> dict[str, Any]:
    shown = _shown(run) | {"is_left": run.is_left(at)}
    if run.text:
        resting = [item for item in items if item.passage and _rests_on(item, run.text)]
        resting = [item for item in resting if item.status != "rejected"]
        dropped = [_edges(span) for span in (run.result or {}).get("dropped", [])]
        shown["pieces"] = marks.pieces(run.text.content, resting, names, dropped)
    shown["is_recognised"] = (run.result or {}).get("format") == "ocr"
    if run.problem == bridge.Problem.NO_TEXT_LAYER or shown["is_recognised"]:
        shown["pages"] = range(1, pages.count(sources.content(run.source)) + 1)
    return shown


def _rests_on(item: Item, text: ExtractedText) -> bool:
    """Whether an item's passage lies in this text, or in the same words taken by an older reader."""
    other = item.passage.text if item.passage else None
    return other is not None and (other == text or other.content == text.content)


def _edges(found_: dict[str, Any]) -> tuple[int, int]:
    return found_["span"]["start"], found_["span"]["end"]


def _shown(run: ReadingRun) -> dict[str, Any]:
    return {"run": run, "source": run.source, "problem": bridge.PROBLEMS.get(run.problem, "")}


def _people(standing: WorkingSession) -> list[tuple[str, list[Any]]]:
    rows = list(standing.participations.all())
    labels = dict(rows[0].Side.choices) if rows else {}
    sides = [(label, [row for row in rows if row.side == side]) for side, label in labels.items()]
    return [(str(label), members) for label, members in sides if members]
