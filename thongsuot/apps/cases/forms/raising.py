"""The form of a new recommendation, difficulty or commitment."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import actions, permissions, topics
from thongsuot.apps.cases.forms.recommendations import organisation_of
from thongsuot.apps.cases.forms.register import NO_SUCH_DAY, DateInput
from thongsuot.apps.cases.forms.stepping import choose, organ_groups, words_field
from thongsuot.apps.cases.models import Case, Cause, Competence, Kind, Level
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

KINDS = [(kind.value, kind.label) for kind in (Kind.RECOMMENDATION, Kind.DIFFICULTY, Kind.COMMITMENT)]


class RaiseForm(forms.Form):
    """`units` and `register` offer what this user may choose; a commune officer's own unit is chosen already."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=KINDS, widget=forms.RadioSelect, initial=Kind.RECOMMENDATION
    )
    text = words_field(_("Nội dung"), rows=5)
    topic = forms.ChoiceField(label=_("Lĩnh vực"), error_messages={"required": _("Hãy chọn lĩnh vực.")})
    cause = forms.ChoiceField(label=_("Nguyên nhân"), required=False)
    competence = forms.ChoiceField(label=_("Cấp có thẩm quyền, theo bạn"), required=False)
    units = forms.MultipleChoiceField(label=_("Địa phương nêu"), required=False)
    register = forms.ChoiceField(
        label=_("Gửi vào sổ của"), error_messages={"required": _("Hãy chọn văn phòng giữ sổ.")}
    )
    addressed_to = forms.CharField(label=_("Gửi tới"), required=False, max_length=300)
    raised_on = forms.DateField(label=_("Ngày nêu"), widget=DateInput, error_messages=NO_SUCH_DAY)
    promised_by = forms.ChoiceField(
        label=_("Cơ quan cam kết"), required=False, help_text=_("Chỉ ghi khi loại là cam kết.")
    )
    level = forms.ChoiceField(label=_("Mức phổ biến"), choices=Level.choices, initial=Level.INTERNAL)
    source_note = forms.CharField(label=_("Nguồn ghi"), required=False, max_length=200)

    def __init__(self, posted: Any = None, *, user: User, on: date, again: Case | None = None) -> None:
        self.user, self.on, self.again = user, on, again
        self._units = _units(user)
        self._offices = {str(one.uid): one for one in organisations.keepers()}
        super().__init__(posted, initial=self._first())
        choose(self, "topic", [("", _("Chọn lĩnh vực")), *topics.labels().items()])
        choose(self, "cause", [("", _("Chưa rõ")), *Cause.choices])
        choose(self, "competence", [("", _("Chưa rõ")), *Competence.choices])
        choose(self, "register", [("", _("Chọn văn phòng")), *_named(self._offices)])
        choose(self, "promised_by", [("", _("Chưa rõ")), *organ_groups()])
        if self._units:
            choose(self, "units", [(str(unit.uid), unit.full_name) for unit in self._units])
        else:
            del self.fields["units"]

    def _first(self) -> dict[str, Any]:
        own = organisations.register_of(self.user)
        office = next((uid for uid, one in self._offices.items() if one.pk == own), "")
        chosen = [str(self._units[0].uid)] if len(self._units) == 1 else []
        first: dict[str, Any] = {"raised_on": self.on, "register": office, "units": chosen}
        if self.again is None:
            return first
        kept = ("kind", "text", "topic", "cause", "competence", "addressed_to", "level")
        office = str(self.again.register.uid) if self.again.register else office
        asked = {one.unit_id for one in self.again.case_units.all() if one.role == "raised"}
        mine = [str(unit.uid) for unit in self._units if unit.pk in asked]
        again = {name: getattr(self.again, name) for name in kept}
        return first | again | {"register": office, "units": mine or chosen}

    def clean_raised_on(self) -> date:
        day: date = self.cleaned_data["raised_on"]
        if day > self.on:
            raise forms.ValidationError(_("Ngày nêu không thể sau hôm nay."))
        return day

    def new(self) -> actions.NewCase:
        """What is entered. An organ that is no commune and names no unit raises it itself."""
        kept = self.cleaned_data
        chosen = set(kept.get("units") or ())
        units = tuple(unit for unit in self._units if str(unit.uid) in chosen)
        capacity = next(iter(organisations.entitled(self.user, "cases.raise")), None)
        promised = organisation_of(kept["promised_by"]) if kept["kind"] == Kind.COMMITMENT else None
        own = None if units or capacity is None else organisations.organisation(capacity.organisation_uid)
        names = (
            "kind",
            "text",
            "topic",
            "cause",
            "competence",
            "addressed_to",
            "raised_on",
            "level",
            "source_note",
        )
        return actions.NewCase(
            **{name: kept[name] for name in names},
            raised_by=capacity.organisation if capacity and not permissions.registers_of(self.user) else "",
            raising_units=units,
            raising_organ=own,
            register=self._offices[kept["register"]],
            assignees=(actions.Named(promised.name, "lead", promised),) if promised else (),
            raises_again=self.again,
        )


def _units(user: User) -> list[Any]:
    """The communes for which somebody raises: an office's, all of its province; everybody else's, their own."""
    if permissions.registers_of(user):
        keys = {one.unit_id for one in organisations.entitled(user, "cases.raise")}
        provinces = [unit for key, unit in places.by_keys(keys).items() if unit.province_id is None]
        return [unit for province in provinces for unit in places.units_of(province)]
    found = places.by_keys(organisations.own_units(user))
    return sorted(found.values(), key=lambda unit: unit.sort_key)


def _named(offices: dict[str, Any]) -> list[tuple[str, str]]:
    return [(uid, office.name) for uid, office in offices.items()]


def again_of(text: str) -> UUID | None:
    """The uid in an address; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
