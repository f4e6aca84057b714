"""What time alone does to the register: answers that nobody spoke to are closed."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.utils import timezone

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.actions.confirming import close_unheard
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User

log = structlog.get_logger("thongsuot.cases")


def close_all_unheard(*, by: User, at: datetime) -> int:
    """Close the cases whose askers kept silent past their day and past a reminder's rest; how many they were.

    Each in its own transaction: one that somebody else moves at this moment is left for tomorrow.
    """
    closed = 0
    for case in queries.unheard(on=timezone.localdate(at)):
        try:
            close_unheard(case=case, by=by, at=at)
            closed += 1
        except BrokenRule as broken:
            log.info("not closed unheard", case=case.number, code=broken.code)
    return closed
