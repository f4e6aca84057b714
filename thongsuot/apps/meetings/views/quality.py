"""How well the reader read: a page for whoever records, and its numbers as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import Request, page
from thongsuot.apps.meetings import bridge
from thongsuot.apps.meetings.models import ItemKind
from thongsuot.apps.meetings.quality import BINS, Tally, quality

MOST_MONTHS = 24
FIELDS = {
    "kind": gettext_lazy("loại"),
    "text": gettext_lazy("nội dung"),
    "topic": gettext_lazy("lĩnh vực"),
    "by": gettext_lazy("người nêu"),
    "to": gettext_lazy("gửi tới"),
    "assignees": gettext_lazy("cơ quan thực hiện"),
    "nature": gettext_lazy("tính chất"),
    "deadline_on": gettext_lazy("thời hạn"),
}


@require_safe
@page("meetings.can_record")
def shown(request: Request) -> HttpResponse:
    found = quality(for_=request.user)
    context = {
        "sessions": found.sessions,
        "rules": [
            _row(_rule(rule), ItemKind(kind).label, tally) for kind, rule, tally in found.worst_first()
        ],
        "bins": [
            _row(_bin(n), "", found.by_confidence[least])
            for n, least in enumerate(BINS)
            if least in found.by_confidence
        ],
        "months": [
            _row(f"{month:%m/%Y}", _("bộ đọc %(version)s") % {"version": version}, tally)
            for (month, version), tally in sorted(found.by_month.items(), reverse=True)[:MOST_MONTHS]
        ],
        "missed": [(ItemKind(kind).label, number) for kind, number in found.missed.most_common()],
    }
    return render(request, "meetings/quality.html", context)


@require_safe
@page("meetings.can_record")
def export(request: Request) -> HttpResponse:
    """Rules and numbers for whoever improves the reader: no word of a document."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chat-luong-may-doc.csv"'
    writer = csv.writer(response)
    writer.writerow(
        ["kind", "rule", "drafted", "kept", "mended", "rejected", *(f"changed_{n}" for n in FIELDS)]
    )
    for kind, rule, one in quality(for_=request.user).worst_first():
        changed = (one.changed[name] for name in FIELDS)
        writer.writerow([kind, rule, one.drafted, one.kept, one.mended, one.rejected, *changed])
    return response


def _rule(code: str) -> str:
    return str(bridge.RULES.get(code, code))


def _bin(n: int) -> str:
    least = round(BINS[n] * 100)
    if not n:
        return _("từ %(least)s %%") % {"least": least}
    return _("từ %(least)s đến dưới %(most)s %%") % {"least": least, "most": round(BINS[n - 1] * 100)}


def _row(word: str, kind: Any, tally: Tally) -> dict[str, Any]:
    return {
        "word": word,
        "kind": kind,
        "tally": tally,
        "percent": round(100 * tally.precision) if tally.precision is not None else None,
        "changed": _changed(tally.changed.most_common(3)),
    }


def _changed(found: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{FIELDS[name]} ({number})" for name, number in found)
