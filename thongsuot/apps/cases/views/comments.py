"""Remarks on a case: written, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.apps.cases.actions import comments as actions
from thongsuot.apps.cases.forms.notes import CommentForm
from thongsuot.apps.cases.queries import notes
from thongsuot.apps.cases.views.case import acts, found, shown
from thongsuot.apps.cases.views.phone import own_organs
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page


@require_POST
@page("cases.can_view")
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    case, organs = found(request, uid), own_organs(request)
    form = CommentForm(request.POST, organs=[(str(one.uid), one.name) for one in organs])
    if not form.is_valid():
        return shown(request, case, status=422, comment_form=form)
    within = next((one for one in organs if str(one.uid) == form.cleaned_data["organisation"]), None)
    try:
        actions.comment(case=case, text=form.cleaned_data["text"], organisation=within, **acts(request))
    except BrokenRule as broken:
        form.add_error("text", broken.message)
        return shown(request, case, status=422, comment_form=form)
    messages.success(request, _("Đã ghi trao đổi."))
    return redirect("cases:detail", uid=uid)


@require_POST
@page("cases.can_view")
def withdraw(request: HttpRequest, uid: UUID, comment: UUID) -> HttpResponse:
    case = found(request, uid)
    said = notes.comments(case, for_=request.user).filter(uid=comment).first()  # type: ignore[arg-type]
    if said is None:
        raise Http404
    actions.withdraw_comment(comment=said, **acts(request))
    messages.success(request, _("Đã rút trao đổi."))
    return redirect("cases:detail", uid=uid)
