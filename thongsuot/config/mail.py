"""Where mail goes, from the environment: an SMTP server, the console, files, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from thongsuot.config import env

BACKENDS = "django.core.mail.backends"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """What Django's settings EMAIL_… want. With `dummy` no mail is written at all."""

    backend: str = "dummy"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    folder: str = ""

    @property
    def path(self) -> str:
        return f"{BACKENDS}.{self.backend}.EmailBackend"


def server(var: Path, *, is_demo: bool) -> Server:
    """`EMAIL_URL`: smtp://, smtp+tls:// or smtps://user:password@host:port, console: or file:, into VAR_DIR/mail.

    Without it the demo writes files, and any other installation no mail.
    """
    given = env.text("EMAIL_URL") or ("file:" if is_demo else "")
    if given == "file:":
        return Server("filebased", folder=str(var / "mail"))
    if given in {"", "console:"}:
        return Server("console" if given else "dummy")
    try:
        return _smtp(urlsplit(given))
    except ValueError:  # It may hold a password, as may the words of the error.
        raise ImproperlyConfigured(
            "EMAIL_URL: phải là smtp://, smtp+tls:// hoặc smtps://người-dùng:mật-khẩu@máy-chủ:cổng, console: hoặc "
            "file:; ký tự đặc biệt viết dạng %XX / not a known address of a mail server."
        ) from None


def _smtp(parts: SplitResult) -> Server:
    if (
        parts.scheme not in PORTS
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
    ):
        raise ValueError
    return Server(
        "smtp",
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def sender(host: str) -> str:
    """`EMAIL_FROM`: the address that mails come from; its part after the @ also ends every Message-ID."""
    value = env.text("EMAIL_FROM") or f"thong-suot@{host.strip('.[]*') or 'localhost'}"
    name, at, domain = value.rpartition("@")
    if not (name and at and domain) or any(letter in value for letter in " <>\r\n"):
        raise ImproperlyConfigured(
            f"EMAIL_FROM={value[:40]!r}: phải là một địa chỉ thư / must be one address."
        )
    return value


def site(default: str) -> str:
    """`SITE_URL`: how people reach this installation, for links in mails and messages."""
    return env.http_url("SITE_URL", "https://host").rstrip("/") or default
