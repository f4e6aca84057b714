"""Pages that every part stands on: the door, one's own account, failures."""

from thongsuot.apps.core.views.log_in import login, logout
from thongsuot.apps.core.views.pages import (
    bug,
    csrf_failed,
    health,
    home,
    language,
    not_allowed,
    not_found,
    not_understood,
    parts,
)

__all__ = [
    "bug",
    "csrf_failed",
    "health",
    "home",
    "language",
    "login",
    "logout",
    "not_allowed",
    "not_found",
    "not_understood",
    "parts",
]
