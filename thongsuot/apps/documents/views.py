"""Files are served only here, after asking permission, never by a path."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.documents import pages, queries
from thongsuot.apps.documents.models import SourceFile

log = structlog.get_logger("thongsuot.documents")


@require_safe
@page("documents.can_view")
def download(request: Request, uid: UUID) -> HttpResponse:
    source = _source(request, uid)
    response = HttpResponse(_content(source), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, source.original_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@page("documents.can_view")
def page_picture(request: Request, uid: UUID, number: int) -> HttpResponse:
    drawn = pages.picture(_content(_source(request, uid)), number)
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _source(request: Request, uid: UUID) -> SourceFile:
    source = queries.source(uid, for_=request.user)
    if source is None:
        raise Http404
    return source


def _content(source: SourceFile) -> bytes:
    try:
        return queries.content(source)
    except FileNotFoundError as error:
        log.error("file lost", sha256=source.sha256, uid=str(source.uid))
        raise BrokenRule(
            _(
                "Không tìm thấy tệp này trong kho lưu. Nội dung đã đọc từ tệp vẫn còn; "
                "hãy báo người quản trị khôi phục từ bản sao lưu."
            ),
            code="file-lost",
        ) from error
