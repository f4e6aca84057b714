"""Giving somebody what is held on them, and erasing it. Neither leaves a copy among the answers to forms."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, address, asked, page
from thongsuot.apps.core.personal import FATES, Held
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.forms.requests import EraseForm, ExpiredForm
from thongsuot.apps.desk.models import DataRequest
from thongsuot.apps.desk.views import wording
from thongsuot.apps.desk.views.mergers import refuse
from thongsuot.apps.desk.views.requests import found, top

EXPIRED_AT_ONCE = 50


@never_cache
@require_safe
@page("desk.can_answer_data_requests")
def as_json(request: Request, uid: UUID) -> HttpResponse:
    """The export as a file; each time is journalled."""
    of = found(request, uid)
    rows = actions.export(request=of, by=request.user, at=request.now)
    body = {
        "request": of.number,
        "subject": queries.name_of(of),
        "made_at": request.now.isoformat(),
        "law": wording.limits(of)[1]["value"],
        "held": [_row(one) for one in rows],
    }
    text = json.dumps(body, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{of.number.replace("/", "-")}.json"'
    return response


def _row(one: Held) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(one).items() if name not in {"ref", "url"}}
    return kept | {"fate": str(FATES[one.fate])}


@never_cache
@require_safe
@page("desk.can_answer_data_requests")
def as_page(request: Request, uid: UUID) -> HttpResponse:
    """The export as a page to be printed; each time is journalled."""
    of = found(request, uid)
    rows = actions.export(request=of, by=request.user, at=request.now)
    context = {
        "request_": of,
        "subject": queries.name_of(of),
        "held": wording.by_app(rows),
        "fates": FATES,
        "trail": _trail(of, _("Bản xuất")),
    }
    return render(request, "desk/requests/export.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_answer_data_requests")
def erase(request: Request, uid: UUID) -> HttpResponse:
    """Exactly what goes, what stays and why; then it is done."""
    of = found(request, uid)
    plan = queries.erasure(of, on=timezone.localdate(request.now))
    form = EraseForm(request.POST or None, refs=sorted({one.ref for one in plan.doubtful}))
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(request=of, refs=form.cleaned_data["refs"], by=request.user, at=request.now)
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            messages.success(request, _("Đã xóa. Yêu cầu %(number)s đã xong.") % {"number": of.number})
            return redirect("desk:data-request", uid)
    context = {
        "request_": of,
        "subject": queries.name_of(of),
        "plan": plan,
        "form": form,
        "chosen": set(request.POST.getlist("refs")),
        "fates": FATES,
        "trail": _trail(of, _("Xem trước khi xóa")),
    }
    return render(request, "desk/requests/erase.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_answer_data_requests")
def expired(request: Request) -> HttpResponse:
    """People whose data have been kept long enough; a person confirms whom to erase."""
    rows = queries.expired(for_=request.user)
    sheet = Paginator(rows, EXPIRED_AT_ONCE).get_page(asked(request, "page"))
    form = ExpiredForm(request.POST or None, refs=[str(one.uid) for one in rows] if request.POST else [])
    if request.method == "POST" and form.is_valid():
        chosen = rows.filter(uid__in=form.cleaned_data["refs"])
        try:
            number = actions.erase_expired(requests=list(chosen), by=request.user, at=request.now)
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            messages.success(request, _("Đã xóa thông tin của %(n)d người.") % {"n": number})
            return redirect("desk:expired")
    context = {
        "sheet": sheet,
        "form": form,
        "chosen": set(request.POST.getlist("refs")),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
        "trail": [*top(), {"word": _("Hết thời hạn lưu giữ")}],
    }
    return render(request, "desk/requests/expired.html", context, status=422 if form.errors else 200)


def _trail(of: DataRequest, word: str) -> list[dict[str, Any]]:
    return [*top(), {"word": of.number, "url": reverse("desk:data-request", args=[of.uid])}, {"word": word}]
