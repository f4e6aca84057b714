"""Opening posts, changing their seats, and which roles they carry."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Post, PostRole
from thongsuot.apps.organisations.permissions import ROLES

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation


@transaction.atomic
def open_post(
    *,
    organisation: Organisation,
    title: str,
    since: date,
    by: User,
    at: datetime,
    seats: int = 1,
    fraction: Decimal = Decimal(1),
    **facts: Any,
) -> Post:
    """A new post of an organ. `facts` are is_lead, is_head, rank, position, requirements, filled_by, until."""
    title = nfc(title).strip()
    if not title:
        raise BrokenRule(_("Cần có tên chức vụ, chức danh."), field="title")
    post = Post.objects.create(
        organisation=organisation,
        title=title,
        folded=fold(title),
        since=since,
        seats=seats,
        fraction=fraction,
        **facts,
    )
    opened = {"organisation": organisation.uid, "title": title, "seats": seats, "since": since}
    journal.write(post, "opened", by=by, at=at, payload=opened)
    return post


@transaction.atomic
def grant_role(
    *, post: Post, role: str, since: date, by: User, at: datetime, until: date | None = None
) -> PostRole:
    """Whoever holds the post has this role from a day on. Raises `BrokenRule` for an unknown role."""
    if role not in {known.code for known in ROLES}:
        raise BrokenRule(_("Vai trò này chưa có trong bảng quyền."), field="role")
    granted = PostRole.objects.create(post=post, role=role, since=since, until=until)
    journal.write(post, "role-granted", by=by, at=at, payload={"role": role, "since": since, "until": until})
    return granted
