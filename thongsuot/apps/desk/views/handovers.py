"""Handing over before somebody leaves, and the minutes as they were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.page import Request, address, asked, page
from thongsuot.apps.desk import actions, permissions, queries
from thongsuot.apps.desk.forms.handovers import HandOverForm
from thongsuot.apps.desk.views.mergers import refuse
from thongsuot.apps.organisations import queries as organisations

PAGE = 30
FOUND_AT_MOST = 20


@require_safe
@page("desk.can_hand_over")
def listing(request: Request) -> HttpResponse:
    """Who could hand over, by name; and the minutes so far."""
    q = asked(request, "q")
    reach = organisations.scope(request.user, "desk.hand_over")
    today = timezone.localdate(request.now)
    sheet = Paginator(queries.hand_overs(for_=request.user, q=q), PAGE).get_page(asked(request, "page"))
    context = {
        "q": q,
        "found": organisations.holding(q, reach.units, reach.organs, on=today)[:FOUND_AT_MOST] if q else [],
        "sheet": sheet,
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
        "trail": [{"word": _("Bàn giao")}],
    }
    return render(request, "desk/hand_overs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_hand_over")
def membership(request: Request, uid: UUID) -> HttpResponse:
    """What somebody holds through a post, to whom it goes, and whether the post ends with it."""
    leaver = organisations.membership(uid)
    if leaver is None:
        raise Http404
    if not permissions.can_hand_over(request.user, leaver):
        raise NotAllowed(_("Bạn chưa được giao quyền bàn giao việc của cơ quan này."))
    today = timezone.localdate(request.now)
    takers = queries.takers(leaver, on=today)
    may_end = organisations.may(request.user, "organisations.arrange") and leaver.until is None
    choices = [(one.uid.hex, f"{one.person.name}, {one.post.title}") for one in takers]
    form = HandOverForm(request.POST or None, takers=choices, may_end=may_end)
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, leaver, form, {one.uid.hex: one for one in takers})
        except BrokenRule as broken:
            refuse(form, broken, fields={"until": "last_day"})
    held = queries.held(leaver, on=today)
    context = {
        "leaver": leaver,
        "held": held,
        "readable": queries.reading(held.items, for_=request.user),
        "form": form,
        "has_head": any(one.post.is_head for one in takers),
        "may_end": may_end,
        "trail": [{"word": _("Bàn giao"), "url": reverse("desk:hand-overs")}, {"word": leaver.person.name}],
    }
    return render(request, "desk/hand_over.html", context, status=422 if form.errors else 200)


def _done(request: Request, leaver: Any, form: HandOverForm, takers: dict[str, Any]) -> HttpResponse:
    given = form.cleaned_data
    last_day = given.get("last_day")
    held = queries.held(leaver, on=timezone.localdate(request.now)).items
    if not held and not last_day:
        raise BrokenRule(_("Không có việc nào đang mở để bàn giao."), code="nothing")
    made = actions.hand_over(
        membership=leaver,
        successor=takers.get(given["successor"]),
        last_day=last_day,
        reason=given["reason"],
        by=request.user,
        at=request.now,
    )
    if made is None:
        messages.success(request, _("Đã ghi thôi giữ chức vụ. Không có việc đang mở phải bàn giao."))
        return redirect("desk:hand-overs")
    messages.success(request, _("Đã bàn giao %(n)s nội dung.") % {"n": len(held)})
    return redirect("desk:minutes", made.uid)


@require_safe
@page("desk.can_hand_over")
def minutes(request: Request, uid: UUID) -> HttpResponse:
    """The minutes as they were on the day, to be printed and signed."""
    made = queries.hand_over(uid, for_=request.user)
    if made is None:
        raise Http404
    trail = [{"word": _("Bàn giao"), "url": reverse("desk:hand-overs")}, {"word": _("Biên bản bàn giao")}]
    readable = queries.reading(list(made.items.all()), for_=request.user)
    return render(request, "desk/minutes.html", {"made": made, "readable": readable, "trail": trail})
