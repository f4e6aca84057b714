"""Who may read source documents."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def can_view(user: User, subject: Any = None) -> bool:
    return organisations.may(user, "documents.view")
