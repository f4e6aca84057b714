"""In whose register a case stands, and which officer handles it: the acts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.apps.cases import actions, permissions, queries
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.cases.views import panels
from thongsuot.apps.cases.views.case import acts, found, refused, same, shown, to_coordinate
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations


@require_POST
@page("cases.can_coordinate")
def share(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let another office that keeps a register see the case."""
    return _office_act(request, to_coordinate(request, uid), "share")


@require_POST
@page("cases.can_coordinate")
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the case over to the register of another office."""
    return _office_act(request, to_coordinate(request, uid), "move")


def _office_act(request: HttpRequest, case: Case, act: str) -> HttpResponse:
    form, name = panels.office_form(case, act, request.POST), f"{act}_form"
    if not form.is_valid():
        return shown(request, case, status=422, **{name: form})
    office = organisations.organisation(UUID(form.cleaned_data["organisation"]))
    if office is None:
        raise Http404
    do, said = {
        "share": (actions.share, _("Đã chia sẻ cho “%(office)s”.")),
        "move": (actions.move_to_register, _("Đã chuyển sang sổ của “%(office)s”.")),
    }[act]
    try:
        same(form, case.version)
        do(case=case, organisation=office, reason=form.cleaned_data["reason"], **acts(request))
    except BrokenRule as broken:
        return refused(request, case.uid, form, broken, name)
    messages.success(request, said % {"office": office.name})
    return _back(request, case)


@require_POST
@page("cases.can_coordinate")
def unshare(request: HttpRequest, uid: UUID, office: UUID) -> HttpResponse:
    """End a sharing."""
    case, other = to_coordinate(request, uid), organisations.organisation(office)
    if other is None:
        raise Http404
    actions.unshare(case=case, organisation=other, reason="", **acts(request))
    messages.success(request, _("Đã thôi chia sẻ cho “%(office)s”.") % {"office": other.name})
    return _back(request, case)


@require_POST
@page("cases.can_hand_on")
def hand_on(request: HttpRequest, uid: UUID, assignment: UUID) -> HttpResponse:
    """The head of the organ hands what it was given to one of its officers, or takes it back."""
    case = found(request, uid)
    given = next((one for one in case.assignments.all() if one.uid == assignment), None)
    if given is None:
        raise Http404
    if not permissions.can_hand_on(request.user, given):  # type: ignore[arg-type]
        said = _("Chỉ người đứng đầu cơ quan được giao mới giao tiếp cho cán bộ thụ lý.")
        raise refusal(request.user, said, lambda other: permissions.can_hand_on(other, given))  # type: ignore[arg-type]
    return _hand_on(request, case, given)


def _hand_on(request: HttpRequest, case: Case, given: Assignment) -> HttpResponse:
    form = panels.officer_form(request, given, request.POST)
    if not form.is_valid():
        return _again(request, case, given, form)
    chosen = form.cleaned_data["officer"]
    today = panels.timezone.localdate(request.now)  # type: ignore[attr-defined]
    officers = organisations.officers(given.organisation_id or 0, on=today)
    try:
        same(form, given.version)
        officer = officers.filter(uid=chosen).first() if chosen else None
        actions.hand_on(assignment=given, membership=officer, **acts(request))
    except BrokenRule as broken:
        return shown(request, found(request, case.uid), status=422, refusal=broken.message)
    messages.success(request, _("Đã giao cho cán bộ thụ lý.") if officer else _("Đã thôi giao cho cán bộ."))
    return redirect("cases:detail", uid=case.uid)


def _again(request: HttpRequest, case: Case, given: Assignment, form: object) -> HttpResponse:
    forms = [(one, form if one == given else None) for one in case.assignments.all()]
    return shown(request, case, status=422, assignments=forms)


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case, or to the register when it is out of reach now."""
    still = queries.case(case.uid, for_=request.user)  # type: ignore[arg-type]
    return redirect("cases:detail", uid=case.uid) if still else redirect("cases:list")
