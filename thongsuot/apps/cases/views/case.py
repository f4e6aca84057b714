"""One case: what it is, whose move, where it comes from, what happened; and the acts on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.cases import actions, permissions, queries, sentences
from thongsuot.apps.cases.forms import AssignForm, JoinForm, PublicForm, StepForm, VersionForm, organ_groups
from thongsuot.apps.cases.models import Assignment, Case, Link
from thongsuot.apps.cases.views import directives, panels, phone
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.page import page
from thongsuot.apps.core.states import Step, open_steps, refusal
from thongsuot.apps.core.states import resolve as named
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.organisations import queries as organisations

STEP_IDS = "step_%s"


@require_safe
@page("cases.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    return shown(request, found(request, uid))


@require_POST
@page("cases.can_coordinate")
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name an organ to lead or to support."""
    case = to_coordinate(request, uid)
    form = AssignForm(request.POST, groups=organ_groups(case))
    organ = None
    if form.is_valid():
        organ = organisations.organisations().filter(uid=form.cleaned_data["organisation"]).first()
    try:
        if organ is None:
            return shown(request, case, status=422, assign_form=form)
        same(form, case.version)
        actions.assign(case=case, organisation=organ, role=form.cleaned_data["role"], **acts(request))
    except BrokenRule as broken:
        return refused(request, uid, form, broken, "assign_form")
    role = Assignment.Role(form.cleaned_data["role"]).label
    messages.success(request, _("Đã giao “%(organ)s” %(role)s.") % {"organ": organ.name, "role": role})
    return redirect("cases:detail", uid=uid)


@require_POST
@page("cases.can_receive")
def receive(request: HttpRequest, uid: UUID, assignment: UUID) -> HttpResponse:
    """The named organ takes up what it was given."""
    case = found(request, uid)
    given = next((one for one in case.assignments.all() if one.uid == assignment), None)
    if given is None:
        raise Http404
    try:
        actions.receive(assignment=given, **acts(request))
    except BrokenRule as broken:
        return shown(request, found(request, uid), status=422, refusal=broken.message)
    messages.success(request, _("Đã tiếp nhận."))
    return redirect("cases:detail", uid=uid)


