"""The door of the house, the live page of its parts, and the pages of failure."""

from __future__ import annotations

import sys

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core.page import page, public, sections


@require_safe
@page("core.is_logged_in")
def home(request: HttpRequest) -> HttpResponse:
    return redirect(sections(request.user)[0].url)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Vietnamese or English, kept in a cookie; back to the page one came from."""
    back = request.META.get("HTTP_REFERER", "/")
    response = redirect(back if back.startswith(f"{request.scheme}://{request.get_host()}/") else "/")
    chosen = request.POST.get("language", "")
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax")
    return response


@public
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    return render(request, "core/parts.html")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: answers when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django gave up on what was sent: a text too long, too many fields, a body that is no form."""
    reason = {"too_long": isinstance(exception, RequestDataTooBig)}
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
    return render(request, "core/failure.html", {"status": 400, "most": most, **reason}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/failure.html", {"status": 404}, status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/failure.html", {"status": 403, "reason": str(exception)}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """More tries in a short time than a person makes."""
    return render(request, "core/failure.html", {"status": 429}, status=429)


TRY_AGAIN = 30
"""Seconds after which a database that was away may be asked again."""


def bug(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database away or busy, told without asking it who is logged in."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return render(request, "core/failure.html", {"status": 500}, status=500)
    request.user = AnonymousUser()
    response = render(request, "core/failure.html", {"status": 503}, status=503)
    response["Retry-After"] = str(TRY_AGAIN)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "core/failure.html", {"status": 403, "csrf": True}, status=403)
