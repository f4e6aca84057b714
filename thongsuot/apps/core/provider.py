"""OpenID Connect as allauth does it, and stricter: signature, issuer, audience and nonce are always checked.

OpenID Connect Core 1.0, section 3.1.3.7. allauth looks for this module by its name.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from thongsuot.apps.core.adapter import PROVIDER, identity

SIGNED_BY = ["RS256", "PS256", "ES256"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 60
"""Seconds by which the two clocks may differ."""


class ProvincialAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != identity().issuer:
            raise OAuth2Error("The provider says that it is another issuer.")
        if not all(isinstance(config.get(name), str) for name in ENDPOINTS):
            raise OAuth2Error("The provider does not say where its endpoints are.")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(build_absolute_uri(request, reverse(f"{PROVIDER}_callback"), self.redirect_uri_protocol))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("No ID token.")
        return self.get_provider().sociallogin_from_response(request, {"id_token": self._claims(id_token)})

    def _claims(self, id_token: str) -> dict[str, Any]:
        client_id = identity().client_id
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(id_token),
                algorithms=SIGNED_BY,
                audience=client_id,
                issuer=identity().issuer,
                leeway=LEEWAY,
                options={"require": NEEDED},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("The ID token is not what it should be.") from error
        if claims.get("azp", client_id) != client_id:
            raise OAuth2Error("The ID token was issued to another client.")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        """The provider's key that the token names."""
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json())
        wanted = jwt.get_unverified_header(id_token).get("kid")
        for key in keys.keys:
            if key.key_id == wanted:
                return key
        raise jwt.InvalidKeyError


class ProvincialProvider(OpenIDConnectProvider):
    id = PROVIDER
    oauth2_adapter_class = ProvincialAdapter
    pkce_enabled_default = True

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse(f"{PROVIDER}_login")

    def get_callback_url(self) -> str:
        return reverse(f"{PROVIDER}_callback")

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile"]

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go afterwards is all that a request may say."""
        asked = super().get_redirect_from_request_kwargs(request)
        return {name: asked[name] for name in ("next_url",) if name in asked} | {"process": AuthProcess.LOGIN}

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(24)
        return super().redirect(request, process, auth_params={"nonce": nonce}, nonce=nonce, **kwargs)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["id_token"]["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


provider_classes = [ProvincialProvider]
