"""Saved views of the register: keep the filters in use under a name, rename, share, delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms import FilterForm
from thongsuot.apps.cases.models import SavedView
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page

KNOWN = frozenset(FilterForm.base_fields)


@require_safe
@page("cases.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    return _shown(request)


@require_POST
@page("cases.can_view")
def save(request: HttpRequest) -> HttpResponse:
    """Keep `query`, what stands after the question mark of the register's address, under `name`."""
    name, query = request.POST.get("name", ""), _kept(request.POST.get("query", ""))
    try:
        actions.save_view(name=name, query=query, **_by(request))
    except BrokenRule as broken:
        return _shown(request, error=broken.message, name=name, query=query)
    messages.success(request, _("Đã lưu bộ lọc."))
    return redirect(f"{reverse('cases:list')}?{query}")


@require_POST
@page("cases.can_view")
def rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    try:
        actions.rename_view(view=_found(request, uid), name=request.POST.get("name", ""), **_by(request))
    except BrokenRule as broken:
        return _shown(request, error=broken.message)
    return redirect("saved:list")


@require_POST
@page("cases.can_view")
def share(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Within `organisation`, or with nobody when it is empty."""
    actions.share_view(view=_found(request, uid), organisation=_organ(request), **_by(request))
    return redirect("saved:list")


@require_POST
@page("cases.can_view")
def delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    actions.delete_view(view=_found(request, uid), **_by(request))
    messages.success(request, _("Đã xóa bộ lọc."))
    return redirect("saved:list")


def _kept(query: str) -> str:
    """Only what the register knows, without its place in the list; "" for an address that is none."""
    given = QueryDict(query[:4000])
    pairs = [(key, given[key]) for key in sorted(KNOWN & given.keys()) if given[key]]
    return urlencode(pairs)


def _organ(request: HttpRequest) -> UUID | None:
    text = request.POST.get("organisation", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _found(request: HttpRequest, uid: UUID) -> SavedView:
    view = queries.saved_views(for_=request.user).filter(uid=uid).first()  # type: ignore[arg-type]
    if view is None:
        raise Http404
    return view


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": request.now}  # type: ignore[attr-defined]


def _shown(request: HttpRequest, *, error: str = "", name: str = "", query: str = "") -> HttpResponse:
    user: Any = request.user
    context = {
        "views": queries.saved_views(for_=user),
        "organs": queries.organs_of(user),
        "error": error,
        "name": name,
        "query": query,
    }
    return render(request, "cases/saved.html", context, status=422 if error else 200)
