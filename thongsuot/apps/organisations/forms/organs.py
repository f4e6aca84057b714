"""What the acts on organs take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.organisations.forms.base import ActForm, OrganField, OrgansField, day, text
from thongsuot.apps.organisations.models import Block, Kind, Organisation


def near(unit: Any) -> QuerySet[Organisation]:
    """Living organs of a unit and of its province, the unit's own first."""
    where = Q(unit=unit) | Q(unit=unit.province_id)
    rows = Organisation.objects.filter(where, dissolved_on=None)
    return rows.order_by("-unit__level" if unit.province_id is None else "unit__level", "folded")


class FoundForm(ActForm):
    """A new organ; `subject` is its unit."""

    name = text(_("Tên cơ quan"), most=200, help_text=_("Tên đầy đủ, ví dụ “UBND phường Kon Tum”."))
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    block = forms.ChoiceField(label=_("Khối"), choices=Block.choices, widget=forms.RadioSelect)
    parent = OrganField(_("Cơ quan cấp trên trực tiếp"), empty=_("Không có"))
    founded_on = day(_("Thành lập ngày"), required=False)
    founded_by = text(_("Văn bản thành lập"), most=200, required=False)
    keeps_register = forms.BooleanField(label=_("Giữ sổ theo dõi kết luận của khối mình"), required=False)

    def first(self) -> dict[str, Any]:
        return {"founded_on": self.today, "block": Block.STATE}

    def set_up(self) -> None:
        self.offer("parent", near(self.subject))


class RenameForm(ActForm):
    name = text(_("Tên mới"), most=200)
    on = day(_("Mang tên này từ ngày"))
    document = text(_("Văn bản"), most=200, required=False)

    def first(self) -> dict[str, Any]:
        return {"name": self.subject.name, "on": self.today}


class DissolveForm(ActForm):
    on = day(_("Chấm dứt từ ngày"), help_text=_("Ngày đầu tiên cơ quan không còn hoạt động."))
    document = text(_("Văn bản"), most=200, required=False)
    successors = OrgansField(
        _("Cơ quan kế thừa"), help_text=_("Ai tra cứu tên cũ sẽ được dẫn tới các cơ quan này.")
    )

    children_to = OrganField(
        _("Cơ quan tiếp nhận các cơ quan trực thuộc"),
        empty=_("Chưa chọn"),
        help_text=_("Các cơ quan trực thuộc chuyển sang ngay khi ghi."),
    )

    def first(self) -> dict[str, Any]:
        return {"on": self.today}

    def set_up(self) -> None:
        others = near(self.subject.unit).exclude(pk=self.subject.pk)
        self.offer("successors", others)
        children = self.subject.children.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=self.today))
        if children.exists():
            self.offer("children_to", others.exclude(pk__in=children.values("pk")))
        else:
            del self.fields["children_to"]


class ParentForm(ActForm):
    parent = OrganField(_("Cơ quan cấp trên trực tiếp"), empty=_("Không có"))

    def first(self) -> dict[str, Any]:
        return {"parent": self.subject.parent.uid if self.subject.parent else None}

    def set_up(self) -> None:
        self.offer("parent", near(self.subject.unit).exclude(pk=self.subject.pk))


class GuideForm(ActForm):
    departments = OrgansField(
        _("Sở, ban, ngành hướng dẫn chuyên môn"),
        help_text=_("Phòng chuyên môn trực thuộc UBND cấp xã nhưng chịu hướng dẫn của một hay nhiều sở."),
    )

    def first(self) -> dict[str, Any]:
        return {"departments": [one.uid for one in self.subject.guided_by.all()]}

    def set_up(self) -> None:
        province = self.subject.unit.province_id or self.subject.unit_id
        rows = Organisation.objects.filter(unit=province, dissolved_on=None).exclude(pk=self.subject.pk)
        self.offer("departments", rows.filter(kind__in=(Kind.DEPARTMENT, Kind.OFFICE, Kind.PARTY_BODY)))
