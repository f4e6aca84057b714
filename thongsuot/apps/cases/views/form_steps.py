"""Steps that ask for more than a reason: one page for each, filled in, sent, or handed up for approval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.cases import actions, queries, sentences
from thongsuot.apps.cases.actions import evidence
from thongsuot.apps.cases.forms import CaseStepForm, directives, recommendations
from thongsuot.apps.cases.forms.notes import FIELD, EvidenceForm, chosen
from thongsuot.apps.cases.models import Case, Draft
from thongsuot.apps.cases.views import aside, phone
from thongsuot.apps.cases.views.case import acts, found, plain_step
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.page import page
from thongsuot.apps.core.states import Step, refusal
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.documents import queries as documents_asked

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import SourceFile
    from thongsuot.apps.organisations.models import Organisation

FORMS: dict[str, tuple[type[CaseStepForm], Callable[..., Any]]] = {
    "screen": (recommendations.ScreenForm, actions.screen),
    "answer": (recommendations.AnswerForm, actions.answer_case),
    "not-ours": (recommendations.NotOursForm, actions.give_back),
    "confirm": (recommendations.ConfirmForm, actions.confirm),
    "contest": (recommendations.ContestForm, actions.contest),
    "decide": (recommendations.DecideForm, actions.decide),
    "unheard": (recommendations.UnheardForm, actions.close_unheard),
    "reopen": (recommendations.ReopenForm, actions.reopen),
    "merge": (recommendations.MergeForm, actions.merge),
    "unmerge": (recommendations.UnmergeForm, actions.unmerge),
    "draft": (directives.DraftForm, actions.draft_directive),
    "issue": (directives.IssueForm, actions.issue),
    "report": (directives.ReportForm, actions.report),
    "replace": (directives.ReplaceForm, actions.replace),
    "date": (directives.DateForm, actions.date_commitment),
    **aside.FORMS,
}
"""Name of a step's form -> its class, and the action: `action(case=, step=, by=, at=, **form.given())`."""


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_view")
def take(request: HttpRequest, uid: UUID, step: str) -> HttpResponse:
    """The page of a step's form, and taking the step; one without a form is taken from the case's page."""
    case = found(request, uid)
    row = queries.step_of(case, step)
    if row.form and row.form not in FORMS:
        raise Http404
    _check(request, case, row)
    if not row.form:
        return plain_step(request, case, row)
    form = _form(request, case, row, request.POST if request.method == "POST" else None, request.FILES)
    if not form.is_bound:
        fill(form, queries.open_draft(case, row, for_=acts(request)["by"]))
        return _shown(request, form)
    return _sent(request, form) if form.is_valid() else _shown(request, form, status=422)


def _check(request: HttpRequest, case: Case, step: Step) -> None:
    """Raises `NotAllowed` for somebody who neither takes this step nor drafts it, `BrokenRule` out of its time."""
    user: Any = request.user
    if case.status not in step.sources:
        words = {"step": step.label, "now": case.state.label}
        raise BrokenRule(
            _("Chưa thể “%(step)s”: nội dung đang ở bước “%(now)s”.") % words, code="wrong-state"
        )
    if not queries.may_fill_in(user, step, case):
        said = _("Bạn chưa được giao quyền “%(step)s” đối với nội dung này.") % {"step": step.label}
        raise refusal(user, said, lambda other: queries.may_fill_in(other, step, case))


def _form(request: HttpRequest, case: Case, step: Step, posted: Any, files: Any) -> CaseStepForm:
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    kind, _act = FORMS[step.form]
    return kind(posted, files or None, case=case, step=step, user=request.user, on=today)  # type: ignore[arg-type]


def _sent(request: HttpRequest, form: CaseStepForm) -> HttpResponse:
    try:
        if form.cleaned_data["version"] != form.standing():
            raise Stale
        said = _act(request, form)
    except BrokenRule as broken:
        return _refused(request, form, broken)
    messages.success(request, said)
    return redirect("cases:detail", uid=form.case.uid)


