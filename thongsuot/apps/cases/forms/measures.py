"""Forms of measures, of their indicators, and of answers that all communes may read."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import actions, permissions, queries, topics
from thongsuot.apps.cases.forms.recommendations import organisation_of
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, DateInput
from thongsuot.apps.cases.forms.stepping import choose, organ_groups, words_field
from thongsuot.apps.cases.models import Answer, Case
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


class NumbersField(forms.CharField):
    """Numbers of cases, apart by commas, spaces or lines."""

    def __init__(self, *, required: bool) -> None:
        super().__init__(
            label=_("Số của các kiến nghị"),
            required=required,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Ví dụ: KN-2025-0001, KN-2025-0002."),
        )

    def found(self, text: str, user: User) -> list[Case]:
        """The cases of these numbers that this user sees. Raises ValidationError for one that they do not."""
        numbers = [*dict.fromkeys(part.upper() for part in re.split(r"[\s,;]+", text) if part)]
        rows = {case.number: case for case in queries.cases(for_=user).filter(number__in=numbers)}
        missing = [number for number in numbers if number not in rows]
        if missing:
            said = _("Không tìm thấy trong sổ của bạn: %(numbers)s.")
            raise forms.ValidationError(said % {"numbers": ", ".join(missing)})
        return [rows[number] for number in numbers]


class MeasureForm(forms.Form):
    title = forms.CharField(label=_("Tên giải pháp"), max_length=300)
    text = words_field(_("Nội dung"), rows=4)
    topic = forms.ChoiceField(label=_("Lĩnh vực"))
    organisation = forms.ChoiceField(label=_("Cơ quan chủ trì"))
    due_on = forms.DateField(
        label=_("Thời hạn"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )
    numbers = NumbersField(required=False)

    def __init__(self, posted: Any = None, *, user: User, initial: Any = None) -> None:
        self.user = user
        super().__init__(posted, initial=initial)
        choose(self, "topic", topics.labels().items())
        choose(self, "organisation", [("", _("Chọn cơ quan")), *organ_groups()])

    def clean_numbers(self) -> list[Case]:
        field = self.fields["numbers"]
        assert isinstance(field, NumbersField)  # noqa: S101 -- declared above
        return field.found(self.cleaned_data["numbers"], self.user)

    def new(self) -> actions.NewMeasure:
        kept = self.cleaned_data
        own = permissions.registers_of(self.user)
        register = next(office for office in organisations.keepers() if office.pk in own)
        return actions.NewMeasure(
            title=kept["title"],
            text=kept["text"],
            topic=kept["topic"],
            organisation=organisation_of(kept["organisation"]),
            register=register,
            due_on=kept["due_on"],
        )


class PutInForm(forms.Form):
    numbers = NumbersField(required=True)

    def __init__(self, posted: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(posted, auto_id="put_%s")

    def clean_numbers(self) -> list[Case]:
        field = self.fields["numbers"]
        assert isinstance(field, NumbersField)  # noqa: S101 -- declared above
        return field.found(self.cleaned_data["numbers"], self.user)


class MeasureAnswerForm(forms.Form):
    text = words_field(_("Nội dung trả lời chung"), rows=6)
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    document_on = forms.DateField(
        label=_("Ngày văn bản"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )

    def given(self) -> actions.Given:
        return actions.Given(**self.cleaned_data, result=Answer.Result.RESOLVED)


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("Chỉ tiêu"), max_length=300)
    unit = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=60)
    target = forms.DecimalField(
        label=_("Mức cần đạt"), required=False, max_digits=18, decimal_places=2, localize=True
    )
    months = forms.IntegerField(label=_("Báo cáo mỗi mấy tháng"), min_value=1, max_value=24, initial=3)
    since = forms.DateField(label=_("Từ ngày"), widget=DateInput, error_messages=NO_SUCH_DAY)
    until = forms.DateField(label=_("Đến ngày"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY)


class ReportForm(forms.Form):
    value = forms.DecimalField(
        label=_("Kết quả"), required=False, max_digits=18, decimal_places=2, localize=True
    )
    text = words_field(_("Báo cáo"), needed=False, rows=2)


class ReasonForm(forms.Form):
    reason = words_field(_("Lý do"), needed=False, rows=2)


class ReleaseForm(forms.Form):
    question = words_field(_("Câu hỏi, không nêu tên nơi hỏi"), rows=3)
