"""Answers to POSTs, kept to answer a repeat."""

from __future__ import annotations

from datetime import datetime, timedelta

from thongsuot.apps.core.models import PostAnswer

ANSWERS_KEPT = timedelta(days=7)
"""Nobody sends a form again later than that."""


def forget_answers(*, at: datetime) -> int:
    """Drop the answers to POSTs of long ago; how many went."""
    return PostAnswer.objects.filter(at__lt=at - ANSWERS_KEPT).delete()[0]
