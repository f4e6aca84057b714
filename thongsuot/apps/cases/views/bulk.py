"""One act on many rows of the register: chosen in the list, asked about once, each row's fate told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.apps.cases import actions, ledger, queries
from thongsuot.apps.cases.forms import organ_groups
from thongsuot.apps.cases.forms.bulk import AssignManyForm, RemindManyForm, ShareManyForm
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.views.case import acts
from thongsuot.apps.cases.views.reminding import tell_fates
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import queries as organisations

ACTS = {
    "assign": gettext_lazy("Giao việc"),
    "remind": gettext_lazy("Đôn đốc"),
    "share": gettext_lazy("Chia sẻ"),
}


@require_POST
@page("cases.can_coordinate")
def bulk(request: HttpRequest) -> HttpResponse:
    """The rows that were ticked, or all of the page: taken away, or asked about and then acted on."""
    cases = _chosen(request)
    act = request.POST.get("act", "")
    if act == "export":
        return _file(request, cases)
    if act not in ACTS:
        raise BrokenRule(_("Hãy chọn việc cần làm."), code="no-act")
    form = _form(request, act, request.POST if "do" in request.POST else None)
    if form.is_bound and form.is_valid():
        tell_fates(request, _done(request, act, cases, form))
        return redirect("cases:list")
    context = {"form": form, "cases": cases, "act": act, "verb": ACTS[act]}
    return render(request, "cases/bulk.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> list[Case]:
    given = request.POST.getlist("shown" if "all" in request.POST else "chosen")
    uids = [uid for text in given if (uid := _uid(text))]
    if len(uids) > actions.AT_ONCE:
        said = _("Một lần làm được nhiều nhất %(most)d nội dung. Hãy chọn ít hơn.") % {
            "most": actions.AT_ONCE
        }
        raise BrokenRule(said, code="too-many")
    rows = queries.cases(for_=request.user).filter(uid__in=uids).order_by("-raised_on", "-pk")  # type: ignore[arg-type]
    found = list(queries.with_neighbours(rows))
    if not found:
        raise BrokenRule(_("Chưa chọn nội dung nào. Hãy đánh dấu ít nhất một dòng."), code="none-chosen")
    return found


def _form(request: HttpRequest, act: str, posted: Any) -> forms.Form:
    if act == "assign":
        return AssignManyForm(posted, groups=organ_groups())
    if act == "remind":
        return RemindManyForm(posted)
    own = organisations.register_of(request.user)  # type: ignore[arg-type]
    offices = [(str(one.uid), one.name) for one in organisations.keepers() if one.pk != own]
    return ShareManyForm(posted, offices=offices)


def _done(request: HttpRequest, act: str, cases: list[Case], form: forms.Form) -> list[actions.Fate]:
    said = form.cleaned_data
    if act == "remind":
        return actions.remind_many(cases=cases, text=said["text"], **acts(request))
    organ = organisations.organisation(UUID(said["organisation"]))
    if organ is None:
        raise BrokenRule(_("Cơ quan này không còn trong danh sách. Hãy chọn lại."), field="organisation")
    if act == "assign":
        return actions.assign_many(cases=cases, organisation=organ, role=said["role"], **acts(request))
    return actions.share_many(cases=cases, organisation=organ, reason=said["reason"], **acts(request))


def _file(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    rows = queries.cases(for_=request.user).filter(pk__in=[case.pk for case in cases])  # type: ignore[arg-type]
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    lines = "".join(ledger.lines(rows.order_by("-raised_on", "-pk"), language=get_language(), on=today))
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-theo-doi-chon-{today.isoformat()}.csv"'
    return response


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
