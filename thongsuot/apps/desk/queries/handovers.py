"""What the holder of a post holds that is open, who may take it over, and the minutes of what was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from thongsuot.apps.cases import queries as cases
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.handover import Holder, Holding
from thongsuot.apps.core.models import User
from thongsuot.apps.desk.models import HandOver
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings import queries as meetings
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Membership

WORK: tuple[Any, ...] = (documents, cases, meetings)
"""The apps in which somebody can hold work."""


@dataclass(frozen=True, slots=True)
class Held:
    """What goes with a post. `accounts` is empty where drafts stay with a person who holds another post."""

    holder: Holder
    items: list[Holding]


def held(membership: Membership, *, on: date) -> Held:
    """What is open in somebody's hands through this post."""
    holder = Holder(memberships=frozenset({membership.pk}), users=_accounts(membership, on))
    return Held(holder, [one for door in WORK for one in door.holdings(holder, on=on)])


def _accounts(membership: Membership, on: date) -> frozenset[int]:
    """The account of the person, unless another post of theirs goes on: their drafts then stay with them."""
    account = membership.person.user_id
    others = organisations.memberships_of(membership.person, on=on).exclude(pk=membership.pk)
    return frozenset({account}) if account and not others.exists() else frozenset()


def takers(membership: Membership, *, on: date) -> list[Membership]:
    """Who may take over: the others of the organ who hold a post on a day, its heads first."""
    organ = membership.post.organisation
    first = list(organisations.heads(organ, on=on))
    heads = {one.pk for one in first}
    return [
        one
        for one in [*first, *(one for one in organisations.holders_in(organ, on=on) if one.pk not in heads)]
        if one.person_id != membership.person_id
    ]


def hand_overs(*, for_: User, q: str = "") -> models.QuerySet[HandOver]:
    """The minutes that this user may read, the newest first."""
    reach = organisations.scope(for_, "desk.hand_over")
    mine = Q(membership__post__organisation__in=reach.organs)
    mine |= Q(membership__post__organisation__unit__in=reach.units) | Q(done_by=for_.pk)
    rows = HandOver.objects.filter(mine)
    for word in fold(q).split():
        said = Q(membership__person__folded__contains=word)
        rows = rows.filter(said | Q(membership__post__organisation__folded__contains=word))
    return rows.select_related("membership__person", "successor__person").prefetch_related("items")


def hand_over(uid: UUID, *, for_: User) -> HandOver | None:
    return hand_overs(for_=for_).filter(uid=uid).first()
