"""What every form of a step has: the case, the step, who fills it in, and the words its action takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.forms.register import Choices, VersionForm
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step
from thongsuot.apps.organisations import queries as organisations


class CaseStepForm(VersionForm):
    """The base of a step's form: `given()` are the arguments of its action beside case, step, by and at."""

    note: Any = ""
    """What is said above the fields."""
    is_by_version = True
    """Whether `standing` is the number of the case's own version."""

    def __init__(
        self, posted: Any = None, files: Any = None, *, case: Case, step: Step, user: User, on: date
    ) -> None:
        self.case, self.step, self.user, self.on = case, step, user, on
        super().__init__(posted, files, initial=self.first())
        if step.needs_reason and "reason" not in self.fields:
            self.fields["reason"] = reason_field()

    def first(self) -> dict[str, Any]:
        """What stands in the fields before anybody types."""
        return {"version": self.standing()}

    def standing(self) -> int:
        """The number of the state that the page shows; a form from an older one is told what changed."""
        return self.case.version

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def words_field(label: Any, *, needed: bool = True, rows: int = 3) -> forms.CharField:
    """Free words of at most 10,000 letters."""
    return forms.CharField(
        label=label,
        required=needed,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Hãy ghi nội dung này.")},
    )


def reason_field(rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Cần ghi lý do.")},
    )


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so by every caller
    field.choices = [*choices]


def organ_groups(case: Case | None = None, organs: Iterable[Any] | None = None) -> list[tuple[str, Choices]]:
    """Organs (all that exist, where they are not given) by unit: the case's own units first, then the province."""
    own = {one.unit_id for one in case.case_units.all()} if case else set()
    groups: dict[tuple[int, str, str], Choices] = defaultdict(list)
    for organ in organisations.organisations() if organs is None else organs:
        unit = organ.unit
        rank = 0 if unit.pk in own else 1 if unit.province_id is None else 2
        groups[rank, unit.sort_key, unit.full_name].append((str(organ.uid), organ.name))
    return [(key[-1], groups[key]) for key in sorted(groups)]
