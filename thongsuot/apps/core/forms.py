"""Forms of core: those of the library of accounts, with labels instead of placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.account.forms import LoginForm as LibraryLoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import NoticeChoice

CODE_HOLDS = 120
"""Seconds: longer than any code of an authenticator app is accepted."""
LONGEST_KEY_NAME = 60


class Labelled(forms.Form):
    """Every field has its label; a placeholder would say the same again, and go when one types."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(inputmode="numeric", spellcheck="false")


class LoginForm(Labelled, LibraryLoginForm):
    pass


class PasswordForm(Labelled, ChangePasswordForm):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["password1"].help_text = " ".join(map(str, password_validators_help_texts()))


class PasswordAgainForm(Labelled, ReauthenticateForm):
    pass


class NoticeChoiceForm(forms.Form):
    mode = forms.ChoiceField(label=_("Thư nhắc việc"), choices=NoticeChoice.Mode, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        help_text=_("Hộp thư cơ quan cấp. Chỉ bạn và quản lý tài khoản thấy địa chỉ này."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "email" in given and not given["email"] and given.get("mode") in {"each", "digest"}:
            self.add_error("email", _("Hãy ghi địa chỉ nhận thư, hoặc chọn không gửi thư."))
        return given


class UsedOnce(Labelled):
    """A code of an app is accepted once, for as long as it holds."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        key = f"used-code:{self.user.pk}:{''.join(filter(str.isdigit, code))}"
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not cache.add(key, 1, timeout=CODE_HOLDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(UsedOnce, AuthenticateForm):
    pass


class CodeAgainForm(UsedOnce, ReauthenticateByCodeForm):
    pass


class AppForm(Labelled, ActivateTOTPForm):
    pass


class KeyForm(Labelled, AddWebAuthnForm):
    name = forms.CharField(
        label=_("Tên của khóa"),
        required=False,
        max_length=LONGEST_KEY_NAME,
        help_text=_("Để phân biệt khi có nhiều khóa, ví dụ “khóa ở cơ quan”."),
    )


class KeyNameForm(Labelled, EditWebAuthnForm):
    name = forms.CharField(label=_("Tên của khóa"), max_length=LONGEST_KEY_NAME)
