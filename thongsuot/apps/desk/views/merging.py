"""What goes where, the preview with its balance, doing it, its ledger as a file, and the way back."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.handover import Move
from thongsuot.apps.core.page import Request, address, asked, page
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.forms.mergers import ReverseForm
from thongsuot.apps.desk.models import Merger, MergerMove
from thongsuot.apps.desk.views.mergers import found, heading

KINDS = {
    "places.unit": gettext_lazy("Đơn vị hành chính"),
    "organisations.organisation": gettext_lazy("Cơ quan"),
    "organisations.post": gettext_lazy("Chức vụ"),
    "documents.sourcefile": gettext_lazy("Tài liệu"),
    "cases.case": gettext_lazy("Đầu việc"),
    "cases.assignment": gettext_lazy("Đầu việc đã giao"),
    "meetings.workingsession": gettext_lazy("Bản ghi đang soạn"),
    "desk.links": gettext_lazy("Sổ và các liên kết"),
}
APPS = {
    "places": gettext_lazy("Địa phương"),
    "organisations": gettext_lazy("Tổ chức bộ máy"),
    "documents": gettext_lazy("Tài liệu"),
    "cases": gettext_lazy("Sổ theo dõi"),
    "meetings": gettext_lazy("Buổi làm việc"),
}
PAGE = 200
"""Questions on one page: a form has at most a thousand fields."""
LONG = 2_000
"""Moves from which the page says that doing them takes a while."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run by a spreadsheet."""


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_merge")
def questions(request: Request, uid: UUID) -> HttpResponse:
    """Everything of a divided unit or organ, with a choice for each, and one for all of a kind."""
    merger = found(request, uid)
    rows = queries.questions(merger)
    if request.method == "POST":
        actions.answer(merger=merger, to=_answers(request, merger, rows), by=request.user, at=request.now)
        left = sum(one.target is None for one in queries.questions(found(request, uid)))
        if not left:
            messages.success(request, _("Đã chọn nơi tiếp nhận cho mọi nội dung."))
            return redirect("desk:merger", uid)
        messages.info(request, _("Đã lưu. Còn %(n)s nội dung chưa chọn.") % {"n": left})
        return redirect("desk:questions", uid)
    sheet = Paginator(rows, PAGE).get_page(asked(request, "page"))
    told = queries.neutral([one.holding for one in sheet], for_=request.user)
    rows_told = [replace(one, holding=holding) for one, holding in zip(sheet, told, strict=True)]
    by_kind = groupby(rows_told, key=lambda one: one.holding.kind)
    context = {
        **heading(merger, _("Phân chia")),
        "groups": [(kind, KINDS.get(kind, kind), list(members)) for kind, members in by_kind],
        "targets": merger.targets.all(),
        "n_left": sum(not one.target for one in rows),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }
    return render(request, "desk/questions.html", context)


def _answers(request: Request, merger: Merger, rows: list[queries.Question]) -> dict[UUID, Any]:
    """Each thing's own choice on this page; "all of a kind" fills those that have none, on every page."""
    targets = {one.uid.hex: one for one in merger.targets.all()}
    to: dict[UUID, Any] = {}
    for one in rows:
        name, all_of_kind = f"to-{one.holding.uid.hex}", request.POST.get(f"all-{one.holding.kind}", "")
        own = targets.get(request.POST[name]) if name in request.POST else one.target
        to[one.holding.uid] = own or targets.get(all_of_kind)
    return to


@require_safe
@page("desk.can_merge")
def preview(request: Request, uid: UUID) -> HttpResponse:
    """The act itself, taken back before it is kept."""
    merger = found(request, uid)
    try:
        outcome = actions.rehearse(merger=merger, by=request.user, at=request.now)
    except BrokenRule as broken:
        messages.error(request, broken.message)
        return redirect("desk:merger", uid)
    context = {
        **heading(merger, _("Xem trước")),
        "outcome": outcome,
        "groups": moved(outcome.moves),
        "organs": _organs(outcome.moves),
        "is_long": len(outcome.moves) > LONG,
        "question": _question(merger, outcome),
    }
    return render(request, "desk/preview.html", context)


def _question(merger: Merger, outcome: actions.Outcome) -> str:
    said = _("Thực hiện %(title)s từ ngày %(day)s? %(n)s dòng sẽ được ghi.")
    day = f"{merger.effective_on:%d/%m/%Y}"
    return said % {"title": queries.title(merger), "day": day, "n": len(outcome.moves)}


def moved(moves: Iterable[Move]) -> list[tuple[str, list[tuple[str, int]]]]:
    """App -> what moves there and how many rows, in the order in which it is done."""
    counts = Counter((one.app, one.word.what) for one in moves)
    apps = dict.fromkeys(app for app, _what in counts)
    return [
        (str(APPS.get(app, app)), [(what, n) for (its, what), n in counts.items() if its == app])
        for app in apps
    ]


def _organs(moves: Iterable[Move]) -> list[tuple[str, str]]:
    """Old name -> new name of every organ that is succeeded."""
    through = "organisations.organisation_successors"
    return [(one.word.old, one.word.new) for one in moves if one.kind == through]


@require_POST
@page("desk.can_merge")
def do(request: Request, uid: UUID) -> HttpResponse:
    merger = found(request, uid)
    try:
        actions.do(merger=merger, seen=request.POST.get("seen", ""), by=request.user, at=request.now)
    except BrokenRule as broken:
        context = {**heading(merger, _("Xem trước")), "refusal": broken.message}
        return render(request, "desk/refused.html", context, status=422)
    messages.success(request, _("Đã thực hiện. Số trước và sau khớp nhau."))
    return redirect("desk:merger", uid)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_merge")
def reverse(request: Request, uid: UUID) -> HttpResponse:
    """What stands in the way, or the form that asks why."""
    merger = found(request, uid)
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.reverse(merger=merger, reason=reason, by=request.user, at=request.now)
        except BrokenRule as broken:
            form.add_error(None, broken.message)
        else:
            messages.success(request, _("Đã hoàn tác. Mọi dòng trở lại như trước khi sắp xếp."))
            return redirect("desk:merger", uid)
    standing = queries.in_the_way(merger) if merger.status == "done" else []
    context = {**heading(merger, _("Hoàn tác")), "form": form, "standing": standing}
    return render(request, "desk/reverse.html", context, status=422 if form.errors else 200)


@require_safe
@page("desk.can_merge")  # type: ignore[arg-type]  # a GET that streams
def export(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """The ledger as CSV, one row a move."""
    merger = found(request, uid)  # type: ignore[arg-type]
    lines = _lines(merger, get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-chuyen-giao-{merger.uid.hex[:8]}.csv"'
    return response


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(merger: Merger, language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    with override(language):
        head = [
            _("STT"),
            _("Phần"),
            _("Loại"),
            _("Mã đối tượng"),
            _("Nội dung"),
            _("Từ"),
            _("Sang"),
            _("Gộp trùng"),
        ]
        words = {app: str(label) for app, label in APPS.items()}
        yes = _("có")
    yield writer.writerow(head)
    for row in MergerMove.objects.filter(merger=merger).order_by("position").iterator(chunk_size=500):
        cells = [
            row.position + 1,
            words.get(row.app, row.app),
            row.kind,
            row.subject_uid,
            row.what,
            row.old,
            row.new,
        ]
        yield writer.writerow([_plain(cell) for cell in [*cells, yes if row.is_joined else ""]])  # fmt: skip


def _plain(cell: Any) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
