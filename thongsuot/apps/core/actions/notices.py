"""Telling people what they have to know (nhắc việc), by every channel; their having seen it; how they want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from thongsuot.apps.core import journal
from thongsuot.apps.core.models import Notice, NoticeChoice, User

LONGEST = 400
Level, Mode = Notice.Level, NoticeChoice.Mode


@transaction.atomic
def tell(
    *,
    users: Iterable[User],
    text: str,
    url: str,
    at: datetime,
    kind: str = "",
    subject: UUID | None = None,
    level: str = Level.NOTE,
    is_public: bool = False,
    body: str = "",
) -> None:
    """A notice to each of these accounts, once. `url` is a path of this product, "" for none.

    `kind` and `subject` say what it is about, in codes. Only with `is_public` do its words leave the product, into
    a mail or a messenger; `body` is a longer text that may leave it too.
    """
    line = " ".join(text.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
    about = {"kind": kind, "subject_uid": subject, "level": level, "is_public": is_public}
    told = {user.pk: user for user in users}.values()
    rows = [Notice(user=user, text=line, url=url[:300], at=at, **about) for user in told]
    for name in settings.CHANNELS if rows else ():
        import_string(name)().send(rows, body=body, at=at)


def see(*, user: User, at: datetime, uid: UUID | None = None) -> int:
    """Mark this notice of the user as seen, or all of them; how many were new."""
    rows = Notice.objects.filter(user=user, seen_at=None)
    return (rows.filter(uid=uid) if uid else rows).update(seen_at=at)


@transaction.atomic
def choose_notices(*, user: User, email: str, mode: str, by: User, at: datetime) -> None:
    """Where and when this user wants to be told by mail; the address stands in no journal."""
    NoticeChoice.objects.update_or_create(user=user, defaults={"email": email, "mode": mode})
    payload = {"mode": mode, "has_address": bool(email)}
    row = User.objects.select_for_update().get(pk=user.pk)
    journal.write(row, "notices-chosen", by=by, at=at, payload=payload)
