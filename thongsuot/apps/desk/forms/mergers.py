"""A draft's day and document, its new units and organs, and the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.desk.actions import Facts
from thongsuot.apps.desk.models import MergerKind

NO_SUCH_DAY = {"invalid": _("Ngày này không có. Hãy ghi như 21/08/2025.")}
UNIT_TYPES = ("phường", "xã", "đặc khu", "tỉnh", "thành phố")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FactsForm(forms.Form):
    """When it takes effect and by which document; all may be filled in later."""

    effective_on = forms.DateField(
        label=_("Ngày hiệu lực"),
        required=False,
        widget=DateInput,
        error_messages=NO_SUCH_DAY,
        help_text=_("Hôm nay hoặc một ngày đã qua. Ngày sau này: cứ soạn, đến ngày đó mới thực hiện được."),
    )
    document_number = forms.CharField(label=_("Số văn bản"), required=False, max_length=40)
    document_on = forms.DateField(
        label=_("Ngày văn bản"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )
    document_by = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=120)

    def facts(self) -> Facts:
        kept = {name: self.cleaned_data[name] for name in FactsForm.base_fields}
        return Facts(**kept)


class NewMergerForm(FactsForm):
    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=MergerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn hình thức sắp xếp.")},
    )
    field_order = ("kind",)


class AmendForm(FactsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class UnitTargetForm(forms.Form):
    name = forms.CharField(
        label=_("Tên đơn vị mới"), max_length=80, help_text=_("Không ghi loại: “Kon Tum”, không phải “phường Kon Tum”.")
    )  # fmt: skip
    type = forms.ChoiceField(label=_("Loại"), choices=[(one, one) for one in UNIT_TYPES])
    code = forms.CharField(
        label=_("Mã đơn vị hành chính"),
        max_length=5,
        help_text=_("Mã mới được cấp, hoặc mã của một đơn vị cũ nếu được lấy lại."),
    )


class OrganTargetForm(forms.Form):
    name = forms.CharField(label=_("Tên cơ quan mới"), max_length=200)
    type = forms.ChoiceField(label=_("Loại"))

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = kinds


class ReverseForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do hoàn tác"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Cần ghi lý do.")},
    )
