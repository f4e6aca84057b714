"""What the acts on posts, and on who holds them, take in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
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
from thongsuot.apps.organisations.models import JobPosition, Organisation, Term
from thongsuot.apps.organisations.models.dated import within
from thongsuot.apps.organisations.permissions import ROLES

STRENGTHS = {"": "must", "nên": "should", "sau": "later"}


def deciders(unit: Any) -> QuerySet[Organisation]:
    """Organs that may decide on people of a unit: its own and the province's."""
    province = unit.province_id or unit.pk
    rows = Organisation.objects.filter(Q(unit=unit) | Q(unit=province), dissolved_on=None)
    return rows.order_by("block", "folded")


class PostForm(ActForm):
    """A new post; `subject` is its organ."""

    title = text(_("Chức vụ, chức danh"), most=120)
    since = day(_("Có từ ngày"))
    seats = number(_("Số lượng được giao"), least=1, most=2000)
    fraction = forms.DecimalField(
        label=_("Thời gian làm việc của một vị trí"),
        min_value=Decimal(0),
        max_value=Decimal(1),
        decimal_places=2,
        help_text=_("1 là cả thời gian; 0,5 là nửa thời gian; 0 là không hưởng lương."),
        localize=True,
    )
    is_lead = forms.BooleanField(label=_("Chức vụ lãnh đạo, quản lý"), required=False)
    is_head = forms.BooleanField(label=_("Là người đứng đầu cơ quan"), required=False)
    position = forms.ModelChoiceField(
        JobPosition.objects.none(),
        label=_("Vị trí việc làm"),
        required=False,
        to_field_name="uid",
        empty_label=_("Chưa xếp"),
        error_messages=GONE,
    )
    filled_by = OrganField(_("Cơ quan quyết định nhân sự"))
    rank = number(_("Thứ tự trong cơ quan"), most=1000, help_text=_("Số nhỏ đứng trước."))
    requirements = forms.CharField(
        label=_("Yêu cầu"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mỗi dòng một yêu cầu. Mở đầu bằng “nên:” là ưu tiên, “sau:” là bổ sung sau; còn lại là bắt buộc."
        ),
    )

    def first(self) -> dict[str, Any]:
        return {"since": self.today, "seats": 1, "fraction": Decimal(1), "rank": 100}

    def set_up(self) -> None:
        self.offer("filled_by", deciders(self.unit))
        positions = JobPosition.objects.filter(list__until=None).select_related("list")
        self.offer("position", positions.order_by("group", "code"))

    @property
    def unit(self) -> Any:
        return self.subject.unit

    def clean_requirements(self) -> list[dict[str, str]]:
        lines = (line.strip() for line in self.cleaned_data["requirements"].splitlines())
        return [_requirement(line) for line in lines if line]


def _requirement(line: str) -> dict[str, str]:
    word, colon, rest = line.partition(":")
    strength = STRENGTHS.get(word.strip().lower()) if colon else None
    return {"text": rest.strip() if strength else line, "strength": strength or "must"}


def requirement_lines(requirements: list[dict[str, str]]) -> str:
    words = {strength: word for word, strength in STRENGTHS.items()}
    return "\n".join(
        f"{word}: {row['text']}" if (word := words.get(row["strength"], "")) else row["text"]
        for row in requirements
    )


class ChangePostForm(PostForm):
    """`subject` is the post."""

    field_order = ("title", "seats")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["since"]

    def first(self) -> dict[str, Any]:
        names = ("title", "seats", "fraction", "is_lead", "is_head", "rank")
        post = self.subject
        return {name: getattr(post, name) for name in names} | {
            "position": post.position.uid if post.position else None,
            "filled_by": post.filled_by.uid if post.filled_by else None,
            "requirements": requirement_lines(post.requirements),
        }

    @property
    def unit(self) -> Any:
        return self.subject.organisation.unit


class ClosePostForm(ActForm):
    until = day(_("Ngày cuối còn chức vụ này"))

    def first(self) -> dict[str, Any]:
        return {"until": self.today}


