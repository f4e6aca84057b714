"""The provincial identity provider (OpenID Connect), from the environment: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from thongsuot.config import env

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """`claim` names what in an ID token holds the log-in of an account that exists here."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    claim: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def provider() -> IdentityProvider | None:
    """What the environment says; None when it says nothing. Half of it, or a bad address, stops the start."""
    given = {
        "OIDC_ISSUER": env.text("OIDC_ISSUER"),
        "OIDC_CLIENT_ID": env.text("OIDC_CLIENT_ID"),
        "OIDC_CLIENT_SECRET": env.text("OIDC_CLIENT_SECRET"),
    }
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(
            f"{', '.join(missing)}: còn thiếu / missing beside the other OIDC_ settings."
        )
    return IdentityProvider(
        issuer=_issuer(given["OIDC_ISSUER"]),
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        name=env.text("OIDC_NAME") or "OpenID Connect",
        claim=env.text("OIDC_CLAIM") or "preferred_username",
    )


def _issuer(address: str) -> str:
    """HTTPS, or a provider on this machine. It is compared letter by letter with what the provider says."""
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
    if not is_safe or not parts.netloc or parts.query or parts.fragment or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"OIDC_ISSUER={address[: env.SHOWN]!r}: phải là địa chỉ https:// / must be an https:// address."
        )
    return address
