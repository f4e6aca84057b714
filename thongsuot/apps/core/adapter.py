"""Where django-allauth asks us: nobody signs up, what it does is journalled, its secrets are sealed."""

from __future__ import annotations

import base64
import os
from io import BytesIO
from typing import Any
from uuid import UUID

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from thongsuot.apps.core import actions, vault
from thongsuot.apps.core.middleware import METHOD, SEEN
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor, user_by_login

NAME = "Thông Suốt"
PROVIDER = "provincial"
SECRETS = "second-factor"


def identity() -> Any:
    """The provincial identity provider (`config.identity.IdentityProvider`); where there is none, no page."""
    if settings.IDENTITY_PROVIDER is None:
        raise Http404
    return settings.IDENTITY_PROVIDER


class AccountAdapter(DefaultAccountAdapter):
    """Logging in and out and one's own password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session[SEEN] = request.now.timestamp()  # type: ignore[attr-defined]

    def post_login(
        self, request: HttpRequest, user: User, *, signal_kwargs: dict[str, Any] | None, **how: Any
    ) -> HttpResponse:
        method = "provider" if signal_kwargs and "sociallogin" in signal_kwargs else "password"
        request.session[METHOD] = method
        actions.note(user=user, act="logged-in", by=user, at=request.now, facts={"method": method})  # type: ignore[attr-defined]
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **how)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A row for an account that there is; of any other, and of who must wait, only axes takes notice."""
        user = user_by_login(str(credentials.get("username", "")).lower())
        is_locked = getattr(request, "axes_locked_out", False)
        count = getattr(request, "axes_failures_since_start", None)
        if user is None or (is_locked and count is None):
            return
        failed = "confirmation-failed" if request.user.is_authenticated else "log-in-failed"
        act = "locked-out" if is_locked else failed
        actions.note(user=user, act=act, by=system_actor(), at=request.now)  # type: ignore[attr-defined]

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User) and request.user.is_active:
            actions.note(user=request.user, act="logged-out", by=request.user, at=request.now)  # type: ignore[attr-defined]
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        actions.change_password(user=user, password=password, by=user, at=context.request.now)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("core:account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps and recovery codes are sealed under the key of their account."""

    def encrypt(self, text: str) -> str:
        holder = context.request.user.uid
        return f"{holder}:{vault.seal(holder, text, purpose=SECRETS)}"

    def decrypt(self, encrypted_text: str) -> str:
        holder, _colon, sealed = encrypted_text.partition(":")
        secret = vault.open_(UUID(holder), sealed, purpose=SECRETS)
        # Of a destroyed key nothing may come that could be guessed.
        return secret if secret is not None else base64.b32encode(os.urandom(20)).decode()

    def get_totp_issuer(self) -> str:
        return NAME

    def build_totp_svg(self, url: str) -> str:
        """Black on white, whatever the colours of the page are."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def _get_site_name(self) -> str:
        return NAME


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The provincial identity provider opens accounts that exist; nothing that it tells is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one of the settings; none stands in the database."""
        known = settings.IDENTITY_PROVIDER
        if known is None or provider not in (None, PROVIDER):
            return []
        return [
            SocialApp(
                provider=PROVIDER,
                provider_id=PROVIDER,
                name=known.name,
                client_id=known.client_id,
                secret=known.client_secret,
                settings={"server_url": known.issuer.rstrip("/")},
            )
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whom the token names, if there is such an account. Operators come in by password only."""
        told = sociallogin.account.extra_data["id_token"]
        if not told.get("nonce") or told["nonce"] != sociallogin.state.get("nonce"):
            raise OAuth2Error("Another nonce than the one that was sent.")
        login = told.get(identity().claim)
        user = user_by_login(login.strip().lower()) if isinstance(login, str) else None
        if user is None or user.is_operator:
            raise ImmediateHttpResponse(render(request, "core/account/unknown.html", status=403))
        sociallogin.user = user
