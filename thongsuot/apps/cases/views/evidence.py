"""Files on a case: sent, opened by who may, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.cases.actions import evidence as actions
from thongsuot.apps.cases.forms.notes import EvidenceForm, chosen
from thongsuot.apps.cases.models import Evidence
from thongsuot.apps.cases.queries import notes
from thongsuot.apps.cases.views.case import acts, found, shown
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page
from thongsuot.apps.documents import queries as documents

log = structlog.get_logger("thongsuot.cases")


@require_POST
@page("cases.can_view")
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    case, form = found(request, uid), EvidenceForm(request.POST)
    if not form.is_valid():
        return shown(request, case, status=422, evidence_form=form)
    told = {name: form.cleaned_data[name] for name in ("note", "level")}
    try:
        actions.attach(case=case, files=chosen(request.FILES), **told, **acts(request))
    except BrokenRule as broken:
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        return shown(request, case, status=422, evidence_form=form)
    messages.success(request, _("Đã gửi minh chứng."))
    return redirect("cases:detail", uid=uid)


@require_safe
@page("cases.can_view")
def download(request: HttpRequest, uid: UUID, evidence: UUID) -> HttpResponse:
    """The file as it is, piece by piece; 404 for who may not open it, or when it was taken back."""
    source = _of(request, uid, evidence).source
    try:
        stream = documents.stream(source)
    except FileNotFoundError as error:
        log.error("file lost", sha256=source.sha256, uid=str(source.uid))
        said = _("Không tìm thấy tệp này trong kho lưu. Hãy báo người quản trị khôi phục từ bản sao lưu.")
        raise BrokenRule(said, code="file-lost") from error
    kind = "application/octet-stream"
    response: Any = FileResponse(stream, as_attachment=True, filename=source.original_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    answer: HttpResponse = response
    return answer


@require_POST
@page("cases.can_view")
def withdraw(request: HttpRequest, uid: UUID, evidence: UUID) -> HttpResponse:
    actions.withdraw_evidence(evidence=_of(request, uid, evidence), **acts(request))
    messages.success(request, _("Đã rút tệp."))
    return redirect("cases:detail", uid=uid)


def _of(request: HttpRequest, uid: UUID, evidence: UUID) -> Evidence:
    rows = notes.evidence(found(request, uid), for_=request.user)  # type: ignore[arg-type]
    if (one := rows.filter(uid=evidence).first()) is None:
        raise Http404
    return one
