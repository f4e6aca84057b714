"""Settings from the environment. A bad value stops the start with a sentence, never with a guess."""

from __future__ import annotations

import logging
import os
import tempfile
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from thongsuot import facts

SHORTEST_KEY = 32
PERSONAL_KEY_BYTES = 32
SHOWN = 40
"""How much of a bad value is said again."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """`1` or `0`; anything else is refused."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise _bad(name, value, "phải là 0 hoặc 1", "must be 0 or 1")
    return value == "1"


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name, str(default))
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(high))
    if not is_number or not low <= int(value) <= high:
        raise _bad(name, value, f"phải là số từ {low} đến {high}", f"must be {low}..{high}")
    return int(value)


def words(value: str) -> list[str]:
    """What stands between commas, without the blanks around it."""
    return [word.strip() for word in value.split(",") if word.strip()]


def http_url(name: str, like: str) -> str:
    """An address of the web without a question in it, or "" for none; `like` is an example of one."""
    value = text(name)
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
        is_one = bool(is_one) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_one = False
    if not is_one:  # It may hold a password, so it is not said again.
        raise ImproperlyConfigured(
            f"{name}: phải là địa chỉ dạng {like} / must be an address such as {like}."
        )
    return value


def log_level(default: str) -> str:
    """`LOG_LEVEL`, in capitals."""
    value = text("LOG_LEVEL").upper() or default
    if value not in logging.getLevelNamesMapping():
        raise _bad("LOG_LEVEL", value, "phải là DEBUG, INFO, WARNING, ERROR hoặc CRITICAL", "no such level")
    return value


def province() -> str:
    """`PROVINCE`: the official code of one of the provinces of the shipped table."""
    value = text("PROVINCE") or "51"
    if value not in {row["code"] for row in facts.table("places/provinces")}:
        where = "thongsuot/facts/places/provinces.csv"
        raise _bad("PROVINCE", value, f"không có mã tỉnh này trong {where}", "no such province code there")
    return value


def folder(path: Path) -> Path:
    """`path`, made where it is not there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _bad("VAR_DIR", str(path), "không tạo được thư mục này", f"{error.strerror}") from error
    return path


def in_url(host: str) -> str:
    """A host as it stands in an address and in the `Host` of a request: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def database(url: str, var: Path) -> dict[str, Any]:
    """A Django database entry, by default a SQLite file in `var`.

    `sqlite:///relative/path`, `sqlite:////absolute/path` (what an address cannot hold, as %20) or
    `postgresql://user:password@host:port/name?option=value`.
    """
    if not url:
        return _sqlite(str(var / "thongsuot.sqlite3"))
    try:
        return _named(urlsplit(url))
    except ValueError:  # It may hold a password, as may the words of the error.
        raise ImproperlyConfigured(
            "DATABASE_URL: cổng hoặc địa chỉ sai; ký tự đặc biệt trong mật khẩu phải viết dạng %XX / "
            "bad port or address; special characters of a password are written %XX."
        ) from None


def _named(parts: SplitResult) -> dict[str, Any]:
    path = unquote(parts.path).removeprefix("/")
    if parts.scheme == "sqlite" and path and not (parts.netloc or parts.query or parts.fragment):
        return _sqlite(path)
    if parts.scheme in {"postgres", "postgresql"} and path.strip("/") and not parts.fragment:
        return _postgresql(parts, dict(parse_qsl(parts.query)))
    raise ImproperlyConfigured(
        f"DATABASE_URL={parts.scheme}://…: chỉ nhận sqlite:///đường/dẫn hoặc postgresql://…/tên, với # và ? "
        f"viết là %23 và %3F / not a known database; # and ? are written %23 and %3F."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",
        },
        # A database in memory cannot be shared by two connections; tests of two writers need a file.
        "TEST": {"NAME": None},
    }


PLANNER = "-c jit=off -c random_page_cost=1.1"
"""Of each connection: short questions gain nothing from compiled code; a disk without a head finds any row alike."""


def _postgresql(parts: SplitResult, options: Mapping[str, str]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True, "options": PLANNER}
        | {key: value for key, value in options.items() if key != "host"},
    }


def secret_key(var: Path) -> str:
    """`SECRET_KEY`, or the one made at first start and kept beside the database, readable by its owner only."""
    key, path = text("SECRET_KEY"), var / "secret-key"
    if not key:
        if not path.exists():
            _make_key(path, get_random_secret_key)
        key = path.read_text().strip()
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY: cần ít nhất {SHORTEST_KEY} ký tự; tệp {path} hỏng thì xóa đi rồi chạy lại / "
            f"needs at least {SHORTEST_KEY} characters; if {path} is damaged, delete it and start again."
        )
    return key


def personal_key(var: Path) -> bytes:
    """`PERSONAL_KEY`, 256 bits, or the one made at first start and kept beside the secret key."""
    given, path = text("PERSONAL_KEY"), var / "personal-key"
    if given:
        return _256_bits("PERSONAL_KEY", given)
    if not path.exists():
        _make_key(path, _random_256_bits)
    return _256_bits(f"PERSONAL_KEY ({path})", path.read_text().strip())


def personal_key_old() -> bytes:
    """`PERSONAL_KEY_OLD`: the key before this one, while keys are rotated; empty without one."""
    given = text("PERSONAL_KEY_OLD")
    return _256_bits("PERSONAL_KEY_OLD", given) if given else b""


def _random_256_bits() -> str:
    return os.urandom(PERSONAL_KEY_BYTES).hex()


def _256_bits(name: str, given: str) -> bytes:
    """64 hexadecimal digits or 44 letters of base64; words that somebody thought of are no key."""
    key = b""
    with suppress(ValueError):
        key = bytes.fromhex(given) if len(given) == 2 * PERSONAL_KEY_BYTES else _base64(given)
    if len(key) != PERSONAL_KEY_BYTES or len(set(key)) < PERSONAL_KEY_BYTES // 4:
        raise ImproperlyConfigured(  # It says nothing of what was given.
            f"{name}: phải là 32 byte ngẫu nhiên viết dạng hex (64 ký tự) hoặc base64 (44 ký tự), không nhận mật "
            f"khẩu tự nghĩ; tạo bằng: openssl rand -hex 32 / must be 32 random bytes as hex or base64."
        )
    return key


def _base64(given: str) -> bytes:
    return b64decode(given.replace("-", "+").replace("_", "/"), validate=True)


def _make_key(path: Path, make: Callable[[], str]) -> None:
    """Whole or not at all, and of two processes that start at once the first one's."""
    number, made = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-")
    try:
        with os.fdopen(number, "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink()


def _bad(name: str, value: str, why: str, why_in_english: str) -> ImproperlyConfigured:
    shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    return ImproperlyConfigured(f"{name}={shown!r}: {why} / {why_in_english}.")
