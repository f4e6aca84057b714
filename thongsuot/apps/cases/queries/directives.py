"""What the page of a directive shows: its papers beside the words it was read from, and how many parts are done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from thongsuot.apps.cases import bridge
from thongsuot.apps.cases.models import Case, Issuance
from thongsuot.apps.cases.queries.register import cases
from thongsuot.apps.core.models import User


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper against what was noted before it: ("same" | "gone" | "added", words) in the order of reading."""

    issuance: Issuance
    words: list[tuple[str, str]]


def differences(case: Case) -> list[Difference]:
    """Each paper of the case, the oldest first, against the words it was read from, or else the case's own."""
    noted = case.passage.quote if case.passage and case.passage.text else case.text
    rows = case.issuances.select_related("organisation", "relays__organisation")
    return [Difference(one, bridge.changes(noted, one.text)) for one in rows]


def parts_done(case: Case) -> tuple[int, int]:
    """How many of its children are closed as done, of how many that are still meant."""
    rows = [
        one.status for one in case.children.all() if one.status not in ("cancelled", "replaced", "withdrawn")
    ]
    return sum(status == "closed" for status in rows), len(rows)


def parts(case: Case, *, for_: User) -> models.QuerySet[Case]:
    """The parts of a directive to many, or its instances, that this user may see; the newest day first."""
    rows = cases(for_=for_).filter(parent=case).prefetch_related("assignments")
    return rows.order_by("-due_on", "pk")
