"""Founding, renaming and dissolving organs, and where they hang in the tree."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Block, Kind, Organisation, OrganisationName

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit


@transaction.atomic
def found(
    *,
    name: str,
    kind: str,
    block: str,
    unit: Unit,
    by: User,
    at: datetime,
    parent: Organisation | None = None,
    founded_on: date | None = None,
    founded_by: str = "",
    keeps_register: bool = False,
) -> Organisation:
    """A new organ. Raises `BrokenRule` for an empty or taken name and for an unknown kind or block."""
    name = nfc(name).strip()
    if not name or kind not in Kind.values or block not in Block.values:
        raise BrokenRule(_("Cơ quan cần có tên, loại và khối."), field="name")
    if Organisation.objects.filter(unit=unit, name=name, dissolved_on=None).exists():
        raise BrokenRule(_("Địa phương này đã có cơ quan tên “%(name)s”.") % {"name": name}, field="name")
    organisation = Organisation.objects.create(
        name=name,
        folded=fold(name),
        kind=kind,
        block=block,
        unit=unit,
        parent=parent,
        founded_on=founded_on,
        founded_by=founded_by,
        keeps_register=keeps_register,
    )
    OrganisationName.objects.create(
        organisation=organisation, name=name, folded=fold(name), valid_from=founded_on, document=founded_by
    )
    journal.write(organisation, "founded", by=by, at=at, payload={"name": name, "kind": kind, "block": block})
    return organisation
