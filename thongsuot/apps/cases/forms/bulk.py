"""What is asked once for many cases: who is to act, in which words they are urged, with whom they are shared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.forms.register import AssignForm, OfficeForm
from thongsuot.apps.cases.forms.stepping import words_field


class AssignManyForm(AssignForm):
    version = None  # type: ignore[assignment]  # each case has its own


class ShareManyForm(OfficeForm):
    version = None  # type: ignore[assignment]  # each case has its own


class RemindManyForm(forms.Form):
    text = words_field(_("Lời đôn đốc chung"), needed=False, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Để trống thì mỗi nội dung được đôn đốc theo lý do của nó.")