@require_POST
@page("cases.can_coordinate")
def join(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put another case on the same thread."""
    case = to_coordinate(request, uid)
    form = JoinForm(request.POST, user=request.user)  # type: ignore[arg-type]
    try:
        if not form.is_valid():
            return shown(request, case, status=422, join_form=form)
        actions.join_thread(case=case, other=form.cleaned_data["other"], **acts(request))
    except BrokenRule as broken:
        form.add_error("other", broken.message)
        return shown(request, found(request, uid), status=422, join_form=form)
    return redirect("cases:detail", uid=uid)


@require_POST
@page("cases.can_coordinate")
def tell_publicly(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What may be told outside of how the case stands."""
    case, form = to_coordinate(request, uid), PublicForm(request.POST)
    if not form.is_valid():
        return shown(request, case, status=422, public_form=form)
    actions.tell_publicly(case=case, words=form.cleaned_data["words"], **acts(request))
    return redirect("cases:detail", uid=uid)


@require_POST
@page("cases.can_return")
def give_back_support(request: HttpRequest, uid: UUID, assignment: UUID) -> HttpResponse:
    """An organ that was to support says that it is not its part."""
    case = found(request, uid)
    given = next((one for one in case.assignments.all() if one.uid == assignment), None)
    if given is None:
        raise Http404
    form = StepForm(request.POST, auto_id=panels.back_ids(given))
    backs = [(given, form)]
    try:
        if not form.is_valid():
            return shown(request, case, status=422, backs=backs)
        same(form, case.version)
        actions.give_back_support(assignment=given, reason=form.cleaned_data["reason"], **acts(request))
    except BrokenRule as broken:
        return refused(request, uid, form, broken, "back_form", backs=backs)
    return redirect("cases:detail", uid=uid)


def plain_step(request: HttpRequest, case: Case, step: Step) -> HttpResponse:
    """Take a step that needs nothing but, at most, a reason."""
    if request.method != "POST":
        return redirect("cases:detail", uid=case.uid)
    form = StepForm(request.POST, auto_id=STEP_IDS)
    try:
        if not form.is_valid():
            return shown(request, case, status=422, step_form=form, step_code=step.code)
        same(form, case.version)
        actions.take_step(case=case, step=step.code, reason=form.cleaned_data["reason"], **acts(request))
    except BrokenRule as broken:
        return refused(request, case.uid, form, broken, "step_form", step_code=step.code)
    return redirect("cases:detail", uid=case.uid)


def found(request: HttpRequest, uid: UUID) -> Case:
    case = queries.case(uid, for_=request.user)  # type: ignore[arg-type]
    if case is None:
        raise Http404
    return case


def to_coordinate(request: HttpRequest, uid: UUID) -> Case:
    """The case of this address for the office that keeps its register; else 404, or 403 with the reason."""
    case = found(request, uid)
    if not permissions.can_coordinate(request.user, case):  # type: ignore[arg-type]
        said = _(
            "Nội dung này thuộc sổ của cơ quan khác; chỉ cơ quan giữ sổ giao việc, rút, chia sẻ, chuyển sổ."
        )
        raise refusal(request.user, said, lambda other: permissions.can_coordinate(other, case))  # type: ignore[arg-type]
    return case


def acts(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": request.now}  # type: ignore[attr-defined]


def same(form: VersionForm, version: int) -> None:
    """Raises `Stale` unless the page that was filled in showed the state that still stands."""
    if form.cleaned_data["version"] != version:
        raise Stale


def refused(
    request: HttpRequest, uid: UUID, form: VersionForm, broken: BrokenRule, name: str, **more: Any
) -> HttpResponse:
    """The page as it is now, with what was typed; for a form from an older page also what changed since."""
    fresh = found(request, uid)
    if isinstance(broken, Stale):
        since = list(queries.since(fresh, form.cleaned_data["version"]))
        more["changed"] = sentences.entries(since, fresh, for_=acts(request)["by"])
        typed = request.POST.copy()
        typed["version"] = str(fresh.version)
        form.data = typed
    if broken.field in form.fields:
        form.add_error(broken.field, broken.message)
    else:
        more["refusal"] = broken.message
    return shown(request, fresh, status=422, **{name: form}, **more)


def shown(request: HttpRequest, case: Case, *, status: int = 200, **more: Any) -> HttpResponse:
    user: Any = request.user
    steps = queries.steps(case, for_=user)
    organs = list(organisations.organisations()) if permissions.can_coordinate(user, case) else []
    history = sentences.entries(list(queries.history(case)), case, for_=user)
    context = (
        {
            "case": case,
            "today": timezone.localdate(request.now),  # type: ignore[attr-defined]
            "whose_move": sentences.whose_move(case),
            "to_receive": [one for one in case.assignments.all() if _receives(user, one)],
            "links": [link for link in case.links.all() if _may_open(user, link)],
            "source": _source(user, case),
            "beside": queries.beside(case, for_=user),
            "history": history,
            "withdrawal": next((entry for entry in reversed(history) if entry["act"] == "withdraw"), None),
            "form_steps": queries.form_steps(case, for_=user),
            "plain_steps": [one for one in steps if not one.needs_reason],
            "reason_steps": [one for one in steps if one.needs_reason],
            "step_form": StepForm(initial={"version": case.version}, auto_id=STEP_IDS),
            "assign_form": _assign_form(user, case, organs),
        }
        | panels.of(request, case, organs)
        | panels.life(request, case)
        | phone.of(request, case)
        | directives.panel(request, case)
    )
    return render(request, "cases/case.html", context | more, status=status)


def _receives(user: Any, assignment: Assignment) -> bool:
    return any(step.code == "receive" for step in open_steps(user, assignment))


def _assign_form(user: Any, case: Case, organs: list[Any]) -> AssignForm | None:
    if not case.is_open or not permissions.can_coordinate(user, case):
        return None
    return AssignForm(
        groups=organ_groups(case, organs), initial={"version": case.version, "role": _first_role(case)}
    )


def _first_role(case: Case) -> str:
    led = any(one.role == Assignment.Role.LEAD and one.organisation_id for one in case.assignments.all())
    return Assignment.Role.SUPPORT if led else Assignment.Role.LEAD


def _source(user: Any, case: Case) -> Any:
    """The document of the passage, where this user may open it."""
    return documents.source(case.passage.source.uid, for_=user) if case.passage else None


def _may_open(user: Any, link: Link) -> bool:
    """Whether this user reaches what is linked: the kind of a link names the question that finds it."""
    try:
        find = named(link.kind, "queries")
    except (ImportError, AttributeError):
        return False
    return find(link.target_uid, for_=user) is not None
