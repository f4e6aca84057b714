"""Whose accounts a keeper keeps: people all of whose posts lie in the units that the keeper reaches."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from thongsuot.apps.core import queries as core
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Membership, Person, PostRole, StandIn
from thongsuot.apps.organisations.permissions import TABLE, Relation, entitled, is_provincial
from thongsuot.apps.organisations.queries.access import Scope, scope
from thongsuot.apps.organisations.queries.people import people

WIDE = {Relation.ALL, Relation.BLOCK, Relation.REGISTER, Relation.SHARED}
WIDE_ROLES = frozenset(
    role
    for action, cells in TABLE.items()
    for role, related in cells.items()
    if related & WIDE and action != "organisations.view"
)
"""Roles that reach a whole block or more, wherever their post stands. The apparatus itself is everybody's to see."""
STATES = ("", "closed", "one-step", "none")
"""Who has an account; a closed one; one without a second factor; none."""


def keeps_account(user: User, person: Person, *, on: date) -> bool:
    """Whether this user may do something about this person's account."""
    return kept_people(user, on=on).filter(pk=person.pk).exists()


def kept_person(user: User, uid: UUID, *, on: date) -> Person | None:
    return kept_people(user, on=on).select_related("user").filter(uid=uid).first()


def kept_people(user: User, *, on: date) -> models.QuerySet[Person]:
    """Whom this user keeps accounts for, with or without one. Nobody who may do more than the keeper:

    no operator, and nobody who on the day or later holds or stands in for a post elsewhere, or for one of the
    keeper's own unit whose role reaches a whole block.
    """
    reached = scope(user, "organisations.keep_accounts")
    rows = Person.objects.filter(erased_at=None).exclude(user__is_operator=True).exclude(user=user)
    if reached.is_all:
        return rows
    is_wide = any(map(is_provincial, entitled(user, "organisations.keep_accounts")))
    return _near(rows, reached, on, WIDE_ROLES if not is_wide else frozenset())


def _near(
    rows: models.QuerySet[Person], reached: Scope, on: date, too_wide: frozenset[str]
) -> models.QuerySet[Person]:
    lasts = Q(until=None) | Q(until__gte=on)
    held, lent = (
        Membership.objects.filter(person=OuterRef("pk")),
        StandIn.objects.filter(person=OuterRef("pk")),
    )
    here = Q(post__organisation__unit__in=reached.units)
    lent_here = Q(membership__post__organisation__unit__in=reached.units)
    rows = rows.filter(Exists(held.filter(here)) | Exists(lent.filter(lent_here)))
    wide = PostRole.objects.filter(lasts, role__in=too_wide).values("post")
    beyond, lent_beyond = ~here | Q(post__in=wide), ~lent_here | Q(membership__post__in=wide)
    return rows.exclude(Exists(held.filter(lasts & beyond))).exclude(Exists(lent.filter(lasts & lent_beyond)))


def kept_accounts(user: User, *, on: date, q: str = "", state: str = "") -> models.QuerySet[Any]:
    """`kept_people` in the order of Vietnamese lists, found by name or log-in, in one of `STATES`.

    Each row has `has_second_factor`.
    """
    rows = kept_people(user, on=on).select_related("user")
    if q:
        named = people(q, on=on).order_by().values("pk")
        rows = rows.filter(Q(pk__in=named) | Q(user__login__startswith=fold(nfc(q)).replace(" ", "")))
    rows = rows.annotate(has_second_factor=Exists(core.second_factors().filter(user_id=OuterRef("user_id"))))
    return rows.filter(_in_state(state)).order_by("sort_key", "pk")


def _in_state(state: str) -> Q:
    if state == "none":
        return Q(user=None)
    if state == "closed":
        return Q(user__is_active=False)
    return Q(user__is_active=True, has_second_factor=False) if state == "one-step" else Q(user__isnull=False)
