"""Filters from the address, and the small acts on a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import orders, topics
from thongsuot.apps.cases.models import Assignment, Cause, Competence, Kind, Level
from thongsuot.apps.cases.queries import Filters, facets, statuses
from thongsuot.apps.core.widgets import LongSelect

Choices = list[tuple[str, str]]
PLAIN = (
    *("q", "kind", "topic", "status", "register", "is_mine"),
    *("turn", "bucket", "level", "cause", "competence", "is_again"),
)
TOLD = ("turn", "bucket", "lead", "measure", "level", "cause", "competence", "is_again")
KEYS = ("capacity", "unit", "lead", "measure")

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
    topic = forms.ChoiceField(label=_("Lĩnh vực"), required=False, widget=LongSelect)
    unit = forms.ChoiceField(label=_("Địa phương"), required=False, widget=LongSelect)
    since = forms.DateField(
        label=_("Nêu từ ngày"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY
    )
    until = forms.DateField(label=_("Đến ngày"), required=False, widget=DateInput, error_messages=NO_SUCH_DAY)
    sort = forms.ChoiceField(label=_("Thứ tự"), required=False, choices=orders.choices(is_search=False))
    register = forms.ChoiceField(label=_("Sổ của"), required=False, widget=LongSelect)
    turn = forms.ChoiceField(label=_("Đang chờ"), required=False, widget=LongSelect)
    bucket = forms.ChoiceField(label=_("Kết quả thời hạn"), required=False, widget=LongSelect)
    lead = forms.ChoiceField(label=_("Cơ quan chủ trì"), required=False, widget=LongSelect)
    measure = forms.ChoiceField(label=_("Giải pháp chung"), required=False, widget=LongSelect)
    level = forms.ChoiceField(label=_("Mức phổ biến"), required=False, widget=LongSelect)
    cause = forms.ChoiceField(label=_("Nguyên nhân"), required=False, widget=LongSelect)
    competence = forms.ChoiceField(label=_("Cấp có thẩm quyền"), required=False, widget=LongSelect)
    is_again = forms.BooleanField(label=_("Chỉ việc nêu lại"), required=False)
    is_mine = forms.BooleanField(label=_("Chỉ việc giao cho tôi"), required=False)
    capacity = forms.ChoiceField(label=_("Việc theo tư cách"), required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=Kind.choices, widget=forms.HiddenInput)
    status = forms.CharField(label=_("Trạng thái"), required=False, widget=forms.HiddenInput)

    def __init__(self, address: Any, *, choices: dict[str, Choices], capacities: Choices) -> None:
        super().__init__(address)
        self.views = choices["view"]
        """Saved ones: (query, name)."""
        _choose(self, "sort", orders.choices(is_search=bool(address.get("q", "").strip())))
        self._units = choices["unit"]
        self._registers = choices["register"]
        self._fixed()
        self._found("lead", _("Mọi cơ quan"), choices["lead"])
        self._found("measure", _("Mọi giải pháp"), choices["measure"])
        self._choices("register", _("Mọi sổ"), self._registers)
        self._choices("capacity", _("Mọi tư cách"), capacities)
        if not self._registers:
            del self.fields["register"]
        self._choices("topic", _("Mọi lĩnh vực"), topics.labels().items())
        self._choices("unit", _("Mọi địa phương"), self._units)

    def _fixed(self) -> None:
        self._choices("turn", _("Bất cứ ai"), facets.TURNS)
        self._choices("bucket", _("Mọi kết quả"), facets.BUCKETS)
        self._choices("level", _("Mọi mức"), Level.choices)
        self._choices("cause", _("Mọi nguyên nhân"), Cause.choices)
        self._choices("competence", _("Mọi cấp"), Competence.choices)

    def _found(self, name: str, everything: Any, values: Choices) -> None:
        """A choice that is shown only where the register has some."""
        self._choices(name, everything, values)
        if not values:
            self.fields[name].widget = forms.HiddenInput()

    def _choices(self, name: str, everything: Any, values: Iterable[tuple[str, Any]]) -> None:
        _choose(self, name, [("", everything), *values])

    def clean_status(self) -> str:
        codes = dict.fromkeys(code for code in self.cleaned_data["status"].split(",") if code)
        if not codes.keys() <= set(statuses()):
            raise forms.ValidationError(_("Sổ không có trạng thái này."))
        return ",".join(codes)

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối đứng trước ngày đầu nên chưa dùng để lọc."))
        return self.cleaned_data

    def filters(self, *, on: date) -> Filters:
        """The conditions that mean something, as they are on a day."""
        self.is_valid()
        kept = self.cleaned_data
        given: dict[str, Any] = {name: kept[name] for name in PLAIN if kept.get(name)}
        given |= {name: UUID(kept[name]) for name in KEYS if kept.get(name)}
        if kept.get("bucket"):
            given["on"] = on
        return Filters(**given, since=kept.get("since"), until=kept.get("until"))

    def order(self) -> orders.Order:
        is_search = bool(self.cleaned_data.get("q"))
        return orders.by_code(self.cleaned_data.get("sort") or "", is_search=is_search)

    def unit_name(self) -> str:
        """The chosen unit as its option says; "" when none is chosen."""
        chosen = self.cleaned_data.get("unit")
        return next((name for uid, name in self._units if uid == chosen), "")

    def register_name(self) -> str:
        """The chosen register as its option says; "" when none is chosen."""
        chosen = self.cleaned_data.get("register")
        return next((str(name) for uid, name in self._registers if uid == chosen), "")

    def told(self) -> list[tuple[str, str]]:
        """The chosen conditions that `sentences.read_back` has no words of its own for: what, and which."""
        return [
            (str(self.fields[name].label), "" if value is True else self._word(name, value))
            for name in TOLD
            if (value := self.cleaned_data.get(name))
        ]

    def _word(self, name: str, value: str) -> str:
        choices: Any = self.fields[name].choices  # type: ignore[attr-defined]
        return next((str(word) for code, word in choices if code == value), value)

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
        _choose(self, "organisation", [("", _("Chọn cơ quan")), *groups])


class OfficeForm(VersionForm):
    """Another office that keeps a register, and why."""

    organisation = forms.ChoiceField(
        label=_("Văn phòng giữ sổ"),
        error_messages={
            "required": _("Hãy chọn văn phòng."),
            "invalid_choice": _("Văn phòng này không còn giữ sổ. Hãy chọn lại."),
        },
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Cần ghi lý do.")},
    )

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "organisation", [("", _("Chọn văn phòng")), *offices])


class OfficerForm(VersionForm):
    officer = forms.ChoiceField(
        label=_("Cán bộ thụ lý"),
        required=False,
        error_messages={"invalid_choice": _("Người này không còn trong danh sách. Hãy chọn lại.")},
    )

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "officer", [("", _("Chưa giao cho ai")), *officers])


class EmergencyForm(forms.Form):
    number = forms.CharField(
        label=_("Số của nội dung"),
        max_length=20,
        help_text=_("Ví dụ: KN-2025-0001."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy ghi số của nội dung.")},
    )
    reason = forms.CharField(
        label=_("Lý do phải mở ngay"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cơ quan giữ sổ nhận được lý do này cùng tên đăng nhập của bạn."),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so above
    field.choices = [*choices]
