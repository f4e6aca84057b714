"""Questions about terms, congresses and references for headcount."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from thongsuot.apps.organisations.models import Congress, HeadcountReference, Organisation, Term
from thongsuot.apps.organisations.models.dated import on as in_force


def terms(block: str = "") -> models.QuerySet[Term]:
    """All terms, of one block or of every one."""
    return Term.objects.filter(block=block) if block else Term.objects.all()


def term_of(block: str, *, on: date) -> Term | None:
    """The term of a block that runs on a day."""
    return Term.objects.filter(in_force(on), block=block).first()


def congresses(organs: Iterable[Organisation | int], *, on: date) -> models.QuerySet[Congress]:
    """Congresses and elections of these organs (or keys) for the terms that run on a day."""
    keys = [organ if isinstance(organ, int) else organ.pk for organ in organs]
    rows = Congress.objects.filter(in_force(on, "term__"), organisation__in=keys)
    return rows.select_related("organisation", "term", "completed_by")


def headcounts(*, on: date, unit_type: str = "", block: str = "") -> models.QuerySet[HeadcountReference]:
    """What sources said on the number of staff and holds on a day, for a type of unit and a block, or for any."""
    rows = HeadcountReference.objects.filter(in_force(on))
    if unit_type:
        rows = rows.filter(Q(unit_type="") | Q(unit_type=unit_type))
    return rows.filter(block__in=("", block)) if block else rows
