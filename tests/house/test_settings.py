"""Settings from the environment: what is given is meant, and what makes no sense is refused with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from tests.house import tree
from thongsuot.config import env


def read(expression: str, var: Path, **environment: str) -> str:
    """What an expression over `settings` says in a process of its own."""
    words = [sys.executable, "-c", f"from thongsuot.config import settings; print({expression})"]
    shown = subprocess.run(
        words,
        env=os.environ | {"VAR_DIR": str(var)} | environment,
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.strip()


def test_names_of_hosts_may_have_blanks_between_them(tmp_path: Path) -> None:
    given = {"ALLOWED_HOSTS": "a.vn, b.vn,", "TRUSTED_ORIGINS": " https://a.vn , https://b.vn"}
    shown = read("(settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS)", tmp_path, **given)
    assert shown == "(['a.vn', 'b.vn'], ['https://a.vn', 'https://b.vn'])"


def test_an_ipv6_host_is_allowed_as_a_request_names_it(tmp_path: Path) -> None:
    shown = read("settings.ALLOWED_HOSTS", tmp_path, HOST="::1", ALLOWED_HOSTS="")
    assert shown == "['[::1]', '127.0.0.1', 'localhost']"
    assert validate_host("[::1]", [env.in_url("::1")])


@pytest.mark.parametrize("name", ["a#b", "a?b", "a b%20c"])
def test_any_folder_can_hold_the_database(tmp_path: Path, name: str) -> None:
    assert env.database("", tmp_path / name)["NAME"] == str(tmp_path / name / "thongsuot.sqlite3")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///db.sqlite3", "db.sqlite3"),
        ("sqlite:///a/b.sqlite3", "a/b.sqlite3"),
        ("sqlite:////srv/b.sqlite3", "/srv/b.sqlite3"),
        ("sqlite:////srv/a%20%23b", "/srv/a #b"),
    ],
)
def test_three_slashes_are_a_relative_path_and_four_an_absolute_one(url: str, path: str) -> None:
    assert env.database(url, Path())["NAME"] == path


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///",
        "sqlite://host/db",
        "sqlite:////srv/a#b",
        "sqlite:////srv/a?b",
        "postgresql://h:door/db",
        "postgresql://h:99999/db",
        "postgresql://[::1/db",
        "postgresql://u:se/cret@h/db",
        "postgresql://u:se#cret@h/db",
    ],
)
def test_a_bad_address_is_refused_and_no_password_said(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        env.database(url, Path())
    assert "cret" not in str(refused.value)


def test_the_parts_of_an_address_are_decoded() -> None:
    entry = env.database("postgresql://u:p%23@/db?host=/a%20b", Path())
    assert (entry["PASSWORD"], entry["HOST"], entry["NAME"]) == ("p#", "/a b", "db")


@pytest.mark.parametrize(
    ("name", "value", "reader"),
    [
        ("UPLOAD_LIMIT_MB", "9" * 5000, lambda: env.number("UPLOAD_LIMIT_MB", 20, low=1, high=200)),
        ("LOG_LEVEL", "loud", lambda: env.log_level("INFO")),
        ("PROVINCE", "00", env.province),
        ("PROVINCE", "Quảng Ngãi", env.province),
    ],
)
def test_a_bad_value_is_refused_in_a_short_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reader: Callable[[], object]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name) as refused:
        reader()
    assert len(str(refused.value)) < 200


def test_a_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "warning")
    assert env.log_level("INFO") == "WARNING"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="VAR_DIR"):
        env.folder(tmp_path / "file" / "var")


@pytest.fixture
def _no_key_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)


@pytest.mark.usefixtures("_no_key_given")
def test_starts_at_the_same_time_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        keys = set(starts.map(env.secret_key, [tmp_path] * 32))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("_no_key_given")
def test_a_start_cut_short_leaves_no_empty_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_short() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(env, "get_random_secret_key", cut_short)
    with pytest.raises(KeyboardInterrupt):
        env.secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_no_key_given")
@pytest.mark.parametrize("content", ["", "\n", "short"])
def test_an_empty_or_short_key_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret-key").write_text(content)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.secret_key(tmp_path)


HEX = bytes(range(32)).hex()


@pytest.mark.parametrize("given", [HEX, HEX.upper(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="])
def test_a_personal_key_is_hex_or_base64(monkeypatch: pytest.MonkeyPatch, given: str, tmp_path: Path) -> None:
    monkeypatch.setenv("PERSONAL_KEY", given)
    assert env.personal_key(tmp_path) == bytes(range(32))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "given",
    ["mật khẩu rất dài của cơ quan, ai cũng nhớ", "secret", HEX[:-2], HEX + "00", "0" * 64, "QUJD", "z" * 44],
)
def test_another_personal_key_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, given: str, tmp_path: Path
) -> None:
    for name, read in (
        ("PERSONAL_KEY", lambda: env.personal_key(tmp_path)),
        ("PERSONAL_KEY_OLD", env.personal_key_old),
    ):
        monkeypatch.setenv(name, given)
        with pytest.raises(ImproperlyConfigured, match=name) as refused:
            read()
        assert given not in str(refused.value)


def test_a_personal_key_is_made_once_and_its_damage_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PERSONAL_KEY", raising=False)
    assert env.personal_key(tmp_path) == env.personal_key(tmp_path)
    kept = tmp_path / "personal-key"
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("")
    with pytest.raises(ImproperlyConfigured, match="PERSONAL_KEY"):
        env.personal_key(tmp_path)
