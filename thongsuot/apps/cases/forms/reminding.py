"""What an officer says of a reminder before it is sent, or why it is not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.forms.stepping import reason_field, words_field


class ReminderForm(forms.Form):
    text = words_field(_("Lời đôn đốc"), rows=4)


class DismissForm(forms.Form):
    reason = reason_field(rows=2)
