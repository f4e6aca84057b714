"""Measures: the list, a new one, one with its cases and indicators, and the acts on it; answers for all communes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.cases import actions, permissions, queries, sentences
from thongsuot.apps.cases.forms import measures as kinds
from thongsuot.apps.cases.models import Indicator, IndicatorReport, Measure
from thongsuot.apps.cases.views.case import acts, found
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import asked, page
from thongsuot.apps.core.states import open_steps

SHOWN = 100


@require_safe
@page("cases.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    rows = queries.measures(for_=user)[:SHOWN]
    context = {"measures": rows, "may_draft": bool(permissions.registers_of(user))}
    return render(request, "cases/measures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_coordinate")
def new(request: HttpRequest) -> HttpResponse:
    """Write down a measure, with the cases that were chosen in the register (`so`, numbers)."""
    user: Any = request.user
    chosen = {"numbers": ", ".join(request.GET.getlist("so"))}
    form = kinds.MeasureForm(request.POST if request.method == "POST" else None, user=user, initial=chosen)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draft_measure(new=form.new(), **acts(request))
            actions.put_in(measure=made, cases=form.cleaned_data["numbers"], **acts(request))
            return redirect("measures:detail", uid=made.uid)
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return render(request, "cases/measure_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@page("cases.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _shown(request, _measure(request, uid))


@require_POST
@page("cases.can_view")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One act on a measure: `act` is a step of its life cycle, or one of `_ACTS`."""
    measure = _measure(request, uid)
    kind, do = _ACTS.get(act, (kinds.ReasonForm, None))
    form = _filled(request, kind)
    try:
        if form.is_valid():
            if do:
                do(request, measure, form)
            else:
                actions.take_measure_step(measure=measure, step=act, **form.cleaned_data, **acts(request))
            messages.success(request, _("Đã ghi."))
            return redirect("measures:detail", uid=uid)
        return _shown(request, measure, status=422, forms={act: form})
    except BrokenRule as broken:
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        return _shown(request, _measure(request, uid), status=422, forms={act: form})


@require_safe
@page("core.is_logged_in")
def released(request: HttpRequest) -> HttpResponse:
    """Questions and answers that the answering bodies let all communes read."""
    found = queries.released(asked(request, "q"), for_=request.user)  # type: ignore[arg-type]
    return render(request, "cases/released.html", {"answers": found, "q": asked(request, "q")})


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_release")
def release(request: HttpRequest, uid: UUID, answer: UUID) -> HttpResponse:
    """Let all communes read an answer, or take that back."""
    case = found(request, uid)
    given = next((one for one in case.answers.all() if one.uid == answer), None)
    if given is None:
        raise Http404
    first = {"question": given.released_question or case.text}
    form = kinds.ReleaseForm(request.POST if request.method == "POST" else None, initial=first)
    try:
        if "take-back" in request.POST:
            actions.take_back_release(answer=given, **acts(request))
            return redirect("cases:detail", uid=uid)
        if form.is_bound and form.is_valid():
            actions.release(answer=given, **form.cleaned_data, **acts(request))
            messages.success(request, _("Các xã đọc được câu hỏi và câu trả lời này."))
            return redirect("cases:detail", uid=uid)
    except BrokenRule as broken:
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    context = {"case": case, "answer": given, "form": form}
    return render(request, "cases/release.html", context, status=422 if form.errors else 200)


def _measure(request: HttpRequest, uid: UUID) -> Measure:
    measure = queries.measure(uid, for_=request.user)  # type: ignore[arg-type]
    if measure is None:
        raise Http404
    return measure


def _filled(request: HttpRequest, kind: type[forms.Form]) -> forms.Form:
    more = {"user": request.user} if kind is kinds.PutInForm else {}
    return kind(request.POST, **more)  # type: ignore[arg-type]


