"""Questions about organs. Their names, posts and titles are public; nothing here is personal."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.models import Organisation


def organisations() -> models.QuerySet[Organisation]:
    """The organs that exist now."""
    return Organisation.objects.filter(dissolved_on=None).select_related("unit")


def organisation(uid: UUID) -> Organisation | None:
    """Any organ, living or gone."""
    return Organisation.objects.select_related("unit__province", "parent").filter(uid=uid).first()


def of_units(units: Iterable[int]) -> models.QuerySet[Organisation]:
    """Living organs of these units (keys)."""
    return organisations().filter(unit_id__in=list(units))


def named(name: str, *, units: Iterable[int]) -> Organisation | None:
    """The one organ of these units that bears this name, folded; None when none or several do."""
    found = list(of_units(units).filter(folded=fold(name))[:2])
    return found[0] if len(found) == 1 else None


def by_keys(keys: Iterable[int]) -> dict[int, Organisation]:
    """Key -> organ, living or gone."""
    return Organisation.objects.select_related("unit").in_bulk(list(keys))
