"""The version of a subject: the number of its newest row in the journal that changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

from thongsuot.apps.core import journal
from thongsuot.apps.core.models import JournalEntry

if TYPE_CHECKING:
    from django.db import models

READ = ("details-read",)
"""Acts in the journal of a person that change nothing."""


def version_of(subject: models.Model) -> int:
    """0 for what was never written on. One query."""
    newest: Any = changes_since(subject, 0).order_by().aggregate(newest=Max("seq"))["newest"]
    return int(newest or 0)


def changes_since(subject: models.Model, version: int) -> models.QuerySet[JournalEntry]:
    """What was written on a subject after a version, the newest first, with who wrote it."""
    return journal.of(subject).filter(seq__gt=version).exclude(act__in=READ)
