"""Forms inside an organ: why a draft goes back, which steps need no approval."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import queries, topics
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, Choices, DateInput, VersionForm
from thongsuot.apps.cases.forms.stepping import choose, words_field


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


class HandDownForm(VersionForm):
    """To whom, with which words, until when; `divisions` and `officers` are (uid, name)."""

    to = forms.ChoiceField(
        label=_("Giao cho"), error_messages={"required": _("Hãy chọn một bộ phận hoặc một cán bộ.")}
    )
    instruction = forms.CharField(
        label=_("Bút phê"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = forms.DateField(
        label=_("Thời hạn nội bộ"),
        required=False,
        widget=DateInput,
        error_messages=NO_SUCH_DAY,
        help_text=_("Chỉ trong cơ quan thấy bút phê và thời hạn này."),
    )

    def __init__(self, *args: Any, divisions: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(str(_("Bộ phận")), divisions), (str(_("Cán bộ")), officers)]
        choose(self, "to", [("", _("Chọn")), *(one for one in groups if one[1])])


class TaskForm(forms.Form):
    """An organ's own task; `organs` and `officers` are (uid, name)."""

    organisation = forms.ChoiceField(label=_("Cơ quan"))
    text = words_field(_("Nội dung"), rows=4)
    topic = forms.ChoiceField(label=_("Lĩnh vực"))
    due_on = forms.DateField(
        label=_("Thời hạn"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )
    officer = forms.ChoiceField(label=_("Cán bộ thụ lý"), required=False)

    def __init__(self, *args: Any, organs: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", organs)
        choose(self, "topic", topics.labels().items())
        choose(self, "officer", [("", _("Chưa giao ai")), *officers])
