"""Who may do what with a case."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.view")


def can_coordinate(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.coordinate")


def can_receive(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: only its own organ takes it up."""
    reach = organisations.scope(user, "cases.receive")
    return bool(reach) if subject is None else subject.organisation_id in reach.organs
