"""The edge of a request: its id, its one moment in time, and its line in the log."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from thongsuot.apps.core.models import new_uid

STRANGERS_MAY_SEND = 1_000_000
"""Bytes: a log-in takes a few hundred."""
FILES_AT_ONCE = 3

log = structlog.get_logger("thongsuot.request")


def request_context(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the request `id` and `now`; the only place that reads the clock for a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = new_uid().hex  # type: ignore[attr-defined]
        request.now = timezone.now()  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        if response.status_code >= 400:
            log.warning("request", method=request.method, path=request.path, status=response.status_code)
        return response

    return middleware


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Vietnamese, unless the person chose otherwise: what the browser prefers says where it was bought."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def most_bytes(request: HttpRequest) -> int:
    """How long the body of this request may be: some files of the largest size, and their form."""
    if not request.user.is_authenticated:
        return STRANGERS_MAY_SEND
    return int(settings.UPLOAD_LIMIT) * FILES_AT_ONCE + 1_000_000


def size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body by the length that it announces, before anything of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        length = int(announced) if announced.isdecimal() else 0
        if length <= STRANGERS_MAY_SEND or length <= most_bytes(request):
            return get_response(request)
        sizes = {"most": most_bytes(request) // 1_000_000, "one": int(settings.UPLOAD_LIMIT) // 1_000_000}
        return render(request, "core/failure.html", {"status": 413, **sizes}, status=413)

    return middleware
