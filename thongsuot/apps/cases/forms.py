"""What the register's pages take in: filters from the address, and the acts on a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import orders, topics
from thongsuot.apps.cases.models import Assignment, Kind
from thongsuot.apps.cases.queries import Filters, statuses

Choices = list[tuple[str, str]]

NO_SUCH_DAY = {"invalid": _("Ngày này không có. Hãy ghi như 21/08/2025.")}


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FilterForm(forms.Form):
    """The register's address. A value that means nothing is left out and said so; nothing fails."""

    q = forms.CharField(
        label=_("Tìm trong nội dung"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "placeholder": _("Tìm trong nội dung, có dấu hay không dấu"),
            }
        ),
    )
    topic = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    unit = forms.ChoiceField(label=_("Địa phương"), required=False)
    since = forms.DateField(
        label=_("Nêu từ ngày"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )
    until = forms.DateField(label=_("Đến ngày"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY)
    sort = forms.ChoiceField(
        label=_("Thứ tự"), required=False, choices=[(order.code, order.label) for order in orders.ORDERS]
    )
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=Kind.choices, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Trạng thái"), required=False, widget=forms.HiddenInput)

    def __init__(self, address: Any, *, units: Choices) -> None:
        super().__init__(address)
        self._units = units
        self._choices("topic", _("Mọi lĩnh vực"), topics.labels().items())
        self._choices("unit", _("Mọi địa phương"), units)
        self._choices("status", "", ((code, code) for code in statuses()))

    def _choices(self, name: str, everything: Any, values: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- the three are declared above
        field.choices = [("", everything), *values]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối đứng trước ngày đầu nên chưa dùng để lọc."))
        return self.cleaned_data

    def filters(self) -> Filters:
        """The conditions that mean something."""
        self.is_valid()
        kept = self.cleaned_data
        given: dict[str, Any] = {
            name: kept[name] for name in ("q", "kind", "topic", "status") if kept.get(name)
        }
        if kept.get("unit"):
            given["unit"] = UUID(hex=kept["unit"])
        return Filters(**given, since=kept.get("since"), until=kept.get("until"))

    def order(self) -> orders.Order:
        return orders.by_code(self.cleaned_data.get("sort") or "")

    def unit_name(self) -> str:
        """The chosen unit as its option says; "" when none is chosen."""
        chosen = self.cleaned_data.get("unit")
        return next((name for uid, name in self._units if uid == chosen), "")

    @property
    def is_unfolded(self) -> bool:
        """Whether a condition below the search box is in use, or needs mending."""
        shown = {field.name for field in self.visible_fields()[1:]}
        return any(self.cleaned_data.get(name) or name in self.errors for name in shown)

    def left_out(self) -> list[str]:
        """The names of the conditions that meant nothing."""
        return [str(self.fields[name].label) for name in self.errors]


class VersionForm(forms.Form):
    """An act on what the page showed: `version` says which state of it that was."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class StepForm(VersionForm):
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi vào lịch sử của nội dung; ai xem được nội dung này đều đọc được."),
    )


class AssignForm(VersionForm):
    organisation = forms.ChoiceField(
        label=_("Cơ quan"),
        error_messages={
            "required": _("Hãy chọn cơ quan."),
            "invalid_choice": _("Cơ quan này không còn trong danh sách. Hãy chọn lại."),
        },
    )
    role = forms.ChoiceField(
        label=_("Vai trò"),
        choices=Assignment.Role.choices,
        widget=forms.RadioSelect,
        initial=Assignment.Role.LEAD,
        error_messages={
            "required": _("Hãy chọn vai trò."),
            "invalid_choice": _("Hãy chọn vai trò: chủ trì hoặc phối hợp."),
        },
    )

    def __init__(self, *args: Any, groups: list[tuple[str, Choices]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("Chọn cơ quan")), *groups]
