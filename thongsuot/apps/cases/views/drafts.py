"""What waits for approval in an organ: read whole, sent with one tap or sent back; and what needs no approval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.cases import actions, permissions, queries
from thongsuot.apps.cases.forms.inside import DirectForm, NoteForm
from thongsuot.apps.cases.forms.raising import RaiseForm, again_of
from thongsuot.apps.cases.models import Case, Draft
from thongsuot.apps.cases.views import entry, form_steps
from thongsuot.apps.cases.views.case import acts, same
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.page import page
from thongsuot.apps.core.states import refusal
from thongsuot.apps.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as its approver reads it. `lines`: (label, what was typed); `closed` says why it cannot go now."""

    draft: Draft
    step: object
    lines: list[tuple[str, str]]
    closed: str
    may_approve: bool
    is_own: bool
    form: NoteForm


@require_safe
@page("cases.can_work")
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for this user's approval, then what they drafted themselves."""
    return _listed(request)


@require_safe
@page("cases.can_work")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _listed(request, only=_found(request, uid))


@require_POST
@page("cases.can_work")
def approve(request: HttpRequest, uid: UUID) -> HttpResponse:
    draft = _found(request, uid)
    try:
        if request.POST.get("version") != str(draft.version):
            raise Stale
        actions.approve(draft=draft, run=lambda: _run(request, draft), **acts(request))
    except BrokenRule as broken:
        return _listed(request, only=_found(request, uid), status=422, refusal=broken.message)
    messages.success(request, _("Đã duyệt và gửi: %(title)s") % {"title": draft.title})
    return redirect("inside:approvals")


@require_POST
@page("cases.can_work")
def send_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    draft, form = _found(request, uid), NoteForm(request.POST)
    try:
        if not form.is_valid():
            return _listed(request, only=draft, status=422, typed=form)
        same(form, draft.version)
        actions.send_back(draft=draft, note=form.cleaned_data["note"], **acts(request))
    except BrokenRule as broken:
        return _listed(request, only=_found(request, uid), status=422, refusal=broken.message)
    messages.success(request, _("Đã trả lại để sửa: %(title)s") % {"title": draft.title})
    return redirect("inside:approvals")


