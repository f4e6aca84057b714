"""What is asked about a list: the file, and which of its columns says what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.organisations.actions.import_columns import COLUMNS
from thongsuot.apps.organisations.models import ImportRun


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("XLSX hoặc CSV, tối đa 10.000 dòng và 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ColumnsForm(forms.Form):
    """One choice for each column that a list may have; the choices are the headings of the file."""

    heading = forms.IntegerField(
        label=_("Dòng tiêu đề"), min_value=1, help_text=_("Dòng nào của bảng ghi tên các cột.")
    )
    from_day = forms.DateField(
        label=_("Ngày bắt đầu chung"),
        required=False,
        help_text=_("Dùng cho những dòng không ghi ngày bắt đầu."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *given: Any, run: ImportRun, **named: Any) -> None:
        named["initial"] = {"heading": run.heading, "from_day": run.since, **run.columns}
        super().__init__(*given, **named)
        choices = [("", _t("Tệp không có cột này")), *_headings(run)]
        for column in COLUMNS:
            self.fields[column.code] = forms.TypedChoiceField(
                label=str(column.word),
                help_text=str(column.note),
                required=column.is_needed,
                choices=choices,
                coerce=int,
                empty_value=None,
            )

    def columns(self) -> dict[str, int]:
        said = {column.code: self.cleaned_data[column.code] for column in COLUMNS}
        return {code: place for code, place in said.items() if place is not None}


def _headings(run: ImportRun) -> list[tuple[int, str]]:
    """Place -> letter and word of each column, with its first value where it has no word."""
    heading = run.lines[min(run.heading, len(run.lines)) - 1] if run.lines else []
    below = run.lines[run.heading : run.heading + 1]
    first = below[0] if below else [""] * len(heading)
    return [(n, f"{_letter(n)}: {word or first[n] or '–'}") for n, word in enumerate(heading)]


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
