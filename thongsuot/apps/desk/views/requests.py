"""The register of requests about personal data, one request, and its steps."""

from __future__ import annotations

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
from thongsuot.apps.core.personal import FATES
from thongsuot.apps.core.states import open_steps
from thongsuot.apps.desk import actions, queries, states
from thongsuot.apps.desk.forms.requests import KINDS, CorrectForm, NewRequestForm, ReasonForm, WordsForm
from thongsuot.apps.desk.models import DataRequest
from thongsuot.apps.desk.views import wording
from thongsuot.apps.desk.views.mergers import refuse
from thongsuot.apps.organisations import queries as organisations

PAGE = 30
FOUND_AT_MOST = 12
LATE = "late"


@require_safe
@page("desk.can_answer_data_requests")
def listing(request: Request) -> HttpResponse:
    """Requests with their clocks, what is due first on top."""
    today = timezone.localdate(request.now)
    status, kind, q = (asked(request, name) for name in ("status", "kind", "q"))
    rows = queries.data_requests(
        for_=request.user,
        kind=kind if kind in dict(KINDS) else "",
        status="" if status == LATE else status,
        late_on=today if status == LATE else None,
        q=q,
    )
    sheet = Paginator(rows, PAGE).get_page(asked(request, "page"))
    names = queries.names_of(list(sheet))
    context = {
        "sheet": [
            (one, names[one.pk], due) for one, due in zip(sheet, queries.clocks(sheet, on=today), strict=True)
        ],
        "q": q,
        "is_narrowed": bool(q or status or kind),
        "status_chips": _chips(request, "status", status, _statuses()),
        "kind_chips": _chips(request, "kind", kind, [("", _("Mọi loại")), *KINDS]),
        "expired": queries.expired(for_=request.user).count(),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
        "trail": [{"word": _("Dữ liệu cá nhân")}],
    }
    return render(request, "desk/requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_answer_data_requests")
def new(request: Request) -> HttpResponse:
    today = timezone.localdate(request.now)
    form = NewRequestForm(request.POST or None, initial={"received_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_request(new=actions.NewRequest(**form.cleaned_data), **_by(request))
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            messages.success(request, _("Đã ghi yêu cầu %(number)s.") % {"number": made.number})
            return redirect("desk:data-request", made.uid)
    context = {"form": form, "trail": [*top(), {"word": _("Yêu cầu mới")}]}
    return render(request, "desk/requests/new.html", context, status=422 if form.errors else 200)


@require_safe
@page("desk.can_answer_data_requests")
def detail(request: Request, uid: UUID) -> HttpResponse:
    """What was asked, by when, about whom; what is held on them; what was done."""
    found_, today = found(request, uid), timezone.localdate(request.now)
    said = queries.opened_request(found_)
    q = asked(request, "q") or said.get("subject", "")
    people = organisations.people(q, on=today)[:FOUND_AT_MOST] if found_.is_open else []
    context = {
        "request_": found_,
        "said": said,
        "due": queries.due(found_, on=today),
        "laws": wording.limits(found_),
        "held": wording.by_app(queries.held_for(found_)),
        "fates": FATES,
        "q": q,
        "people": [(one, organisations.memberships_of(one, on=today)) for one in people],
        "steps": [step for step in open_steps(request.user, found_) if _is_offered(step.code, found_)],
        "can_erase": found_.is_open and found_.kind in wording.ERASING,
        "can_correct": found_.is_open and found_.kind == "correct" and found_.person,
        "history": wording.history(found_, for_=request.user),
        "trail": [*top(), {"word": found_.number}],
    }
    return render(request, "desk/requests/detail.html", context)


@require_POST
@page("desk.can_answer_data_requests")
def choose(request: Request, uid: UUID) -> HttpResponse:
    """Say which person is meant; without one, only names in records."""
    given = request.POST.get("person", "")
    person = organisations.person(UUID(given)) if _is_uuid(given) else None
    actions.choose_person(request=found(request, uid), person=person, **_by(request))
    return redirect("desk:data-request", uid)


STEPS: dict[str, tuple[type[forms.Form], Any]] = {
    "answer": (WordsForm, actions.answer_request),
    "extend": (ReasonForm, actions.extend_request),
    "refuse": (ReasonForm, actions.refuse_request),
    "finish": (WordsForm, actions.finish_request),
}


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_answer_data_requests")
def step(request: Request, uid: UUID, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    kind, act = STEPS[step]
    return _acted(request, uid, kind(request.POST or None), act, states.DATA_REQUEST.step(step).label)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desk.can_answer_data_requests")
def correct(request: Request, uid: UUID) -> HttpResponse:
    person = found(request, uid).person
    if person is None:
        raise Http404
    initial = {name: getattr(person, name) for name in ("name", "degrees", "gender")}
    return _acted(
        request, uid, CorrectForm(request.POST or None, initial=initial), actions.correct, _("Đính chính")
    )


def _acted(request: Request, uid: UUID, form: forms.Form, act: Any, verb: Any) -> HttpResponse:
    """The form of one act; when it was done, back to the request."""
    of = found(request, uid)
    if request.method == "POST" and form.is_valid():
        try:
            act(request=of, **form.cleaned_data, **_by(request))
        except BrokenRule as broken:
            refuse(form, broken)
        else:
            messages.success(request, _("Đã ghi: %(step)s.") % {"step": verb})
            return redirect("desk:data-request", uid)
    trail = [*top(), {"word": of.number, "url": reverse("desk:data-request", args=[uid])}, {"word": verb}]
    context = {"form": form, "verb": verb, "request_": of, "trail": trail}
    return render(request, "desk/requests/step.html", context, status=422 if form.errors else 200)


def found(request: Request, uid: UUID) -> DataRequest:
    one = queries.data_request(uid, for_=request.user)
    if one is None:
        raise Http404
    return one


def top() -> list[dict[str, Any]]:
    return [{"word": _("Dữ liệu cá nhân"), "url": reverse("desk:data-requests")}]


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": request.now}


def _is_offered(step: str, request: DataRequest) -> bool:
    """An erasure ends by erasing, and is extended once."""
    if step == "finish":
        return request.kind not in wording.ERASING or request.kind == "withdraw"
    return step != "extend" or queries.is_not_extended(request)


def _statuses() -> list[tuple[str, Any]]:
    known = [(state.code, state.label) for state in states.DATA_REQUEST.states]
    return [("", _("Tất cả")), (LATE, _("Quá hạn")), *known]


def _chips(request: Request, name: str, chosen: str, rows: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"word": word, "url": address(request, **{name: code}), "current": code == chosen}
        for code, word in rows
    ]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
