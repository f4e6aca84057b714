"""Who may do what with a case."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.reach(user, "cases.view") is not None


def can_coordinate(user: User, subject: Any = None) -> bool:
    return organisations.reach(user, "cases.coordinate") is not None


def can_receive(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: only its own organ takes it up."""
    if organisations.reach(user, "cases.receive") is None:
        return False
    return subject is None or subject.organisation_id in organisations.own_organisations(user)
