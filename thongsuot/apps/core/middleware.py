"""The edge of a request: its id, its one moment in time, and its line in the log."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect

from thongsuot.apps.core import actions, queries
from thongsuot.apps.core.models import new_uid
from thongsuot.apps.core.page import asks_for_part

STRANGERS_MAY_SEND = 1_000_000
"""Bytes: a log-in takes a few hundred."""
FILES_AT_ONCE = 3
SEEN = "seen_at"
"""The session's key for when its owner last did something: a time stamp, set when they log in."""
METHOD = "log_in_method"
"""The session's key for how they came in: "password" or "provider"."""
SEEN_AGAIN = 300.0
"""Seconds after which it is noted anew."""
OWN_ACCOUNT, KEPT_ACCOUNTS = "/tai-khoan/", "/tai-khoan/quan-ly/"
ALWAYS = ("/dang-xuat/", "/ngon-ngu/", "/suc-khoe/")

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


def last_seen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note every few minutes that a session is in use, for its owner's list of sessions."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now, noted = request.now, request.session.get(SEEN)  # type: ignore[attr-defined]
        if noted is not None and now.timestamp() - noted >= SEEN_AGAIN and request.user.is_authenticated:
            request.session[SEEN] = now.timestamp()
            actions.note_seen(key=request.session.session_key or "", at=now)
        return get_response(request)

    return middleware


def first_things_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A password that somebody else knows is changed, a second factor that a role needs is set up, then the rest."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _is_first(request.path_info):
            by_password = request.session.get(METHOD) != "provider"
            if first := queries.first_thing(request.user, by_password=by_password):
                return HttpResponseClientRedirect(first) if asks_for_part(request) else redirect(first)
        return get_response(request)

    return middleware


def _is_first(path: str) -> bool:
    own = path.startswith(OWN_ACCOUNT) and not path.startswith(KEPT_ACCOUNTS)
    return own or path in ALWAYS or path.startswith(settings.STATIC_URL)
