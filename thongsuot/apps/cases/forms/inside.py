"""Forms inside an organ: why a draft goes back, which steps need no approval."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.forms.register import VersionForm
from thongsuot.apps.cases.forms.stepping import choose


class NoteForm(VersionForm):
    note = forms.CharField(
        label=_("Cần sửa gì"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi cần sửa gì.")},
    )


class DirectForm(forms.Form):
    steps = forms.MultipleChoiceField(
        label=_("Cán bộ tự gửi, không phải trình"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "steps", queries.outgoing().items())