def _shown(
    request: HttpRequest, measure: Measure, *, status: int = 200, forms: dict[str, forms.Form] | None = None
) -> HttpResponse:
    user: Any = request.user
    filled = forms or {}
    is_own = permissions.can_coordinate_measure(user, measure) and not measure.state.is_final
    may_report = permissions.can_report_measure(user, measure) and not measure.state.is_final
    steps = open_steps(user, measure)
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    context = {
        "measure": measure,
        "today": today,
        "cases": queries.cases_of(measure, for_=user)[:SHOWN],
        "shares": [(sentences.status_label(code), count) for code, count in queries.shares(measure).items()],
        "steps": [(step, filled.get(step.code) or kinds.ReasonForm()) for step in steps if not step.form],
        "answer_form": _one(steps, filled),
        "put_form": (filled.get("put-in") or kinds.PutInForm(user=user)) if is_own else None,
        "indicator_form": (filled.get("indicator") or _indicator_form(today)) if may_report else None,
        "indicators": [
            (
                one,
                [
                    (row, _report_form(row, filled.get("report")) if may_report else None)
                    for row in one.reports.all()
                ],
            )
            for one in measure.indicators.all()
        ],
        "is_own": is_own,
        "history": list(journal.of(measure)),
    }
    return render(request, "cases/measure.html", context, status=status)


def _one(steps: list[Any], filled: dict[str, forms.Form]) -> forms.Form | None:
    may = any(step.code == "answer" for step in steps)
    return (filled.get("answer") or kinds.MeasureAnswerForm()) if may else None


def _indicator_form(today: Any) -> kinds.IndicatorForm:
    return kinds.IndicatorForm(initial={"since": today}, auto_id="indicator_%s")


def _report_form(report: IndicatorReport, filled: forms.Form | None) -> forms.Form | None:
    """The form for one due date, as it was filled in where it is this one's."""
    if report.reported_at:
        return None
    is_filled = filled is not None and filled.data.get("report") == str(report.uid)
    form = filled if filled is not None and is_filled else kinds.ReportForm()
    form.auto_id = f"report{report.pk}_%s"
    return form


def _put_in(request: HttpRequest, measure: Measure, form: forms.Form) -> None:
    actions.put_in(measure=measure, cases=form.cleaned_data["numbers"], **acts(request))


def _take_out(request: HttpRequest, measure: Measure, form: forms.Form) -> None:
    case = queries.cases_of(measure, for_=request.user).filter(uid=form.cleaned_data["case"]).first()  # type: ignore[arg-type]
    if case is None:
        raise Http404
    actions.take_out(measure=measure, case=case, **acts(request))


def _answer(request: HttpRequest, measure: Measure, form: forms.Form) -> None:
    assert isinstance(form, kinds.MeasureAnswerForm)  # noqa: S101 -- `_ACTS` says so
    actions.answer_measure(measure=measure, given=form.given(), **acts(request))


def _indicator(request: HttpRequest, measure: Measure, form: forms.Form) -> None:
    standing = _row(measure.indicators.all(), request.POST.get("indicator", ""))
    assert standing is None or isinstance(standing, Indicator)  # noqa: S101 -- of `indicators`
    actions.set_indicator(measure=measure, **form.cleaned_data, indicator=standing, **acts(request))


def _report(request: HttpRequest, measure: Measure, form: forms.Form) -> None:
    rows = (row for one in measure.indicators.all() for row in one.reports.all())
    report = _row(rows, request.POST.get("report", ""))
    if not isinstance(report, IndicatorReport):
        raise Http404
    actions.report_indicator(report=report, **form.cleaned_data, **acts(request))


def _row(rows: Any, uid: str) -> Any:
    return next((row for row in rows if str(row.uid) == uid), None)


class _CaseForm(forms.Form):
    case = forms.UUIDField()


_ACTS: dict[str, tuple[type[forms.Form], Any]] = {
    "put-in": (kinds.PutInForm, _put_in),
    "take-out": (_CaseForm, _take_out),
    "answer": (kinds.MeasureAnswerForm, _answer),
    "indicator": (kinds.IndicatorForm, _indicator),
    "report": (kinds.ReportForm, _report),
}
