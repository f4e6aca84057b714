"""Telling people what they have to know (nhắc việc), and their having seen it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thongsuot.apps.core.models import Notice, User

LONGEST = 400


def tell(*, users: Iterable[User], text: str, url: str, at: datetime) -> None:
    """A notice to each of these accounts, once. `url` is a path of this product, "" for none."""
    line = " ".join(text.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    told = {user.pk: user for user in users}.values()
    Notice.objects.bulk_create(Notice(user=user, text=line, url=url[:300], at=at) for user in told)


def see(*, user: User, at: datetime, uid: UUID | None = None) -> int:
    """Mark this notice of the user as seen, or all of them; how many were new."""
    rows = Notice.objects.filter(user=user, seen_at=None)
    return (rows.filter(uid=uid) if uid else rows).update(seen_at=at)
