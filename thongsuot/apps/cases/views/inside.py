"""Inside an organ: what it was given goes down to a division or an officer, one by one or several at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.cases import actions, permissions, queries
from thongsuot.apps.cases.forms.inside import HandDownForm, TaskForm
from thongsuot.apps.cases.models import Assignment
from thongsuot.apps.cases.views.case import acts, found
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.page import asked, page
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_hand_on")
def hand_down(request: HttpRequest, uid: UUID, assignment: UUID) -> HttpResponse:
    case = found(request, uid)
    given = next((one for one in case.assignments.all() if one.uid == assignment), None)
    if given is None:
        raise Http404
    user: Any = request.user
    if not permissions.can_hand_on(user, given):
        said = _("Chỉ người đứng đầu cơ quan được giao mới giao tiếp cho cán bộ thụ lý.")
        raise refusal(user, said, lambda other: permissions.can_hand_on(other, given))
    form = _form(request, given.organisation_id or 0, given.version)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["version"] != given.version:
                raise Stale
            actions.hand_down(assignment=given, **_given(request, form, given.organisation_id or 0))
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Đã giao trong cơ quan."))
            return redirect("cases:detail", uid=uid)
    context = {"case": case, "form": form, "handings": queries.handings(given, for_=user)}
    return render(request, "cases/hand_down.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_hand_on")
def hand_many(request: HttpRequest) -> HttpResponse:
    """What the organ was given and nobody in it holds yet: several handed down in one go, all or none."""
    user: Any = request.user
    waiting = list(queries.to_hand_down(for_=user))
    organ = waiting[0].organisation_id or 0 if waiting else 0
    waiting = [one for one in waiting if one.organisation_id == organ]
    form = _form(request, organ, 0)
    chosen = [one for one in waiting if str(one.uid) in request.POST.getlist("one")]
    if form.is_bound and form.is_valid():
        if not chosen:
            form.add_error(None, _("Hãy chọn ít nhất một nội dung."))
        elif _handed(request, form, chosen, organ):
            messages.success(request, _("Đã giao %(n)s nội dung.") % {"n": len(chosen)})
            return redirect("inside:hand-many")
    context = {"form": form, "waiting": waiting, "chosen": {one.pk for one in chosen}}
    return render(request, "cases/hand_many.html", context, status=422 if form.errors else 200)


def _handed(request: HttpRequest, form: HandDownForm, chosen: list[Assignment], organ: int) -> bool:
    try:
        actions.hand_down_many(assignments=chosen, **_given(request, form, organ))
    except BrokenRule as broken:
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return not form.errors


def _form(request: HttpRequest, organ: int, version: int) -> HandDownForm:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    keys = organisations.organs_under(organ) - {organ} if organ else frozenset()
    divisions = [(str(one.uid), one.name) for one in organisations.by_keys(keys).values()]
    people = organisations.officers(organ, on=today) if organ else []
    officers = [(str(one.uid), f"{one.person.name}, {one.post.title}") for one in people]
    posted = request.POST if request.method == "POST" else None
    return HandDownForm(posted, divisions=divisions, officers=officers, initial={"version": version})


def _given(request: HttpRequest, form: HandDownForm, organ: int) -> dict[str, Any]:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    uid = UUID(form.cleaned_data["to"])
    officer = organisations.officers(organ, on=today).filter(uid=uid).first()
    division = None if officer else organisations.organisation(uid)
    words = {name: form.cleaned_data[name] for name in ("instruction", "due_on")}
    return {"officer": officer, "division": division, **words, **acts(request)}


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_run_task")
def task(request: HttpRequest) -> HttpResponse:
    """Give a task inside an organ; `?cua=` is the case or task it belongs to."""
    user: Any = request.user
    of = _of(request)
    keys = organisations.scope(user, "cases.hand_on").organs
    organs = organisations.by_keys(keys)
    form = _task_form(request, list(organs.values()))
    if form.is_bound and form.is_valid():
        kept = form.cleaned_data
        organ = next(one for one in organs.values() if str(one.uid) == kept["organisation"])
        today = timezone.localdate(request.now)  # type: ignore[attr-defined]
        people = organisations.officers(organ.pk, on=today)
        officer = people.filter(uid=kept["officer"]).first() if kept["officer"] else None
        words = {name: kept[name] for name in ("text", "topic", "due_on")}
        try:
            case = actions.set_task(organisation=organ, officer=officer, of=of, **words, **acts(request))
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Đã giao việc nội bộ %(number)s.") % {"number": case.number})
            return redirect("cases:detail", uid=case.uid)
    return render(request, "cases/task.html", {"form": form, "of": of}, status=422 if form.errors else 200)


def _task_form(request: HttpRequest, organs: list[Any]) -> TaskForm:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    people = {one.pk: one for organ in organs for one in organisations.officers(organ.pk, on=today)}
    officers = [(str(one.uid), f"{one.person.name}, {one.post.title}") for one in people.values()]
    posted = request.POST if request.method == "POST" else None
    return TaskForm(posted, organs=[(str(one.uid), one.name) for one in organs], officers=officers)


def _of(request: HttpRequest) -> Any:
    given = request.POST.get("cua", "") if request.method == "POST" else asked(request, "cua")
    try:
        return queries.case(UUID(given), for_=request.user) if given else None  # type: ignore[arg-type]
    except ValueError:
        return None
