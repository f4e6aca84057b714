"""An act on what somebody saw: it is done only while nobody else wrote on the same subject since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from thongsuot.apps.core.errors import Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.queries.versions import changes_since

if TYPE_CHECKING:
    from django.db import models


@contextmanager
def as_seen(*, subject: models.Model, version: int, by: User, at: datetime) -> Iterator[None]:
    """One transaction round an act on `subject` as of `version` (see `queries.version_of`). Raises `Stale`.

    Asked before and after: whoever came between, while this act waited for its locks, stands first in the journal.
    Holds nothing itself, so the order in which the act holds its rows stays the act's own.
    """
    with transaction.atomic():
        if changes_since(subject, version).exists():
            raise Stale
        yield
        first: Any = changes_since(subject, version).order_by("seq").first()
        if first is not None and (first.by_id, first.at) != (by.pk, at):
            raise Stale
