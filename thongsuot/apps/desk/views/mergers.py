"""The list of mergers, and a draft while it is made: it can be left and returned to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, address, asked, page
from thongsuot.apps.desk import actions, permissions, queries, states
from thongsuot.apps.desk.forms.mergers import (
    AmendForm,
    NewMergerForm,
    OrganTargetForm,
    ReverseForm,
    UnitTargetForm,
)
from thongsuot.apps.desk.models import Merger, MergerKind
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

PAGE = 30
SHOWN_MOVES = 200
FOUND_AT_MOST = 12


@require_safe
@page("desk.can_merge")
def listing(request: Request) -> HttpResponse:
    status, kind, q = (asked(request, name) for name in ("status", "kind", "q"))
    status = status if status in {state.code for state in states.MERGER.states} else ""
    kind = kind if kind in MergerKind.values else ""
    rows = queries.mergers(for_=request.user, q=q, kind=kind)
    found = rows.filter(status=status) if status else rows
    sheet = Paginator(found, PAGE).get_page(asked(request, "page"))
    context = {
        "sheet": [(one, queries.title(one)) for one in sheet],
        "q": q,
        "is_narrowed": bool(q or status or kind),
        "status_chips": _status_chips(request, status, queries.tallies(rows)),
        "kind_chips": _kind_chips(request, kind),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
        "trail": [{"word": _("Sắp xếp đơn vị")}],
    }
    return render(request, "desk/mergers.html", context)


def _status_chips(request: Request, chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    rows = [("", _("Tất cả")), *((state.code, state.label) for state in states.MERGER.states)]
    return [
        {
            "word": word,
            "count": counts.get(code, 0) if code else sum(counts.values()),
            "url": address(request, status=code),
            "current": code == chosen,
        }
        for code, word in rows
    ]


def _kind_chips(request: Request, chosen: str) -> list[dict[str, Any]]:
    rows = [("", _("Mọi hình thức")), *MergerKind.choices]
    return [
        {"word": word, "url": address(request, kind=code), "current": code == chosen} for code, word in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_merge")
def new(request: Request) -> HttpResponse:
    form = NewMergerForm(request.POST or None, initial={"kind": MergerKind.MERGE})
    if request.method == "POST" and form.is_valid():
        try:
            merger = actions.draft(
                kind=form.cleaned_data["kind"], facts=form.facts(), by=request.user, at=request.now
            )
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            return redirect("desk:merger", merger.uid)
    trail = [*_top(), {"word": _("Phương án mới")}]
    status = 422 if form.errors else 200
    return render(request, "desk/merger_new.html", {"form": form, "trail": trail}, status=status)


@require_safe
@page("desk.can_merge")
def detail(request: Request, uid: UUID) -> HttpResponse:
    """A draft with what it lacks, or what was done with its balance and ledger."""
    merger = found(request, uid)
    if merger.status == "drafted":
        return shown(request, merger)
    rows = merger.moves.order_by("position")
    sheet = Paginator(rows, SHOWN_MOVES).get_page(asked(request, "page"))
    context = {
        **heading(merger),
        "sheet": sheet,
        "made": made(merger),
        "can_reverse": merger.status == "done" and permissions.can_merge(request.user, merger),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
        "reverse_form": ReverseForm(),
    }
    return render(request, "desk/merger_done.html", context)


def made(merger: Merger) -> list[dict[str, Any]]:
    """What began, with its page."""
    return [
        {"word": str(one), "url": reverse("places:unit", args=[one.made_uid]) if merger.is_of_units else ""}
        for one in merger.targets.all()
        if one.made_uid
    ]


def shown(request: Request, merger: Merger, status: int = 200, **more: Any) -> HttpResponse:
    """A draft's page, with a form that was refused when there is one."""
    q = asked(request, "q")
    context = {
        **heading(merger),
        "sources": queries.sources(merger),
        "targets": merger.targets.all(),
        "faults": queries.faults(merger, today=timezone.localdate(request.now)),
        "n_questions": len(queries.questions(merger)),
        "q": q,
        "found": _candidates(request, merger, q),
        "target_form": _target_form(merger),
        "may_add_target": merger.kind != MergerKind.MERGE or not merger.targets.all(),
    }
    return render(request, "desk/merger.html", context | more, status=status)


