"""Questions about organs and about who may do what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Capacity, Organisation
from thongsuot.apps.organisations.permissions import ROLES, TABLE, Reach


def capacities(user: User, *, on: date) -> list[Capacity]:
    """The capacities in force on a day, with organ and unit."""
    rows = Capacity.objects.filter(user_id=user.pk, since__lte=on)
    return list(
        rows.filter(models.Q(until=None) | models.Q(until__gte=on)).select_related("organisation__unit")
    )


def held(user: User) -> list[Capacity]:
    """The capacities of this request, loaded once; empty for someone who holds none."""
    return getattr(user, "held_capacities", [])


def reach(user: User, action: str) -> Reach | None:
    """How far a user may do `action` (a row of the permission table); None when not at all."""
    rows = TABLE[action]
    reaches = {rows[capacity.role] for capacity in held(user) if capacity.role in rows}
    return Reach.ALL if Reach.ALL in reaches else Reach.OWN if reaches else None


def own_units(user: User) -> list[int]:
    """Keys of the communes whose capacity a user holds; a provincial organ gives none."""
    return [capacity.organisation.unit_id for capacity in held(user) if capacity.role == "commune"]


def own_organisations(user: User) -> list[int]:
    return [capacity.organisation_id for capacity in held(user)]


def organisations() -> models.QuerySet[Organisation]:
    return Organisation.objects.select_related("unit")


def of_units(units: Iterable[int]) -> models.QuerySet[Organisation]:
    """Organs of these units (keys)."""
    return organisations().filter(unit_id__in=list(units))


def named(name: str, *, units: Iterable[int]) -> Organisation | None:
    """The one organ of these units that bears this name, folded; None when none or several do."""
    found = list(of_units(units).filter(folded=fold(name))[:2])
    return found[0] if len(found) == 1 else None


def role_label(code: str) -> str:
    return next((str(role.label) for role in ROLES if role.code == code), code)