def _act(request: HttpRequest, form: CaseStepForm) -> str:
    if approver := _approver(request, form):
        actions.submit(
            case=form.case,
            organisation=approver,
            step=form.step.code,
            title=f"{form.case.number}: {form.case.short}",
            values=kept(request.POST) | evidence_of(request),
            **acts(request),
        )
        return _("Đã trình duyệt: %(step)s.") % {"step": form.step.label}
    _kind, action = FORMS[form.step.form]
    files = chosen(request.FILES)
    if files:  # before the step: an act that closes the case may take it out of reach
        evidence.attach(case=form.case, files=files, **acts(request))
    action(case=form.case, step=form.step.code, **form.given(), **acts(request))
    return _("Đã ghi: %(step)s.") % {"step": form.step.label}


def evidence_of(request: HttpRequest) -> dict[str, list[str]]:
    """The files handed up with a draft, kept but not on the case yet: the uids of their sources."""
    files = chosen(request.FILES)
    if not files:
        return {FIELD: []}
    return {FIELD: [str(one.uid) for one in documents.keep_evidence(uploads=files, **acts(request))]}


def _approver(request: HttpRequest, form: CaseStepForm) -> Organisation | None:
    """The organ that approves what this user sends; None when they send it themselves."""
    user: Any = request.user
    return actions.must_approve(user, form.case, form.step, on=form.on)


NOT_TYPED = ("csrfmiddlewaretoken", "post_key", "version")


def kept(posted: QueryDict) -> dict[str, list[str]]:
    """What was typed into a form, to be filled in again."""
    return {name: posted.getlist(name) for name in posted if name not in NOT_TYPED}


def fill(form: Form, draft: Draft | None) -> None:
    """Begin with what an earlier draft said."""
    if draft is None:
        return
    said = typed(draft.values)
    for name, field in form.fields.items():
        if name != "version":
            form.initial[name] = field.widget.value_from_datadict(said, {}, form.add_prefix(name))


def replay(*, case: Case, step: Step, values: Mapping[str, list[str]], by: User, at: datetime) -> Any:
    """Take a step with a form that was filled in before. Raises `BrokenRule` when it does not hold any more."""
    kind, action = FORMS[step.form]
    form = kind(typed(values), case=case, step=step, user=by, on=timezone.localdate(at))
    form.data["version"] = str(form.standing())  # type: ignore[index]
    if not form.is_valid():
        raise BrokenRule("; ".join(str(error) for errors in form.errors.values() for error in errors))
    if sources := sources_of(values):
        evidence.attach_kept(case=case, sources=sources, by=by, at=at)
    return action(case=case, step=step.code, **form.given(), by=by, at=at)


def sources_of(values: Mapping[str, list[str]]) -> list[SourceFile]:
    """The files that were handed up with a draft."""
    return documents_asked.named([UUID(one) for one in values.get(FIELD, [])])


def typed(values: Mapping[str, list[str]]) -> QueryDict:
    """What was typed, as a form reads it."""
    kept = QueryDict(mutable=True)
    for name, given in values.items():
        kept.setlist(name, given)
    return kept


def _refused(request: HttpRequest, form: CaseStepForm, broken: BrokenRule) -> HttpResponse:
    """The page as the case stands now, with what was typed."""
    case = found(request, form.case.uid)
    more: dict[str, Any] = {}
    posted = request.POST.copy()
    if isinstance(broken, Stale):
        since = list(queries.since(case, form.cleaned_data["version"])) if form.is_by_version else []
        more["changed"] = sentences.entries(since, case, for_=acts(request)["by"])
    fresh = _form(request, case, form.step, posted, None)
    posted["version"] = str(fresh.standing())
    fresh.is_valid()
    if broken.field in fresh.fields:
        fresh.add_error(broken.field, broken.message)
    else:
        more["refusal"] = broken.message
    return _shown(request, fresh, status=422, **more)


def _shown(request: HttpRequest, form: CaseStepForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"case": form.case, "step": form.step, "form": form, "alike": _alike(request, form)}
    more.setdefault("approver", _approver(request, form))
    if form.step.form in phone.WITH_EVIDENCE:
        more.setdefault("files", EvidenceForm())
    return render(request, "cases/step_form.html", context | more, status=status)


LIKELY = ("screen", "merge")


def _alike(request: HttpRequest, form: CaseStepForm) -> list[Any]:
    """Cases that say nearly the same, where a duplicate is looked for."""
    if form.step.form not in LIKELY:
        return []
    case = form.case
    units = [one.unit.full_name for one in case.case_units.all() if one.role == "raised"]
    return queries.similar(case.text, for_=request.user, exclude=case, units=units, most=5)  # type: ignore[arg-type]
