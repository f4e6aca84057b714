"""What drafting a frame of organs takes in: the edition, one of its rows, and the posts of a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.organisations.forms.base import GONE, ActForm, day, number, text
from thongsuot.apps.organisations.forms.terms import UNIT_TYPES
from thongsuot.apps.organisations.models import Block, Frame, Kind
from thongsuot.apps.organisations.permissions import ROLES

LEADS = [("", _("chuyên môn")), ("lead", _("lãnh đạo")), ("head", _("đứng đầu"))]
SPARE = 4
"""Empty lines for further posts."""


class DraftForm(ActForm):
    """`subject` is the province."""

    name = text(_("Tên khung"), most=200)
    unit_types = forms.MultipleChoiceField(
        label=_("Áp dụng cho"),
        choices=UNIT_TYPES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Các loại đơn vị cùng một cấp."),
        error_messages={"required": _("Hãy chọn ít nhất một loại đơn vị.")},
    )
    since = day(_("Áp dụng từ ngày"))
    until = day(_("Đến hết ngày"), required=False)
    source = text(_("Căn cứ"), most=200)
    copied = forms.ModelChoiceField(
        Frame.objects.none(),
        label=_("Chép các cơ quan từ"),
        required=False,
        to_field_name="uid",
        empty_label=_("Bắt đầu từ khung trống"),
        error_messages=GONE,
    )

    def first(self) -> dict[str, Any]:
        return {"since": self.today}

    def set_up(self) -> None:
        self.offer("copied", Frame.objects.filter(province=self.subject).order_by("-since", "-pk"))


class RowForm(ActForm):
    """One organ of a frame; `subject` is its row as a dict, empty for a new one."""

    name = text(
        _("Tên cơ quan"), most=200, help_text=_("Ghi {unit} ở chỗ tên địa phương, ví dụ “Đảng ủy {unit}”.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    block = forms.ChoiceField(label=_("Khối"), choices=Block.choices, widget=forms.RadioSelect)
    parent = forms.ChoiceField(label=_("Trực thuộc"), required=False, error_messages=GONE)
    guided_by = forms.CharField(
        label=_("Chịu hướng dẫn của"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tên sở, ban, ngành của tỉnh, mỗi dòng một tên."),
    )
    keeps_register = forms.BooleanField(label=_("Giữ sổ theo dõi kết luận của khối mình"), required=False)
    rank = number(_("Thứ tự"), most=1000, help_text=_("Số nhỏ đứng trước."))
    source = text(_("Căn cứ của dòng này"), most=300, required=False)
    is_verified = forms.BooleanField(label=_("Đã đối chiếu với văn bản"), required=False)

    def __init__(self, *args: Any, others: list[dict[str, Any]], **kwargs: Any) -> None:
        self.others = others
        super().__init__(*args, **kwargs)

    def first(self) -> dict[str, Any]:
        row = self.subject
        if not row:
            return {"block": Block.STATE, "rank": max((one["rank"] for one in self.others), default=0) + 10}
        return {**row, "guided_by": "\n".join(row["guided_by"])}

    def set_up(self) -> None:
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            ("", _("Không trực thuộc cơ quan nào")),
            *((r["key"], r["name"]) for r in self.others),
        ]

    def clean_guided_by(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["guided_by"].splitlines() if line.strip()]


class RowPostForm(forms.Form):
    """One post of a row; a line without a title is left out."""

    title = forms.CharField(label=_("Chức vụ, chức danh"), max_length=120, required=False)
    seats = forms.IntegerField(label=_("Số lượng được giao"), min_value=1, max_value=1000, required=False)
    lead = forms.ChoiceField(label=_("Tính chất"), choices=LEADS, required=False)
    role = forms.ChoiceField(
        label=_("Vai trò trong hệ thống"),
        required=False,
        choices=[("", _("không")), *((role.code, role.label) for role in ROLES)],
    )
    filled_by = forms.CharField(label=_("Cơ quan quyết định nhân sự"), max_length=200, required=False)


RowPosts = forms.formset_factory(RowPostForm, extra=SPARE)


def post_lines(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The posts of a row as the lines of the form."""
    return [
        post | {"lead": "head" if post["is_head"] else "lead" if post["is_lead"] else ""}
        for post in row.get("posts", [])
    ]


def posts_of(formset: Any) -> list[dict[str, Any]]:
    """The lines of the form as posts of a row, in their order."""
    lines = (form.cleaned_data for form in formset if form.cleaned_data.get("title"))
    return [
        {
            "title": line["title"],
            "seats": line.get("seats") or 1,
            "is_lead": line["lead"] in ("lead", "head"),
            "is_head": line["lead"] == "head",
            "role": line["role"],
            "rank": 10 * place,
            "filled_by": line["filled_by"],
        }
        for place, line in enumerate(lines, 1)
    ]
