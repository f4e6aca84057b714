"""A register kept in a spreadsheet comes in, step by step: the file, its columns, every line's fate, then writing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions import sheet_files
from thongsuot.apps.cases.actions.sheet_plan import FATES, Plan, plan
from thongsuot.apps.cases.forms.sheets import SheetColumnsForm, SheetForm
from thongsuot.apps.cases.models import SheetImport
from thongsuot.apps.cases.views.case import acts
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, address, asked, asks_for_part, page
from thongsuot.apps.core.tables import XLSX

LINES = 50
WORDS = {
    "error": (gettext_lazy("Lỗi"), "late"),
    "new": (gettext_lazy("Mới"), "move"),
    "same": (gettext_lazy("Đã có"), "quiet"),
    "done": (gettext_lazy("Đã xong trong sổ cũ, không nhập"), "quiet"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_coordinate")
def start(request: Request) -> HttpResponse:
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.bring_sheet(content=file.read(), name=file.name, **acts(request))
        except BrokenRule as broken:
            form.add_error("file", broken.message)
        else:
            return redirect("sheets:columns", run.uid)
    context = {"form": form, "runs": queries.sheet_imports(for_=request.user)[:20], "steps": _steps(0)}
    return render(request, "cases/sheets/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_coordinate")
def columns(request: Request, uid: UUID) -> HttpResponse:
    run = _open(request, uid)
    if request.method == "POST" and "sheet" in request.POST:
        sheet = request.POST["sheet"]
        actions.choose_sheet(run=run, sheet=int(sheet) if sheet.isdecimal() else -1, **acts(request))
        return redirect("sheets:columns", uid)
    form = SheetColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_sheet_columns(run=run, **form.said(), **acts(request))
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            return redirect("sheets:detail", uid)
    context = {"form": form, "run": run, "steps": _steps(1), "sample": run.lines[:6]}
    return render(request, "cases/sheets/columns.html", context, status=422 if form.errors else 200)


@require_safe
@page("cases.can_coordinate")
def detail(request: Request, uid: UUID) -> HttpResponse:
    """Every line and what becomes of it; or that it was written, given up, is being written."""
    run = queries.sheet_import(uid, for_=request.user)
    if run is None:
        raise Http404
    is_waiting = run.is_being_written(request.now)
    if asks_for_part(request) and not is_waiting:
        return HttpResponseClientRedirect(request.path)
    if not run.is_open:
        return render(request, "cases/sheets/done.html", {"run": run, "told": _told(run)})
    if run.mapped_at is None:
        return redirect("sheets:columns", uid)
    if is_waiting:
        return render(request, "cases/sheets/writing.html", {"run": run})
    return render(request, "cases/sheets/list.html", _listed(request, run))


def _listed(request: HttpRequest, run: SheetImport) -> dict[str, Any]:
    standing = plan(run)
    kind = asked(request, "loai") if asked(request, "loai") in FATES else ""
    rows = [fate for fate in standing.fates if not kind or fate.kind == kind]
    sheet = Paginator(rows, LINES).get_page(asked(request, "page"))
    return {
        "run": run,
        "plan": standing,
        "counts": standing.counts,
        "to_write": len(standing.fresh),
        "rows": [{"fate": fate, "word": WORDS[fate.kind][0], "tone": WORDS[fate.kind][1]} for fate in sheet],
        "chips": _chips(request, standing, kind),
        "steps": _steps(2),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }


@require_POST
@page("cases.can_coordinate")
def write(request: Request, uid: UUID) -> HttpResponse:
    run = _open(request, uid)
    actions.ask_sheet_writing(run=run, seen=request.POST.get("seen", ""), **acts(request))
    if not run.is_open:
        messages.success(request, _("Đã ghi %(n)d nội dung vào sổ.") % {"n": run.counts["new"]})
    return redirect("sheets:detail", uid)


@require_POST
@page("cases.can_coordinate")
def drop(request: Request, uid: UUID) -> HttpResponse:
    actions.drop_sheet(run=_open(request, uid), **acts(request))
    messages.success(request, _("Đã bỏ danh sách này. Không có gì được ghi."))
    return redirect("sheets:start")


@require_safe
@page("cases.can_coordinate")
def template(request: Request) -> HttpResponse:
    return _file(sheet_files.sheet_template(), "mau-so-theo-doi.xlsx")


@require_safe
@page("cases.can_coordinate")
def wrong(request: Request, uid: UUID) -> HttpResponse:
    """The lines that are wrong, to be mended and brought again."""
    run = _open(request, uid)
    return _file(sheet_files.wrong_lines(run, plan(run)), "dong-loi.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _open(request: Request, uid: UUID) -> SheetImport:
    """A sheet of this user that is not done with; else 404."""
    run = queries.sheet_import(uid, for_=request.user)
    if run is None or not run.is_open:
        raise Http404
    return run


def _chips(request: HttpRequest, standing: Plan, chosen: str) -> list[dict[str, Any]]:
    kinds = [("", _("Tất cả"), len(standing.fates))]
    kinds += [(kind, str(WORDS[kind][0]), standing.counts[kind]) for kind in FATES if standing.counts[kind]]
    return [
        {"word": word, "count": count, "url": address(request, loai=kind), "current": kind == chosen}
        for kind, word, count in kinds
    ]


def _steps(now: int) -> list[dict[str, Any]]:
    words = (_("Đưa tệp lên"), _("Chọn cột"), _("Xem từng dòng, ghi"))
    states = ["done"] * now + ["now"] + ["ahead"] * (2 - now)
    return [{"word": word, "state": state} for word, state in zip(words, states, strict=True)]


def _told(run: SheetImport) -> list[dict[str, Any]]:
    return [{"word": str(WORDS[kind][0]), "value": run.counts[kind]} for kind in FATES if kind in run.counts]
