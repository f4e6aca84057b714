"""Core's own permissions: being logged in, and running the system."""

from __future__ import annotations

from typing import Any

from thongsuot.apps.core.models import User


def is_logged_in(user: User, subject: Any = None) -> bool:
    return user.is_active


def is_operator(user: User, subject: Any = None) -> bool:
    return user.is_active and user.is_operator
