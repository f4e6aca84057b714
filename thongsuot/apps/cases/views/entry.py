"""A new recommendation, difficulty or commitment entered by hand; and one raised again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms.raising import RaiseForm, again_of
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.views import form_steps
from thongsuot.apps.cases.views.case import acts
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.page import asked, page

AGAIN = "neu-lai"


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_raise")
def entry(request: HttpRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    again = _again(request)
    user: Any = request.user
    form = RaiseForm(posted, user=user, on=timezone.localdate(request.now), again=again)  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        try:
            return _entered(request, form)
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    alike = (
        queries.similar(form.data["text"], for_=user, most=5) if form.errors and form.data.get("text") else []
    )
    context = {"form": form, "again": again, "alike": alike}
    return render(request, "cases/raise.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, form: RaiseForm) -> HttpResponse:
    user: Any = request.user
    if approver := actions.must_approve(user, None, actions.RAISE, on=form.on):
        text = form.cleaned_data["text"]
        typed = form_steps.kept(request.POST)
        actions.submit(
            case=None, organisation=approver, step=actions.RAISE, title=text, values=typed, **acts(request)
        )
        messages.success(request, _("Đã trình duyệt."))
        return redirect("inside:approvals")
    case = actions.raise_case(new=form.new(), **acts(request))
    messages.success(request, _("Đã ghi vào sổ: %(number)s.") % {"number": case.number})
    return redirect("cases:detail", uid=case.uid)


def replay_raise(*, values: Mapping[str, list[str]], by: User, at: datetime) -> Case:
    """Enter what was filled in before and approved now. Raises `BrokenRule` when it does not hold any more."""
    kept = form_steps.typed(values)
    again = again_of(kept.get(AGAIN, ""))
    below = queries.case(again, for_=by) if again else None
    form = RaiseForm(kept, user=by, on=timezone.localdate(at), again=below)
    if not form.is_valid():
        raise BrokenRule("; ".join(str(error) for errors in form.errors.values() for error in errors))
    return actions.raise_case(new=form.new(), by=by, at=at)


def _again(request: HttpRequest) -> Case | None:
    """The closed case that is raised again, where this user sees it."""
    given = request.POST.get(AGAIN, "") if request.method == "POST" else asked(request, AGAIN)
    uid = again_of(given)
    return queries.case(uid, for_=request.user) if uid else None  # type: ignore[arg-type]
