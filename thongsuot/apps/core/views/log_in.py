"""The door: logging in by password, second factor or the provincial identity provider, and out."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from thongsuot.apps.core import actions, lockout
from thongsuot.apps.core.adapter import PROVIDER
from thongsuot.apps.core.page import public
from thongsuot.apps.core.provider import ProvincialAdapter
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.core.views.keys import AsksKey


class LogIn(LoginView):
    template_name = "core/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = import_string(settings.DEMO_CAST) if settings.DEMO else ()
        shown = [(account.login, account.password, account.who) for account in accounts]
        provider = settings.IDENTITY_PROVIDER
        return super().get_context_data(demo_accounts=shown, provider=provider, **kwargs)


class SecondStep(AsksKey, AuthenticateView):
    """A code or a key, after the password."""

    template_name = "core/account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return super().get_context_data(**kwargs) | {"has_keys": keys.exists()}

    def form_invalid(self, form: Any) -> HttpResponse:
        actions.note(
            user=self.stage.login.user,
            act="second-step-failed",
            by=system_actor(),
            at=self.request.now,
        )
        return super().form_invalid(form)


login = public(LogIn.as_view())
logout = public(require_POST(LogoutView.as_view()))
second_step = public(SecondStep.as_view())


@public
@require_POST
@never_cache
def to_provider(request: HttpRequest) -> HttpResponse:
    """Off to the provincial identity provider, when there is one and it answers."""
    adapter = _adapter(request)
    try:
        return OAuth2LoginView.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)


@public
@require_safe
@never_cache
def from_provider(request: HttpRequest) -> HttpResponse:
    adapter = _adapter(request)
    try:
        return OAuth2CallbackView.adapter_view(adapter)(request)
    except RequestException as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)


def _adapter(request: HttpRequest) -> ProvincialAdapter:
    if settings.IDENTITY_PROVIDER is None:
        raise Http404
    return ProvincialAdapter(request, PROVIDER)


@public
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "core/account/cancelled.html")


@public
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """The password was right, the account is closed."""
    return render(request, "core/account/closed.html", status=403)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many failed log-ins to one account from one address: how long, and whom to ask."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    until = lockout.free_at(request, credentials)
    facts = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes, "until": until}
    return render(request, "core/account/locked.html", facts, status=429)
