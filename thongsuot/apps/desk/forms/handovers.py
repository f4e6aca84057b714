"""Who takes over, and whether the post ends with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.desk.forms.mergers import NO_SUCH_DAY, DateInput


class HandOverForm(forms.Form):
    successor = forms.ChoiceField(label=_("Người nhận"), required=False)
    last_day = forms.DateField(
        label=_("Thôi giữ chức vụ sau ngày"),
        required=False,
        widget=DateInput,
        error_messages=NO_SUCH_DAY,
        help_text=_("Ngày cuối cùng còn giữ chức vụ. Bỏ trống nếu chỉ bàn giao việc."),
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=200)

    def __init__(self, *args: Any, takers: list[tuple[str, str]], may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("Người đứng đầu cơ quan")), *takers]
        if not may_end:
            del self.fields["last_day"]
