"""How the reader came to what it drafted: every decision, in the order of the text, with its reason in words."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import Request, page
from thongsuot.apps.meetings import bridge, queries
from thongsuot.apps.meetings.forms import topic_choices
from thongsuot.apps.meetings.models import Item, ItemKind, ReadingRun
from thongsuot.apps.meetings.views import marks
from thongsuot.apps.meetings.views.second import to_read
from thongsuot.apps.meetings.views.sessions import to_record

FATES = {
    "drafted": gettext_lazy("chưa duyệt"),
    "accepted": gettext_lazy("đã chấp nhận"),
    "rejected": gettext_lazy("đã bỏ"),
    "recorded": gettext_lazy("đã vào sổ"),
}
MOST_LINES = 400


@require_safe
@page("meetings.can_record")
def shown(request: Request, uid: UUID, run: UUID) -> HttpResponse:
    standing = to_record(request, uid)
    reading = to_read(request, standing, run)
    found = reading.result or {}
    context = {
        "session": standing,
        "run": reading,
        "date": _date(reading, found),
        "units": [_unit(one) for one in found.get("units", [])],
        "people": [_person(one) for one in found.get("participants", [])],
        "items": _items(reading, found),
        "dropped": _dropped(reading, found),
    }
    return render(request, "meetings/how.html", context)


def _words(run: ReadingRun, span: dict[str, int] | None) -> str:
    content = run.text.content if run.text else ""
    return " ".join(content[span["start"] : span["end"]].split()) if span else ""


def _percent(one: dict[str, Any]) -> int:
    return round(100 * float(one["confidence"]))


def _date(run: ReadingRun, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "on": parse_date(found.get("held_on") or ""),
        "words": _words(run, found.get("held_on_span")),
    }


def _unit(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{one['type']} {one['name']}".strip(),
        "why": bridge.READ_FROM.get(one["rule"], one["rule"]),
        "percent": _percent(one),
        "is_known": bool(one["code"]),
        "candidates": len(one["candidates"]),
    }


def _person(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "titles": ", ".join(one["titles"]),
        "why": bridge.READ_FROM.get(one["rule"], one["rule"]),
        "percent": _percent(one),
        "is_chair": one["is_chair"],
    }


def _items(run: ReadingRun, found: dict[str, Any]) -> list[dict[str, Any]]:
    standing = queries.items(run.session)
    drafted = {item.run_index: item for item in standing if item.run_id == run.pk}
    names = marks.labels(standing)
    topics = dict(topic_choices())
    items = found.get("items", [])
    figures = Counter(one["item"] for one in found.get("observations", []))
    return [
        _item(run, items, one, drafted.get(index), names, topics) | {"figures": figures[index]}
        for index, one in enumerate(items)
    ]


def _item(
    run: ReadingRun,
    items: list[dict[str, Any]],
    one: dict[str, Any],
    standing: Item | None,
    names: dict[int, str],
    topics: dict[str, str],
) -> dict[str, Any]:
    """One decision: what it became, and each thing it rests on."""
    deadline = one["deadline"]
    return {
        "kind": one["kind"],
        "kind_word": ItemKind(one["kind"]).label,
        "text": one["text"],
        "standing": standing,
        "label": names.get(standing.pk, "") if standing else "",
        "fate": FATES[standing.status] if standing else _("đã có từ lần đọc trước"),
        "why": bridge.RULES.get(one["rule"], one["rule"]),
        "percent": _percent(one),
        "passage": _words(run, one["span"]),
        "by": one["by"],
        "to": one["to"],
        "named": [who["name"] for who in one["assignees"] if who["span"]],
        "carried": [who["name"] for who in one["assignees"] if not who["span"]],
        "deadline": deadline and {"on": parse_date(deadline["on"] or ""), "words": deadline["words"]},
        "topic": topics.get(one["topic"], one["topic"]),
        "also": [topics.get(code, code) for code in one["alt_topics"]],
        "answers": items[one["answers"]]["text"] if one["answers"] is not None else "",
        "raised_before": one["raised_before"],
    }


def _dropped(run: ReadingRun, found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_words(run, one["span"]), str(bridge.DROPPED.get(one["rule"], bridge.OTHER_FURNITURE)))
        for one in found.get("dropped", [])[:MOST_LINES]
    ]
