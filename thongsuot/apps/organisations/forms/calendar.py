"""What the calendar takes in: a day, a switch, office hours, a limit, and the question of the calculator."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models.calendar import CalendarDay, LimitRow, OfficeHours
from thongsuot.apps.organisations.forms.base import ActForm, OrganField, day, number, text
from thongsuot.apps.organisations.models import Organisation

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
MOST_DAYS = 3650
NO_SUCH_TIME = {"invalid": _("Hãy ghi giờ như 07:30."), "required": _("Hãy ghi giờ như 07:30.")}


def _time(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    shown = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, required=required, help_text=help_text, widget=shown, error_messages=NO_SUCH_TIME
    )


def _source() -> forms.CharField:
    return text(_("Căn cứ"), most=300, help_text=_("Số, ngày văn bản, hoặc lý do của thay đổi."))


def _near(given: date | None) -> date | None:
    if given and not EARLIEST <= given <= LATEST:
        raise forms.ValidationError(_("Hãy chọn một ngày từ năm 2000 đến năm 2099."))
    return given


class OwnForm(ActForm):
    """`subject` is the unit whose organs are offered; what holds for the whole province names none."""

    organ = OrganField(_("Cơ quan"), empty=_("Cả tỉnh"), help_text=_("Để trống nếu áp dụng cho cả tỉnh."))

    def set_up(self) -> None:
        organs = Organisation.objects.filter(dissolved_on=None)
        self.offer("organ", organs.order_by("unit__level", "unit__sort_key", "block", "folded"))


class DayForm(OwnForm):
    day = day(_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=CalendarDay.KINDS, widget=forms.RadioSelect)
    label = text(_("Tên ngày"), most=120)
    source = _source()
    field_order = ("day", "kind", "label", "organ", "source")

    def clean_day(self) -> date | None:
        return _near(self.cleaned_data["day"])


class SwitchForm(ActForm):
    """`subject` is the day as it is known."""

    source = _source()


class HoursForm(OwnForm):
    weekday = forms.TypedChoiceField(label=_("Thứ"), choices=OfficeHours.WEEKDAYS, coerce=int)
    opens = _time(_("Từ giờ"))
    closes = _time(_("Đến giờ"))
    since = day(_("Áp dụng từ ngày"))
    until = day(_("Đến hết ngày"), required=False)
    source = _source()
    field_order = ("organ", "weekday", "opens", "closes", "since", "until", "source")

    def first(self) -> dict[str, Any]:
        return {"since": self.today}

    def clean_since(self) -> date | None:
        return _near(self.cleaned_data["since"])


class DropForm(ActForm):
    source = _source()


class LimitForm(ActForm):
    """`subject` is the limit that holds today."""

    days = number(_("Số ngày hoặc giờ"), most=MOST_DAYS)
    measure = forms.ChoiceField(label=_("Tính theo"), choices=LimitRow.MEASURES, widget=forms.RadioSelect)
    cutoff = _time(
        _("Đến sau giờ này thì tính từ ngày làm việc tiếp theo"),
        required=False,
        help_text=_("Ví dụ 15:00. Để trống nếu không áp dụng."),
    )
    valid_from = day(_("Áp dụng từ ngày"))
    source = _source()

    def first(self) -> dict[str, Any]:
        held = self.subject
        now = {"days": held.days, "measure": str(held.unit), "cutoff": held.cutoff}
        return now | {"valid_from": self.today}

    def clean_valid_from(self) -> date | None:
        return _near(self.cleaned_data["valid_from"])


class CountForm(forms.Form):
    """From a day, so many days: which day is it?"""

    tu = day(_("Từ ngày"))
    so = number(_("Số"), most=MOST_DAYS)
    tinh = forms.ChoiceField(label=_("Tính theo"), choices=LimitRow.MEASURES[:2])

    def clean_tu(self) -> date | None:
        return _near(self.cleaned_data["tu"])