def _candidates(request: Request, merger: Merger, q: str) -> list[dict[str, Any]]:
    """Living units or organs in reach whose name, now or before, is like what was typed."""
    reach = organisations.scope(request.user, "desk.merge").units
    if not q:
        return []
    if merger.is_of_units:
        units = {one.pk: one for found in places.find(q) for one in found.now if one.pk in reach}
        rows = [
            {"uid": one.uid, "name": one.full_name, "note": f"{one.province or ''} · {one.code}"}
            for one in units.values()
        ]
    else:
        organs = {one.pk: one for found in organisations.find_organs(q, units=reach) for one in found.now}
        rows = [{"uid": one.uid, "name": one.name, "note": one.unit.full_name} for one in organs.values()]
    return rows[:FOUND_AT_MOST]


def _target_form(merger: Merger, given: Any = None) -> UnitTargetForm | OrganTargetForm:
    if merger.is_of_units:
        return UnitTargetForm(given)
    first = next((one.organ.kind for one in queries.sources(merger) if one.organ), "division")
    return OrganTargetForm(given, kinds=organisations.kinds(), initial={"type": first})


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_merge")
def amend(request: Request, uid: UUID) -> HttpResponse:
    merger = found(request, uid)
    initial = {name: getattr(merger, name) for name in AmendForm.base_fields}
    form = AmendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.amend(merger=merger, facts=form.facts(), version=version, **_by(request))
        except BrokenRule as broken:
            refuse(form, broken)
            form.data = {**request.POST.dict(), "version": str(found(request, uid).version)}
        else:
            messages.success(request, _("Đã lưu thông tin phương án."))
            return redirect("desk:merger", uid)
    context = {**heading(merger, _("Thông tin")), "form": form}
    return render(request, "desk/merger_amend.html", context, status=422 if form.errors else 200)


@require_POST
@page("desk.can_merge")
def add_source(request: Request, uid: UUID) -> HttpResponse:
    merger = found(request, uid)
    try:
        given = UUID(request.POST.get("source", ""))
    except ValueError:
        raise Http404 from None
    unit = places.unit(given) if merger.is_of_units else None
    organ = None if merger.is_of_units else organisations.organisation(given)
    if unit is None and organ is None:
        raise Http404
    actions.add_source(merger=merger, unit=unit, organ=organ, **_by(request))
    return _back(uid, "cu")


@require_POST
@page("desk.can_merge")
def remove_source(request: Request, uid: UUID, key: int) -> HttpResponse:
    merger = found(request, uid)
    source = merger.sources.filter(pk=key).first()
    if source is not None:
        actions.remove_source(merger=merger, source=source, **_by(request))
    return _back(uid, "cu")


@require_POST
@page("desk.can_merge")
def add_target(request: Request, uid: UUID) -> HttpResponse:
    merger = found(request, uid)
    form = _target_form(merger, request.POST)
    if form.is_valid():
        try:
            actions.add_target(merger=merger, **form.cleaned_data, **_by(request))
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            return _back(uid, "moi")
    return shown(request, merger, status=422, target_form=form)


@require_POST
@page("desk.can_merge")
def remove_target(request: Request, uid: UUID, target: UUID) -> HttpResponse:
    merger = found(request, uid)
    one = merger.targets.filter(uid=target).first()
    if one is not None:
        actions.remove_target(merger=merger, target=one, **_by(request))
    return _back(uid, "moi")


@require_POST
@page("desk.can_merge")
def drop(request: Request, uid: UUID) -> HttpResponse:
    actions.drop(merger=found(request, uid), **_by(request))
    messages.success(request, _("Đã bỏ phương án."))
    return redirect("desk:mergers")


def found(request: Request, uid: UUID) -> Merger:
    """The merger of this address, as far as this user may see it; else 404."""
    merger = queries.merger(uid, for_=request.user)
    if merger is None:
        raise Http404
    return merger


def heading(merger: Merger, here: str = "") -> dict[str, Any]:
    """What every page of one merger shows: it, its title, the way back."""
    title = queries.title(merger)
    above = {"word": title, "url": reverse("desk:merger", args=[merger.uid])}
    trail = [*_top(), above, {"word": here}] if here else [*_top(), {"word": title}]
    return {"merger": merger, "title": title, "trail": trail}


def refuse(form: forms.Form, broken: BrokenRule, *, fields: Mapping[str, str] | None = None) -> None:
    """Put a broken rule to its field, or on top; `fields` are other names of this form for those of actions."""
    field = (fields or {}).get(broken.field or "", broken.field)
    form.add_error(field if field in form.fields else None, broken.message)


def _top() -> list[dict[str, Any]]:
    return [{"word": _("Sắp xếp đơn vị"), "url": reverse("desk:mergers")}]


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": request.now}


def _back(uid: UUID, part: str) -> HttpResponse:
    return redirect(f"{reverse('desk:merger', args=[uid])}#{part}")
