"""Settings from the environment. A bad value stops the start with a sentence, never with a guess."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """`1` or `0`; anything else is refused."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name}={value!r}: phải là 0 hoặc 1 / must be 0 or 1.")
    return value == "1"


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(
            f"{name}={value!r}: phải là số từ {low} đến {high} / must be {low}..{high}."
        )
    return int(value)


def database(url: str, var: Path) -> dict[str, Any]:
    """A Django database entry from `sqlite:///path` or `postgresql://user:pass@host:port/name?option=value`."""
    parts = urlsplit(url or f"sqlite:///{var / 'thongsuot.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(parts, dict(parse_qsl(parts.query)))
    raise ImproperlyConfigured(
        f"DATABASE_URL={parts.scheme}://…: chỉ nhận sqlite:///… hoặc postgresql://…/tên / not a known database."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        # A database in memory cannot be shared by two connections; tests of two writers need a file.
        "TEST": {"NAME": None},
    }


def _postgresql(parts: Any, options: Mapping[str, str]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True} | {key: value for key, value in options.items() if key != "host"},
    }


def secret_key(var: Path) -> str:
    """`SECRET_KEY`, or the one made at first start and kept beside the database, readable by its owner only."""
    if given := text("SECRET_KEY"):
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY: cần ít nhất 32 ký tự / needs at least 32 characters.")
        return given
    path = var / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text()
