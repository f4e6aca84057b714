"""Names that people gave to addresses of the register."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from thongsuot.apps.cases.models import SavedView
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations


def organs_of(user: User) -> dict[UUID, str]:
    """Uid -> name of each organ within which this user shares and is shared with."""
    return {one.organisation_uid: one.organisation for one in organisations.held(user)}


def saved_views(*, for_: User) -> QuerySet[SavedView]:
    """One's own and those shared within one's organs, by name. A view says nothing of what it finds."""
    mine = own_or_shared(for_.pk, organs_of(for_))
    return SavedView.objects.filter(mine).select_related("organisation", "user")


def own_or_shared(user: int, organs: Collection[UUID]) -> Q:
    """That a view is a user's (key) or shared within organs (uids)."""
    return Q(user=user) | Q(organisation__uid__in=organs)
