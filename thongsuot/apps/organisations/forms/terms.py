"""What terms, congresses, references for headcount and lists of positions take in."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.organisations.forms.base import (
    GONE,
    ActForm,
    DecisionForm,
    OrganField,
    day,
    number,
    text,
)
from thongsuot.apps.organisations.models import Block, Kind, Organisation, Term

BODIES = (
    Kind.PARTY_COMMITTEE,
    Kind.STANDING_COMMITTEE,
    Kind.GOVERNMENT_PARTY_COMMITTEE,
    Kind.PEOPLES_COUNCIL,
    Kind.PEOPLES_COMMITTEE,
    Kind.FRONT,
    Kind.MASS_ORGANISATION,
)
"""Kinds of organs whose members are elected or named for a term."""
UNIT_TYPES = [
    ("xã", _("xã")),
    ("phường", _("phường")),
    ("đặc khu", _("đặc khu")),
    ("tỉnh", _("tỉnh")),
    ("thành phố", _("thành phố")),
]
SEPARATORS = "\t;,"


class TermForm(ActForm):
    block = forms.ChoiceField(label=_("Khối"), choices=Block.choices, widget=forms.RadioSelect)
    name = text(
        _("Nhiệm kỳ"), most=60, help_text=_("Ví dụ “2025-2030”. Ghi lại tên đã có là sửa nhiệm kỳ đó.")
    )
    since = day(_("Từ ngày"))
    until = day(_("Đến hết ngày"), required=False)
    source = text(_("Căn cứ"), most=200)


class CongressForm(DecisionForm):
    """`subject` is the province, whose units' elected bodies are offered."""

    organisation = OrganField(_("Cơ quan"), required=True, empty=_("Chọn cơ quan"))
    term = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("Nhiệm kỳ"),
        to_field_name="uid",
        empty_label=_("Chọn nhiệm kỳ"),
        error_messages=GONE,
    )
    held_on = day(_("Ngày đại hội, bầu cử"), required=False)
    delegates_called = number(_("Đại biểu triệu tập"), required=False)
    delegates_present = number(_("Đại biểu có mặt"), required=False)
    seats_allowed = number(_("Số lượng thành viên được bầu, chỉ định"), required=False)
    completed_by = OrganField(_("Cơ quan quyết định kiện toàn"))
    field_order = (
        "organisation",
        "term",
        "held_on",
        "delegates_called",
        "delegates_present",
        "seats_allowed",
        "completed_by",
        "decision_number",
        "decision_on",
        "decision_by",
    )

    def set_up(self) -> None:
        inside = Q(unit=self.subject) | Q(unit__province=self.subject)
        bodies = Organisation.objects.filter(inside, dissolved_on=None, kind__in=BODIES)
        self.offer("organisation", bodies.order_by("unit__level", "unit__sort_key", "block", "folded"))
        own = Organisation.objects.filter(unit=self.subject, dissolved_on=None)
        self.offer("completed_by", own.order_by("block", "folded"))
        self.offer("term", Term.objects.order_by("block", "-since"))
        field = self.fields["term"]
        field.label_from_instance = lambda term: f"{term.get_block_display()}: {term.name}"  # type: ignore[attr-defined]


class HeadcountForm(ActForm):
    label = text(_("Nội dung"), most=200, help_text=_("Ví dụ “Biên chế bình quân một xã, khối chính quyền”."))
    block = forms.ChoiceField(
        label=_("Khối"), choices=[("", _("Cả ba khối")), *Block.choices], required=False
    )
    unit_type = forms.ChoiceField(
        label=_("Loại đơn vị"),
        choices=[("", _("Mọi loại")), *UNIT_TYPES],
        required=False,
    )
    low = number(_("Từ (người)"))
    high = number(_("Đến (người)"))
    source = text(_("Nguồn"), most=300, help_text=_("Văn bản, bài viết, trang và ngày."))
    since = day(_("Có từ ngày"))
    until = day(_("Đến hết ngày"), required=False)

    def first(self) -> dict[str, Any]:
        return {"since": self.today}


class PositionsForm(ActForm):
    """A whole list at once, pasted from a spreadsheet: a row a position."""

    name = text(_("Tên danh mục"), most=200)
    source = text(_("Căn cứ"), most=200)
    since = day(_("Áp dụng từ ngày"))
    positions = forms.CharField(
        label=_("Các vị trí"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=200_000,
        help_text=_("Mỗi dòng một vị trí: mã; tên vị trí; nhóm. Có thể dán thẳng ba cột từ bảng tính."),
        error_messages={"required": _("Hãy ghi ít nhất một vị trí.")},
    )

    def first(self) -> dict[str, Any]:
        return {"since": self.today}

    def clean_positions(self) -> list[dict[str, str]]:
        lines = [line for line in self.cleaned_data["positions"].splitlines() if line.strip()]
        rows = [_cells(line) for line in lines]
        if wrong := [str(place) for place, row in enumerate(rows, 1) if len(row) not in (2, 3)]:
            raise forms.ValidationError(
                said("Dòng %(lines)s chưa rõ: cần mã, tên và (nếu có) nhóm.")
                % {"lines": ", ".join(wrong[:10])}
            )
        return [dict(zip(("code", "name", "group"), [*row, ""], strict=False)) for row in rows]


def _cells(line: str) -> list[str]:
    """Cells of a line by the first separator that it has: tab, semicolon, comma."""
    separator = next((sign for sign in SEPARATORS if sign in line), "\t")
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
