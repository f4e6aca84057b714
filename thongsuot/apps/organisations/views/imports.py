"""A list of people and posts comes in, step by step: the file, its columns, every line's fate, then writing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, address, asked, asks_for_part, page
from thongsuot.apps.core.tables import XLSX
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.actions import import_template
from thongsuot.apps.organisations.actions.import_fates import ANOTHER, FATES, Plan
from thongsuot.apps.organisations.actions.import_plan import plan
from thongsuot.apps.organisations.forms.imports import ColumnsForm, ListForm
from thongsuot.apps.organisations.models import ImportRun
from thongsuot.apps.organisations.queries.imports import import_run, imports
from thongsuot.apps.organisations.views import where

LINES = 50
WORDS = {
    "error": (gettext_lazy("Lỗi"), "late"),
    "ask": (gettext_lazy("Cần trả lời"), "soon"),
    "new": (gettext_lazy("Người mới"), "move"),
    "known": (gettext_lazy("Người đã có, chức vụ mới"), "move"),
    "vacant": (gettext_lazy("Chức vụ mới, còn khuyết"), "move"),
    "same": (gettext_lazy("Đã có, không đổi"), "quiet"),
}
ANSWER = "line-"


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def start(request: Request) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.bring_list(content=file.read(), name=file.name, **where.by(request))
        except BrokenRule as broken:
            form.add_error("file", broken.message)
        else:
            return redirect("organisations:import-columns", run.uid)
    runs = imports(for_=request.user)[:20]
    context = {"form": form, "runs": runs, "trail": _trail(), "steps": _steps(0)}
    return render(request, "organisations/import/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def columns(request: Request, uid: UUID) -> HttpResponse:
    run = _open(request, uid)
    if request.method == "POST" and "sheet" in request.POST:
        sheet = request.POST["sheet"]
        actions.choose_sheet(run=run, sheet=int(sheet) if sheet.isdecimal() else -1, **where.by(request))
        return redirect("organisations:import-columns", uid)
    form = ColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        said = {"columns": form.columns(), "heading": form.cleaned_data["heading"]}
        said["since"] = form.cleaned_data["from_day"]
        try:
            actions.name_columns(run=run, **said, **where.by(request))
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            return redirect("organisations:import-list", uid)
    context = {"form": form, "run": run, "trail": _trail(run), "steps": _steps(1), "sample": run.lines[:6]}
    return render(request, "organisations/import/columns.html", context, status=422 if form.errors else 200)


@require_safe
@page("organisations.can_arrange")
def detail(request: Request, uid: UUID) -> HttpResponse:
    run = import_run(uid, for_=request.user)
    if run is None:
        raise Http404
    if not run.is_open and asks_for_part(request):
        return HttpResponseClientRedirect(request.path)
    if not run.is_open:
        return render(
            request, "organisations/import/done.html", {"run": run, "trail": _trail(run), "told": _told(run)}
        )
    if run.mapped_at is None:
        return redirect("organisations:import-columns", uid)
    if run.is_being_written(request.now):
        return render(request, "organisations/import/writing.html", {"run": run, "trail": _trail(run)})
    if asks_for_part(request):
        return HttpResponseClientRedirect(request.path)
    standing = plan(run, for_=request.user)
    kind = asked(request, "loai")
    kind = kind if kind in FATES else ""
    rows = [fate for fate in standing.fates if not kind or fate.kind == kind]
    sheet = Paginator(rows, LINES).get_page(asked(request, "page"))
    context = {
        "run": run,
        "plan": standing,
        "counts": standing.counts,
        "sheet": sheet,
        "rows": [{"fate": fate, "word": WORDS[fate.kind][0], "tone": WORDS[fate.kind][1]} for fate in sheet],
        "chips": _chips(request, standing, kind),
        "another": ANOTHER,
        "prefix": ANSWER,
        "trail": _trail(run),
        "steps": _steps(2),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }
    return render(request, "organisations/import/list.html", context)


@require_POST
@page("organisations.can_arrange")
def answer(request: Request, uid: UUID) -> HttpResponse:
    run = _open(request, uid)
    if "all" in request.POST:
        number = actions.call_all_others(run=run, **where.by(request))
        told = ngettext(
            "%(n)d người được ghi là người khác trùng tên.",
            "%(n)d người được ghi là người khác trùng tên.",
            number,
        )
        messages.success(request, told % {"n": number})
    else:
        said = {key[len(ANSWER) :]: value for key, value in request.POST.items() if key.startswith(ANSWER)}
        lines = {line: str(value) for line, value in said.items() if line.isdecimal()}
        actions.answer_lines(run=run, answers=lines, **where.by(request))
    return redirect("organisations:import-list", uid)


@require_POST
@page("organisations.can_arrange")
def write(request: Request, uid: UUID) -> HttpResponse:
    run = _open(request, uid)
    done = actions.ask_writing(run=run, seen=request.POST.get("seen", ""), **where.by(request))
    if run.is_open:
        return redirect("organisations:import-list", uid)
    counts = done.counts
    told = _("Đã ghi %(held)d lần giữ chức vụ, trong đó %(new)d người mới; %(posts)d chức vụ mới.")
    facts = {"held": counts["new"] + counts["known"], "new": counts["new"], "posts": len(done.new_posts)}
    messages.success(request, told % facts)
    return redirect("organisations:import")


@require_POST
@page("organisations.can_arrange")
def drop(request: Request, uid: UUID) -> HttpResponse:
    actions.drop_list(run=_open(request, uid), **where.by(request))
    messages.success(request, _("Đã bỏ danh sách này. Không có gì được ghi."))
    return redirect("organisations:import")


@require_safe
@page("organisations.can_arrange")
def template(request: Request) -> HttpResponse:
    return _file(import_template.template(), "mau-danh-sach.xlsx")


@require_safe
@page("organisations.can_arrange")
def export(request: Request) -> HttpResponse:
    day = where.today(request)
    return _file(import_template.filled(for_=request.user, on=day), f"can-bo-{day.isoformat()}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _open(request: Request, uid: UUID) -> ImportRun:
    """A list of this user that is not done with; else 404."""
    run = import_run(uid, for_=request.user)
    if run is None or not run.is_open:
        raise Http404
    return run


def _chips(request: HttpRequest, standing: Plan, chosen: str) -> list[dict[str, Any]]:
    counts = standing.counts
    kinds = [("", _("Tất cả"), len(standing.fates))]
    kinds += [(kind, str(WORDS[kind][0]), counts[kind]) for kind in FATES if counts[kind]]
    return [
        {"word": word, "count": count, "url": address(request, loai=kind, page=""), "current": kind == chosen}
        for kind, word, count in kinds
    ]


def _steps(now: int) -> list[dict[str, Any]]:
    words = (_("Đưa tệp lên"), _("Chọn cột"), _("Xem từng dòng, ghi"))
    states = ["done"] * now + ["now"] + ["ahead"] * (2 - now)
    return [{"word": word, "state": state} for word, state in zip(words, states, strict=True)]


def _trail(run: ImportRun | None = None) -> list[dict[str, Any]]:
    first = {"word": _("Nhập từ bảng tính"), "url": reverse("organisations:import") if run else ""}
    return where.trail(first, *([{"word": run.name, "url": ""}] if run else []))


def _told(run: ImportRun) -> list[dict[str, Any]]:
    return [
        {"word": str(WORDS[kind][0]), "value": run.counts.get(kind, 0)}
        for kind in FATES
        if kind in run.counts
    ]
