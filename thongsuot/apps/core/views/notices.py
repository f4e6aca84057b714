"""What somebody has to know: the list behind the bell, and how else they want to be told."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core import actions, channels, queries
from thongsuot.apps.core.forms import NoticeChoiceForm
from thongsuot.apps.core.page import Request, address, asked, page

PAGE = 30


@require_safe
@page("core.is_logged_in")
def notices(request: Request) -> HttpResponse:
    rows, count = queries.notices(for_=request.user), queries.unseen(request.user)
    only_new = asked(request, "unseen") == "1"
    sheet = Paginator(rows.filter(seen_at=None) if only_new else rows, PAGE).get_page(asked(request, "page"))
    context = {
        "rows": [(one, channels.short(one)) for one in sheet],
        "count": count,
        "chips": [
            {"word": _("Chưa xem"), "url": address(request, unseen="1"), "count": count, "current": only_new},
            {"word": _("Tất cả"), "url": address(request, unseen=None), "current": not only_new},
        ],
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


@require_http_methods(["GET", "HEAD", "POST"])
@page("core.is_logged_in")
def notice_choice(request: Request) -> HttpResponse:
    """Where mails go, and which."""
    chosen = queries.notice_choice(request.user)
    form = NoticeChoiceForm(request.POST or None, initial={"email": chosen.email, "mode": chosen.mode})
    if not (request.method == "POST" and form.is_valid()):
        context = {"form": form, "has_mail": settings.HAS_MAIL}
        return render(request, "core/account/notices.html", context, status=422 if form.errors else 200)
    actions.choose_notices(user=request.user, by=request.user, at=request.now, **form.cleaned_data)
    messages.success(request, _("Đã lưu cách nhận nhắc việc."))
    return redirect("core:account")
