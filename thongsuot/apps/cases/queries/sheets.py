"""Spreadsheets on their way into the register. They are seen by whoever brought them, and by nobody else."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from thongsuot.apps.cases.models import SheetImport
from thongsuot.apps.core.models import User


def sheet_imports(*, for_: User) -> models.QuerySet[SheetImport]:
    """The latest first, without what was read of them."""
    return SheetImport.objects.filter(by=for_.pk).defer("sheets").order_by("-at", "-pk")


def sheet_import(uid: UUID, *, for_: User) -> SheetImport | None:
    return SheetImport.objects.select_related("register__unit").filter(uid=uid, by=for_.pk).first()
