"""Each unit that asked is asked whether it is solved; its own clock runs from the answer on."""

from __future__ import annotations

from datetime import datetime

from thongsuot.apps.cases.actions import clocks
from thongsuot.apps.cases.models import Case, CaseUnit, Clock, Confirmation


def ask(*, case: Case, limit: str, at: datetime) -> list[Confirmation]:
    """One confirmation with its clock for each asker of this round; part of a step.

    A case that no unit raised has one without a unit: its raising organ, or the office, says it.
    """
    raised = case.case_units.filter(role=CaseUnit.Role.RAISED).order_by("pk")
    units: list[int | None] = [*raised.values_list("unit", flat=True)]
    asked = Confirmation.objects.filter(case=case, round=case.round)
    known = set(asked.values_list("unit", flat=True))
    made = [
        Confirmation.objects.create(case=case, unit_id=unit, round=case.round, asked_at=at)
        for unit in units or [None]
        if unit not in known
    ]
    for one in made:
        clocks.start(case=case, kind=Clock.Kind.CONFIRMING, limit=limit, confirmation=one, at=at)
    return made
