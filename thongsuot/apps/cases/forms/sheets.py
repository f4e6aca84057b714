"""What is asked about a spreadsheet: the file, which of its columns says what, and what holds for all lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import topics
from thongsuot.apps.cases.actions.sheet_columns import COLUMNS
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, DateInput
from thongsuot.apps.cases.forms.stepping import choose
from thongsuot.apps.cases.models import Kind, SheetImport

KINDS = [
    (kind.value, kind.label)
    for kind in (Kind.RECOMMENDATION, Kind.DIFFICULTY, Kind.DIRECTIVE, Kind.COMMITMENT)
]


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp sổ theo dõi"),
        help_text=_("XLSX hoặc CSV, tối đa 10.000 dòng và 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class SheetColumnsForm(forms.Form):
    """One choice for each column that a register may have; the choices are the headings of the file."""

    heading = forms.IntegerField(
        label=_("Dòng tiêu đề"), min_value=1, help_text=_("Dòng nào của bảng ghi tên các cột.")
    )
    all_kind = forms.ChoiceField(label=_("Loại chung"), choices=KINDS)
    all_topic = forms.ChoiceField(label=_("Lĩnh vực chung"))
    from_day = forms.DateField(
        label=_("Ngày nêu chung"),
        required=False,
        help_text=_("Dùng cho những dòng không ghi ngày nêu."),
        widget=DateInput,
        error_messages=NO_SUCH_DAY,
    )

    def __init__(self, *given: Any, run: SheetImport, **named: Any) -> None:
        first = {
            "heading": run.heading,
            "all_kind": run.kind,
            "all_topic": run.topic,
            "from_day": run.raised_on,
        }
        named["initial"] = {**first, **run.columns}
        super().__init__(*given, **named)
        choose(self, "all_topic", topics.labels().items())
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

    def said(self) -> dict[str, Any]:
        """The arguments of `name_sheet_columns`."""
        kept = self.cleaned_data
        places = {column.code: kept[column.code] for column in COLUMNS}
        return {
            "columns": {code: place for code, place in places.items() if place is not None},
            "heading": kept["heading"],
            "kind": kept["all_kind"],
            "topic": kept["all_topic"],
            "raised_on": kept["from_day"],
        }


def _headings(run: SheetImport) -> list[tuple[int, str]]:
    """Place -> letter and word of each column, with its first value where it has no word."""
    heading = run.lines[min(run.heading, len(run.lines)) - 1] if run.lines else []
    below = run.lines[run.heading : run.heading + 1]
    first = below[0] if below else [""] * len(heading)
    return [(n, f"{_letter(n)}: {(word or first[n] or '–')[:60]}") for n, word in enumerate(heading)]


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
