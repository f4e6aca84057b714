"""What every form of a step has: the case, the step, who fills it in, and the words its action takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.forms.register import VersionForm
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import Step


class CaseStepForm(VersionForm):
    """The base of a step's form: `given()` are the arguments of its action beside case, step, by and at."""

    note = ""
    """What is said above the fields."""

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


def reason_field(rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Cần ghi lý do.")},
    )
