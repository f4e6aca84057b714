"""Fields that many forms share: native dates, organs to choose from, the document that a decision rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.organisations.models import Organisation

NO_SUCH_DAY = {
    "invalid": _("Ngày này không có. Hãy ghi như 21/08/2025."),
    "required": _("Hãy chọn ngày."),
}
GONE = {
    "required": _("Hãy chọn một mục."),
    "invalid_choice": _("Mục này không còn trong danh sách. Hãy chọn lại."),
}


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=DateInput, error_messages=NO_SUCH_DAY
    )


def text(label: Any, *, most: int, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        error_messages={
            "required": _("Hãy ghi mục này."),
            "max_length": _("Dài quá %(limit_value)d chữ. Hãy ghi ngắn hơn."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def number(
    label: Any, *, least: int = 0, most: int = 32_000, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=help_text,
        error_messages={
            "required": _("Hãy ghi một số."),
            "invalid": _("Hãy ghi một số nguyên."),
            "min_value": _("Số nhỏ nhất là %(limit_value)d."),
            "max_value": _("Số lớn nhất là %(limit_value)d."),
        },
    )


class OrganField(forms.ModelChoiceField[Organisation]):
    """One organ, named by uid; its unit stands behind it where units are mixed."""

    def __init__(self, label: Any, *, required: bool = False, empty: Any = None, help_text: Any = "") -> None:
        super().__init__(
            Organisation.objects.none(),
            label=label,
            required=required,
            help_text=help_text,
            to_field_name="uid",
            empty_label=empty if empty is not None else _("Chưa ghi"),
            error_messages=GONE,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OrgansField(forms.ModelMultipleChoiceField[Organisation]):
    """Some organs, each a box to tick."""

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(
            Organisation.objects.none(),
            label=label,
            required=False,
            help_text=help_text,
            to_field_name="uid",
            widget=forms.CheckboxSelectMultiple,
            error_messages=GONE,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ActForm(forms.Form):
    """A form about one thing, which `subject` is; `today` fills in days."""

    def __init__(self, *args: Any, subject: Any, today: date, **kwargs: Any) -> None:
        self.subject, self.today = subject, today
        kwargs["initial"] = {**self.first(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.set_up()

    def first(self) -> dict[str, Any]:
        """What stands in the fields before anyone types."""
        return {}

    def set_up(self) -> None:
        """Give the fields their choices."""

    def offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        """These rows to choose from, and what stands now: an organ that ended is not dropped by opening a form."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared so by the form
        now = self.initial.get(name)
        standing = [one for one in (now if isinstance(now, list | tuple) else [now]) if one]
        offered = models.Q(pk__in=rows.order_by().values("pk")) | models.Q(uid__in=standing)
        field.queryset = rows.model._default_manager.filter(offered).order_by(*rows.query.order_by)


class DecisionForm(ActForm):
    """Ends with the document that the act rests on, named by value."""

    decision_number = text(_("Số, ký hiệu văn bản"), most=60, required=False)
    decision_on = day(_("Ngày văn bản"), required=False)
    decision_by = text(_("Cơ quan ban hành"), most=200, required=False)

    field_order: tuple[str, ...] = ()


class ReasonForm(ActForm):
    reason = text(_("Lý do"), most=200)


class NothingForm(ActForm):
    """An act that needs nothing but to be wanted."""
