"""What the libraries show stands in our Vietnamese catalogue: every sentence of the versions that are installed."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog, Message
from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from tests.house import tree

TOOL = tree.script("borrowed")


def test_everything_of_the_libraries_is_in_vietnamese() -> None:
    assert TOOL.faults(TOOL.collected(), TOOL.standing()) == []


def test_every_library_with_pages_of_its_own_is_looked_at() -> None:
    looked_at = {part.partition("/")[0] for part in TOOL.PARTS}
    ours = {"thongsuot"} | {"django_htmx", "django_tasks", "django_tasks_db", "js_lib_bootstrap5", "csp"}
    installed = {config.name.partition(".")[0] for config in apps.get_app_configs()}
    assert installed - ours <= looked_at
    parts = {
        config.name.replace(".", "/")
        for config in apps.get_app_configs()
        if config.name.startswith("allauth.")
    }
    assert parts <= set(TOOL.PARTS)


def test_files_of_the_installed_libraries_are_found() -> None:
    names = {name for _path, name in TOOL.files()}
    assert {"allauth/account/adapter.py", "allauth/mfa/totp/forms.py", "axes/conf.py"} <= names
    assert "allauth/templates/mfa/messages/totp_activated.txt" in names
    assert not [name for name in names if "/migrations/" in name or "/providers/google/" in name]


def test_a_sentence_that_is_missing_or_empty_is_seen() -> None:
    wanted, kept = Catalog(locale="vi"), Catalog(locale="vi")
    wanted.add("Code")
    wanted.add("Key nr. {number}")
    kept.add("Key nr. {number}", "Khóa")
    kept.add("Old", "")
    assert TOOL.faults(wanted, kept) == [
        "missing: 'Code'",
        "gone: 'Old'",
        "a placeholder is lost: 'Key nr. {number}'",
        "untranslated: 'Old'",
    ]
    assert list(TOOL.message_faults(Message("Name", "Tên", flags=("fuzzy",)))) == ["doubtful"]
    assert list(TOOL.message_faults(Message("One\ntwo", "Một\nhai"))) == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Incorrect password.", "Mật khẩu chưa đúng."),
        ("Use a security key", "Dùng khóa bảo mật"),
        ("Authenticator app activated.", "Đã đặt ứng dụng xác thực."),
    ],
)
def test_a_page_says_it_so(english: str, vietnamese: str) -> None:
    with override("vi"):
        assert gettext(english) == vietnamese
    with override("en"):
        assert gettext(english) == english


def test_rules_for_passwords_are_told_in_vietnamese() -> None:
    with override("vi"), pytest.raises(ValidationError) as refused:
        validate_password("1234")
    assert refused.value.messages == [
        "Mật khẩu quá ngắn, cần ít nhất 12 ký tự.",
        "Mật khẩu này nhiều người dùng, dễ đoán.",
        "Mật khẩu này chỉ toàn chữ số.",
    ]
