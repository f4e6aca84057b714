"""Who may see sessions and who may write their record."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "meetings.view")


def can_record(user: User, subject: Any = None) -> bool:
    """`subject` is a session or an item of one: only the office in whose register it stands writes it."""
    reach = organisations.scope(user, "meetings.record")
    session = getattr(subject, "session", subject)
    return bool(reach) if session is None else session.register_id in reach.registers
