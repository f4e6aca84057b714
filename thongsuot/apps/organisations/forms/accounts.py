"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.forms.base import ActForm, text

LOGIN = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*$", _("Tên đăng nhập chỉ có chữ thường không dấu, số, dấu chấm, gạch nối.")
)


class OpenForm(ActForm):
    login = text(
        _("Tên đăng nhập"),
        most=60,
        help_text=_("Chữ thường không dấu, ví dụ theo họ tên. Không đổi được về sau."),
    )

    def first(self) -> dict[str, Any]:
        return {"login": ".".join(fold(self.subject.name).split())}

    def set_up(self) -> None:
        self.fields["login"].validators.append(LOGIN)
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")
