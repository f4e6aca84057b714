"""Founding organs and appointing capacities."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Block, Capacity, Kind, Organisation
from thongsuot.apps.organisations.permissions import ROLES

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
) -> Organisation:
    """A new organ. Raises `BrokenRule` for an empty or taken name and for an unknown kind or block."""
    name = nfc(name).strip()
    if not name or kind not in Kind.values or block not in Block.values:
        raise BrokenRule("Cơ quan cần có tên, loại và khối.", field="name")
    if Organisation.objects.filter(unit=unit, name=name).exists():
        raise BrokenRule(f"Địa phương này đã có cơ quan tên “{name}”.", field="name")
    organisation = Organisation.objects.create(
        name=name, folded=fold(name), kind=kind, block=block, unit=unit, parent=parent
    )
    journal.write(organisation, "founded", by=by, at=at, payload={"name": name, "kind": kind, "block": block})
    return organisation


@transaction.atomic
def appoint(
    *, user: User, organisation: Organisation, role: str, title: str, since: date, by: User, at: datetime
) -> Capacity:
    """Let an account act for an organ in a role from a day on. Raises `BrokenRule` for an unknown role."""
    if role not in {known.code for known in ROLES}:
        raise BrokenRule("Vai trò này chưa có trong bảng quyền.", field="role")
    capacity = Capacity.objects.create(
        user=user, organisation=organisation, role=role, title=title, since=since
    )
    facts = {"user": user.uid, "organisation": organisation.uid, "role": role, "since": since}
    journal.write(capacity, "appointed", by=by, at=at, payload=facts)
    return capacity
