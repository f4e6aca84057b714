"""Who may do what with a case."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.view")


def can_coordinate(user: User, subject: Any = None) -> bool:
    """`subject` is a case: only the office that keeps its register."""
    reach = organisations.scope(user, "cases.coordinate")
    return bool(reach) if subject is None else subject.register_id in reach.registers


def can_receive(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: only its own organ takes it up."""
    return _is_given(user, "cases.receive", subject)


def can_hand_on(user: User, subject: Any = None) -> bool:
    """`subject` is an assignment: the head of its organ hands it to an officer."""
    return _is_given(user, "cases.hand_on", subject)


def can_open_in_emergency(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "cases.open_in_emergency")


def _is_given(user: User, action: str, assignment: Any) -> bool:
    reach = organisations.scope(user, action)
    return bool(reach) if assignment is None else assignment.organisation_id in reach.organs