@require_POST
@page("cases.can_work")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    draft = _found(request, uid)
    try:
        actions.drop(draft=draft, **acts(request))
    except BrokenRule as broken:
        return _listed(request, only=_found(request, uid), status=422, refusal=broken.message)
    messages.success(request, _("Đã bỏ bản trình: %(title)s") % {"title": draft.title})
    return redirect("inside:approvals")


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_approve")
def direct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Which steps the officers of an organ send themselves."""
    organ = organisations.organisation(uid)
    if organ is None:
        raise Http404
    user: Any = request.user
    if organ.pk not in organisations.scope(user, "cases.approve").organs:
        said = _("Chỉ người đứng đầu cơ quan quyết định bước nào không phải trình.")
        raise refusal(
            user, said, lambda other: organ.pk in organisations.scope(other, "cases.approve").organs
        )
    standing = queries.direct_steps(organ)
    form = DirectForm(request.POST if request.method == "POST" else None, initial={"steps": list(standing)})
    if form.is_bound and form.is_valid():
        chosen = frozenset(form.cleaned_data["steps"])
        actions.set_direct(organisation=organ, steps=chosen, **acts(request))
        messages.success(request, _("Đã lưu."))
        return redirect("inside:direct-steps", uid=uid)
    words = queries.outgoing()
    since = [(words.get(code, code), row.since) for code, row in standing.items()]
    context = {"organ": organ, "form": form, "since": since}
    return render(request, "cases/direct_steps.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, uid: UUID) -> Draft:
    draft = queries.draft(uid, for_=request.user)  # type: ignore[arg-type]
    if draft is None:
        raise Http404
    return draft


def _run(request: HttpRequest, draft: Draft) -> Any:
    """Take the step as the approver, with the form as it was typed."""
    if draft.case is None:
        return entry.replay_raise(values=draft.values, **acts(request))
    case = _case(request, draft)
    if case is None:
        raise BrokenRule(_("Nội dung này không còn trong phạm vi của bạn."))
    return form_steps.replay(
        case=case, step=queries.step_of(case, draft.step), values=draft.values, **acts(request)
    )


def _case(request: HttpRequest, draft: Draft) -> Case | None:
    return queries.case(draft.case.uid, for_=request.user) if draft.case else None  # type: ignore[arg-type]


def _listed(
    request: HttpRequest, *, only: Draft | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    user: Any = request.user
    waiting = [only] if only else list(queries.to_approve(for_=user))
    keys = {one.pk for one in waiting}
    own = [] if only else [one for one in queries.own_drafts(for_=user) if one.pk not in keys]
    typed = more.pop("typed", None)
    context = {
        "waiting": [_sheet(request, one, typed) for one in waiting],
        "own": [_sheet(request, one) for one in own],
        "only": only,
        "approves": permissions.can_approve(user),
    }
    return render(request, "cases/approvals.html", context | more, status=status)


def _sheet(request: HttpRequest, draft: Draft, typed: NoteForm | None = None) -> Sheet:
    user: Any = request.user
    form = _filled(request, draft)
    note = typed or NoteForm(initial={"version": draft.version}, auto_id=f"draft{draft.pk}_%s")
    may = draft.status == "submitted" and permissions.can_approve(user, draft)
    is_own = draft.drafted_by_id == user.pk and not draft.state.is_final
    closed = "" if draft.state.is_final else _closed(draft)
    lines = lines_of(form) if form else []
    return Sheet(draft, queries.step_word(draft), lines, closed, may, is_own, note)


def _closed(draft: Draft) -> str:
    """Why the step cannot be taken as the case stands now; the draft is kept all the same."""
    case = draft.case
    if case is None or case.status in queries.step_of(case, draft.step).sources:
        return ""
    words = {"step": queries.step_word(draft), "now": case.state.label}
    return _("Chưa gửi được “%(step)s”: nội dung đang ở bước “%(now)s”. Bản trình vẫn được giữ.") % words


def _filled(request: HttpRequest, draft: Draft) -> forms.Form | None:
    """The form as it was typed; None where the case is out of this user's reach now."""
    kept = form_steps.typed(draft.values)
    on = timezone.localdate(request.now)  # type: ignore[attr-defined]
    user: Any = request.user
    if draft.case is None:
        again = again_of(kept.get(entry.AGAIN, ""))
        return RaiseForm(kept, user=user, on=on, again=queries.case(again, for_=user) if again else None)
    case = _case(request, draft)
    if case is None:
        return None
    step = queries.step_of(case, draft.step)
    kind, _action = form_steps.FORMS[step.form]
    return kind(kept, case=case, step=step, user=user, on=on)


def lines_of(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, field by field, in the words of the page; what was left empty is left out."""
    told = ((str(field.label), _said(field)) for field in form.visible_fields())
    return [(label, words) for label, words in told if words]


def _said(field: Any) -> str:
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("Có") if value in (True, "on", "true") else ""
    values = [str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one]
    words = dict(_flat(getattr(field.field, "choices", ())))
    if isinstance(field.field, forms.DateField):
        values = [_day(field.field, one) for one in values]
    return ", ".join(str(words.get(one, one)) for one in values)


def _day(field: forms.DateField, text: str) -> str:
    """A day as people read it; what is no day stays as it was typed."""
    try:
        day = field.to_python(text)
    except forms.ValidationError:
        return text
    return f"{day:%d/%m/%Y}" if day else text


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Choices without their groups."""
    rows = []
    for value, label in choices:
        rows += _flat(label) if isinstance(label, list | tuple) else [(str(value), label)]
    return rows
