"""Numbers, files, ids: small things that everything stands on."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.apps.core import files
from thongsuot.apps.core.models import new_uid
from thongsuot.apps.core.numbers import take
from thongsuot.config import env


@pytest.mark.django_db
def test_numbers_have_no_gap_after_a_rollback() -> None:
    assert list(take("KN", 2025, count=2)) == [1, 2]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take("KN", 2025)
        1 / 0  # noqa: B018
    assert list(take("KN", 2025)) == [3]
    assert list(take("KN", 2026)) == [1]


@given(content=st.binary(max_size=200))
def test_bytes_come_back_as_they_went(content: bytes) -> None:
    name = files.store(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert files.read(name) == content
    assert files.store(content) == name


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64])
def test_only_a_hash_names_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        files.read(name)


def test_ids_sort_by_the_moment_they_were_made() -> None:
    made = [new_uid() for _ in range(100)]
    assert made == sorted(made)
    assert {uid.version for uid in made} == {7}


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("X_FLAG", "yes", lambda: env.flag("X_FLAG")),
        ("X_PORT", "99999", lambda: env.number("X_PORT", 1, low=1, high=65535)),
        ("X_PORT", "-1", lambda: env.number("X_PORT", 1, low=1, high=65535)),
        ("X_PORT", "٣", lambda: env.number("X_PORT", 1, low=1, high=65535)),
    ],
)
def test_bad_settings_are_refused_loudly(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, read: object
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        read()  # type: ignore[operator]


@pytest.mark.parametrize("url", ["mysql://h/db", "postgresql://host/", "db.sqlite3"])
def test_an_unknown_database_is_refused(url: str, tmp_path: object) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(url, tmp_path)  # type: ignore[arg-type]
