"""A name for an address of the register: kept, renamed, shared within one's own organ, taken away by its owner."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases import queries
from thongsuot.apps.cases.models import SavedView
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

LONGEST = 100
LONGEST_QUERY = 1000


@transaction.atomic
def save_view(*, name: str, query: str, by: User, at: datetime) -> SavedView:
    """Keep the part of an address after its question mark under a name of one's own. Raises `BrokenRule`."""
    if not query or len(query) > LONGEST_QUERY:
        raise BrokenRule(_("Hãy chọn điều kiện lọc trước khi lưu; bộ lọc dài tối đa 1.000 ký tự."))
    view = SavedView.objects.create(user=by, name=_free(name, by), query=query)
    journal.write(view, "saved", by=by, at=at)
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str, by: User, at: datetime) -> None:
    """Raises `BrokenRule` for no name or one in use, `NotAllowed` for another's view."""
    _check(view, by)
    view.name = _free(name, by, besides=view)
    view.save(update_fields=["name"])
    journal.write(view, "renamed", by=by, at=at)


@transaction.atomic
def share_view(*, view: SavedView, organisation: UUID | None, by: User, at: datetime) -> None:
    """Let one's organ (its uid) use the view too; None takes that back. Raises `NotAllowed`."""
    _check(view, by)
    organs = queries.organs_of(by)
    if organisation is not None and organisation not in organs:
        raise NotAllowed(_("Chỉ dùng chung bộ lọc được trong cơ quan của mình."))
    view.organisation = organisations.organisation(organisation) if organisation else None
    view.save(update_fields=["organisation"])
    journal.write(view, "shared", by=by, at=at, payload={"organisation": organisation})


@transaction.atomic
def delete_view(*, view: SavedView, by: User, at: datetime) -> None:
    """Raises `NotAllowed` for another's view."""
    _check(view, by)
    journal.write(view, "deleted", by=by, at=at)
    view.delete()


def _check(view: SavedView, by: User) -> None:
    if view.user_id != by.pk:
        raise NotAllowed(_("Chỉ người lưu sửa hoặc xóa được bộ lọc này."))


def _free(name: str, by: User, besides: SavedView | None = None) -> str:
    kept = " ".join(nfc(name).split())
    if not kept or len(kept) > LONGEST:
        raise BrokenRule(_("Hãy đặt tên bộ lọc, tối đa 100 chữ."), field="name")
    others = SavedView.objects.filter(user=by, name=kept)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise BrokenRule(_("Bạn đã có bộ lọc mang tên này. Hãy đặt tên khác."), field="name")
    return kept
