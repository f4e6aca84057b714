"""What goes on behind the pages, for the operator: jobs, mail, acts of time, and what gave up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core import actions, jobs, queries
from thongsuot.apps.core.page import Request, page


@require_safe
@page("core.is_operator")
def work(request: Request) -> HttpResponse:
    counts = jobs.waiting()
    facts = [
        {"word": _("Đang chờ"), "value": str(counts["ready"])},
        {"word": _("Đang làm"), "value": str(counts["running"])},
        {"word": _("Thư đang chờ gửi"), "value": str(queries.mails_waiting())},
    ]
    context = {
        "facts": facts,
        "given_up": jobs.given_up(),
        "mails": queries.mails_failed(),
        "turns": queries.turns(),
    }
    return render(request, "core/work.html", context)


@require_POST
@page("core.is_operator")
def run_again(request: Request, number: UUID) -> HttpResponse:
    if not actions.run_again(number=number, by=request.user, at=request.now):
        raise Http404
    messages.success(request, _("Đã đưa lại vào hàng đợi."))
    return redirect("core:work")


@require_POST
@page("core.is_operator")
def send_again(request: Request, uid: UUID) -> HttpResponse:
    mail = queries.mails_failed().filter(uid=uid).first()
    if mail is None:
        raise Http404
    actions.send_again(mail=mail, by=request.user, at=request.now)
    messages.success(request, _("Đã đưa lại vào hàng đợi."))
    return redirect("core:work")
