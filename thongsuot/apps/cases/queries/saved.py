"""Names that people gave to addresses of the register."""

from __future__ import annotations

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
    mine = Q(user=for_) | Q(organisation__uid__in=organs_of(for_))
    return SavedView.objects.filter(mine).select_related("organisation", "user")
