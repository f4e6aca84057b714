"""Files are served only here, after asking permission, never by a path."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import Request, page
from thongsuot.apps.documents import pages, queries
from thongsuot.apps.documents.models import SourceFile


@require_safe
@page("documents.can_view")
def download(request: Request, uid: UUID) -> HttpResponse:
    source = _source(request, uid)
    response = HttpResponse(queries.content(source), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, source.original_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@cache_control(private=True, max_age=3600)
@page("documents.can_view")
def page_picture(request: Request, uid: UUID, number: int) -> HttpResponse:
    source = _source(request, uid)
    return HttpResponse(pages.picture(queries.content(source), number), content_type="image/png")


def _source(request: Request, uid: UUID) -> SourceFile:
    source = queries.source(uid, for_=request.user)
    if source is None:
        raise Http404
    return source