class RoleForm(ActForm):
    role = forms.ChoiceField(label=_("Vai trò trong hệ thống"), widget=forms.RadioSelect, error_messages=GONE)
    since = day(_("Từ ngày"))
    until = day(_("Đến hết ngày"), required=False)

    def first(self) -> dict[str, Any]:
        return {"since": self.today}

    def set_up(self) -> None:
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        held = set(self.subject.roles.filter(until=None).values_list("role", flat=True))
        field.choices = [
            (role.code, f"{role.label} – {role.description}") for role in ROLES if role.code not in held
        ]


class WithdrawForm(ActForm):
    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect, error_messages=GONE)
    until = day(
        _("Ngày cuối còn vai trò này"),
        help_text=_("Vai trò trao nhầm từ hôm nay trở đi: ghi ngày trước ngày trao, vai trò được bỏ hẳn."),
    )

    def first(self) -> dict[str, Any]:
        return {"until": self.today}

    def set_up(self) -> None:
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        held = set(self.subject.roles.filter(within(self.today, None)).values_list("role", flat=True))
        field.choices = [(role.code, str(role.label)) for role in ROLES if role.code in held]


class TenureForm(DecisionForm):
    """When and how somebody holds a post; the form of appointing adds who."""

    since = day(_("Từ ngày"))
    until = day(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định ngày thôi."))
    is_concurrent = forms.BooleanField(label=_("Kiêm nhiệm, ngoài chức vụ chính"), required=False)
    appointed_by = OrganField(_("Cơ quan bổ nhiệm, chuẩn y, bầu"))
    on_behalf_of = OrganField(
        _("Đại diện cho"), help_text=_("Khi giữ chức vụ này với tư cách người của một cơ quan khác.")
    )
    term = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("Nhiệm kỳ"),
        required=False,
        to_field_name="uid",
        empty_label=_("Không theo nhiệm kỳ"),
        error_messages=GONE,
    )
    field_order = (
        "since",
        "until",
        "is_concurrent",
        "decision_number",
        "decision_on",
        "decision_by",
        "appointed_by",
        "term",
        "on_behalf_of",
    )

    def first(self) -> dict[str, Any]:
        decider = self.post.filled_by
        return {"since": self.today, "appointed_by": decider.uid if decider else None}

    def set_up(self) -> None:
        organ = self.post.organisation
        for name in ("appointed_by", "on_behalf_of"):
            self.offer(name, deciders(organ.unit))
        self.offer("term", Term.objects.filter(block=organ.block).order_by("-since"))

    @property
    def post(self) -> Any:
        return self.subject


class AmendForm(TenureForm):
    """`subject` is the membership."""

    @property
    def post(self) -> Any:
        return self.subject.post

    def first(self) -> dict[str, Any]:
        held = self.subject
        plain = {name: getattr(held, name) for name in ("since", "until", "is_concurrent")}
        named = {
            name: getattr(held, name).uid if getattr(held, name) else None
            for name in ("appointed_by", "on_behalf_of", "term")
        }
        decided = {name: getattr(held, name) for name in ("decision_number", "decision_on", "decision_by")}
        return plain | named | decided


class EndForm(ActForm):
    until = day(_("Ngày cuối giữ chức vụ"))
    reason = text(_("Lý do"), most=200, required=False, help_text=_("Ví dụ: nghỉ hưu, điều động, từ chức."))

    def first(self) -> dict[str, Any]:
        return {"until": self.today}


class StandInForm(DecisionForm):
    """Days and reason of a stand-in; who it is stands beside, with its own search."""

    since = day(_("Thay từ ngày"))
    until = day(_("Đến hết ngày"))
    reason = text(_("Lý do"), most=200, help_text=_("Ví dụ: đi học, nghỉ phép, chữa bệnh."))
    field_order = ("since", "until", "reason", "decision_number", "decision_on", "decision_by")

    def first(self) -> dict[str, Any]:
        return {"since": self.today}


class EndStandInForm(ActForm):
    until = day(_("Ngày cuối thay"))

    def first(self) -> dict[str, Any]:
        return {"until": self.today}
