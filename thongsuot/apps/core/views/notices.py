"""What somebody has to know: the list behind the bell."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core import actions, queries
from thongsuot.apps.core.page import Request, address, asked, page

PAGE = 30


@require_safe
@page("core.is_logged_in")
def notices(request: Request) -> HttpResponse:
    sheet = Paginator(queries.notices(for_=request.user), PAGE).get_page(asked(request, "page"))
    context = {
        "sheet": sheet,
        "has_new": queries.unseen(request.user) > 0,
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }
    return render(request, "core/notices.html", context)


@require_POST
@page("core.is_logged_in")
def see_notices(request: Request) -> HttpResponse:
    """All of them are seen."""
    count = actions.see(user=request.user, at=request.now)
    said = ngettext("Đã đánh dấu %d nhắc việc.", "Đã đánh dấu %d nhắc việc.", count) % count
    messages.success(request, said)
    return redirect("core:notices")


@require_POST
@page("core.is_logged_in")
def open_notice(request: Request, uid: UUID) -> HttpResponse:
    """This one is seen; then to what it is about."""
    notice = queries.notices(for_=request.user).filter(uid=uid).first()
    if notice is None:
        raise Http404
    actions.see(user=request.user, at=request.now, uid=uid)
    is_ours = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if is_ours else "core:notices")
