"""Lists on their way in. They are seen by whoever brought them, and by nobody else."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import ImportRun


def imports(*, for_: User) -> models.QuerySet[ImportRun]:
    """The latest first, without what was read of them."""
    return ImportRun.objects.filter(by=for_).defer("sheets", "answers").order_by("-at", "-pk")


def import_run(uid: UUID, *, for_: User) -> ImportRun | None:
    return ImportRun.objects.filter(uid=uid, by=for_).first()
