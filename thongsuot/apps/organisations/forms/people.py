"""What the acts on people take in, and how a person is chosen or newly entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.forms.base import GONE, ActForm, day, number, text
from thongsuot.apps.organisations.models import Person

GENDERS = [("", _("chưa ghi")), ("female", _("nữ")), ("male", _("nam"))]
NEW = "new"


class PersonForm(ActForm):
    """A person's name and titles; `subject` is the person, or nobody for a new one.

    `candidates` are people of the same name whom the form asks about.
    """

    name = text(_("Họ và tên"), most=120)
    degrees = text(_("Học hàm, học vị"), most=60, required=False)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=GENDERS, required=False)

    def first(self) -> dict[str, Any]:
        if self.subject is None:
            return {}
        return {name: getattr(self.subject, name) for name in ("name", "degrees", "gender")}

    def ask(self, candidates: Sequence[Person], name: str, *, is_new: bool) -> None:
        """Add the question who of the same name this is."""
        field = forms.ChoiceField(
            label=said("Đã có %(n)d người cùng tên. Người này là ai?") % {"n": len(candidates)},
            choices=who(candidates, name, is_new=is_new),
            widget=forms.RadioSelect,
            error_messages=GONE,
        )
        self.fields["who"] = field
        self.order_fields(["who", "name", "degrees", "gender"])


def somebody_else(name: str) -> str:
    """The answer that this is another of this name; it answers for no other name."""
    return f"{NEW} {fold(name)}"


def who(candidates: Sequence[Person], name: str, *, is_new: bool) -> list[tuple[str, str]]:
    """Each candidate with what they hold, and somebody else of the same name."""
    rows = [(str(person.uid), known_by(person)) for person in candidates] if is_new else []
    return [*rows, (somebody_else(name), said("người khác cùng tên"))]


def known_by(person: Person) -> str:
    """A name with what its bearer holds, so that people of one name can be told apart; needs `held_now`."""
    held = [f"{one.post.title}, {one.post.organisation.name}" for one in person.held_now]  # type: ignore[attr-defined]
    return f"{person.name} ({'; '.join(held) or said('hiện không giữ chức vụ nào')})"


class QualifyForm(ActForm):
    level = text(_("Trình độ"), most=60, help_text=_("Ví dụ: đại học, thạc sĩ, cao cấp lý luận chính trị."))
    field = text(_("Chuyên ngành"), most=120)
    obtained_in = number(_("Năm được cấp"), least=1940, most=2100, required=False)


class DetailsForm(ActForm):
    """What is stored sealed. Empty fields are taken out."""

    birth_date = day(_("Ngày sinh"), required=False)
    phone = text(_("Điện thoại"), most=20, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("Địa chỉ này chưa đúng. Hãy ghi như ten@coquan.gov.vn.")},
    )


class ChoosePersonForm(forms.Form):
    """Who it is: one of those that the search found, or somebody new."""

    person = forms.ChoiceField(label=_("Người giữ chức vụ"), widget=forms.RadioSelect, error_messages=GONE)

    def __init__(self, *args: Any, q: str, found: Sequence[Person], may_enter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(person.uid), known_by(person)) for person in found]
        if may_enter and q:
            same = any(person.folded == fold(q) for person in found)
            new = (
                said("người khác cùng tên “%(q)s”, ghi thành người mới")
                if same
                else said("“%(q)s”, ghi thành người mới")
            )
            rows.append((NEW, new % {"q": q}))
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = rows
        if len(rows) == 1:
            field.initial = rows[0][0]
