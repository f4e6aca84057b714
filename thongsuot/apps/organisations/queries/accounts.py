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
from thongsuot.apps.organisations.models import Membership, Person, StandIn
from thongsuot.apps.organisations.queries.access import Scope, scope
from thongsuot.apps.organisations.queries.people import people

STATES = ("", "closed", "one-step", "none")
"""Who has an account; a closed one; one without a second factor; none."""


def keeps_account(user: User, person: Person, *, on: date) -> bool:
    """Whether this user may do something about this person's account."""
    return kept_people(user, on=on).filter(pk=person.pk).exists()


def kept_person(user: User, uid: UUID, *, on: date) -> Person | None:
    return kept_people(user, on=on).select_related("user").filter(uid=uid).first()


def kept_people(user: User, *, on: date) -> models.QuerySet[Person]:
    """Whom this user keeps accounts for, with or without one. Nobody who may do more than the keeper:

    no operator, and nobody who on the day or later holds or stands in for a post elsewhere.
    """
    reached = scope(user, "organisations.keep_accounts")
    rows = Person.objects.filter(erased_at=None).exclude(user__is_operator=True).exclude(user=user)
    if reached.is_all:
        return rows
    return _near(rows, reached, on)


def _near(rows: models.QuerySet[Person], reached: Scope, on: date) -> models.QuerySet[Person]:
    lasts = Q(until=None) | Q(until__gte=on)
    held, lent = (
        Membership.objects.filter(person=OuterRef("pk")),
        StandIn.objects.filter(person=OuterRef("pk")),
    )
    here = Q(post__organisation__unit__in=reached.units)
    lent_here = Q(membership__post__organisation__unit__in=reached.units)
    rows = rows.filter(Exists(held.filter(here)) | Exists(lent.filter(lent_here)))
    return rows.exclude(Exists(held.filter(lasts).exclude(here))).exclude(
        Exists(lent.filter(lasts).exclude(lent_here))
    )


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
