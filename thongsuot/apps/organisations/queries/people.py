"""Questions about people: who they are, what they hold and held, who heads an organ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post, StandIn
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.queries.access import scope

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit


def person(uid: UUID) -> Person | None:
    """Anybody, also somebody who holds nothing any more."""
    return Person.objects.select_related("user").filter(uid=uid).first()


def people(
    q: str = "",
    *,
    on: date,
    unit: Unit | None = None,
    organisation: Organisation | None = None,
    has_account: bool | None = None,
) -> models.QuerySet[Person]:
    """People in the order of Vietnamese lists, by given name; who was erased is not among them.

    Each word of `q` begins a word of the name, without regard to marks. `unit` and `organisation` narrow to
    who holds a post there on the day, `has_account` to who can or cannot log in.
    """
    rows = Person.objects.filter(_named(q), erased_at=None)
    if unit or organisation:
        where = Q(post__organisation=organisation) if organisation else Q(post__organisation__unit=unit)
        rows = rows.filter(pk__in=Membership.objects.filter(in_force(on), where).values("person"))
    if has_account is not None:
        rows = rows.filter(user__isnull=not has_account)
    return rows.order_by("sort_key", "pk")


def _named(q: str) -> Q:
    found = Q()
    for word in fold(nfc(q)).split():
        found &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    return found


def rows_held(person: Person) -> list[int]:
    """Keys of the memberships of somebody, past and present; for a ledger that names rows by key."""
    return list(person.memberships.order_by("pk").values_list("pk", flat=True))


def names_of(users: Iterable[int]) -> dict[int, str]:
    """Key of each account that is somebody's -> their name. One query."""
    rows = Person.objects.filter(user__in=set(users)).values_list("user_id", "name")
    return {user: name for user, name in rows if user is not None}


def same_names(name: str) -> models.QuerySet[Person]:
    """Who bears this name, without regard to marks and blanks; most often not one and the same."""
    folded = fold(nfc(" ".join(name.split())))
    return Person.objects.filter(folded=folded, erased_at=None).order_by("sort_key", "pk")


def memberships_of(person: Person, *, on: date | None = None) -> models.QuerySet[Membership]:
    """What somebody holds on a day, or all that they ever held; the newest first, with stand-ins."""
    rows = Membership.objects.filter(in_force(on) if on else Q(), person=person)
    whole = rows.select_related("post__organisation__unit", "appointed_by", "on_behalf_of", "term")
    lent = models.Prefetch("stand_ins", StandIn.objects.select_related("person"))
    return whole.prefetch_related(lent).order_by("-since", "-pk")


def stands_in(person: Person, *, on: date) -> models.QuerySet[StandIn]:
    """Whom somebody stands in for on a day."""
    rows = StandIn.objects.filter(in_force(on), in_force(on, "membership__"), person=person)
    return rows.select_related("membership__person", "membership__post__organisation").order_by("since", "pk")


def holders(post: Post, *, on: date) -> models.QuerySet[Membership]:
    """Who holds a post on a day, the longest-serving first."""
    rows = Membership.objects.filter(in_force(on), post=post)
    return rows.select_related("person").order_by("since", "pk")


def heads(organisation: Organisation, *, on: date) -> models.QuerySet[Membership]:
    """Who heads an organ on a day."""
    rows = Membership.objects.filter(
        in_force(on), in_force(on, "post__"), post__organisation=organisation, post__is_head=True
    )
    return rows.select_related("person", "post").order_by("post__rank", "since", "pk")


def history(person: Person) -> models.QuerySet[JournalEntry]:
    """What was ever recorded of somebody and of what they held, the newest first."""
    rows = Q(subject_kind=Person._meta.label_lower, subject_uid__in=[person.uid, *former_uids(person)])
    held = Membership.objects.filter(person=person)
    rows |= _entries(Membership, held.values_list("uid", flat=True))
    lent = StandIn.objects.filter(Q(person=person) | Q(membership__person=person))
    rows |= _entries(StandIn, lent.values_list("uid", flat=True))
    return JournalEntry.objects.filter(rows).select_related("by").order_by("-at", "-pk")


def former_uids(person: Person) -> list[UUID]:
    """Uids under which this person was known before records were merged; what is sealed under them is theirs too."""
    found, ends = [], [person.uid]
    while ends:
        rows = JournalEntry.objects.filter(
            subject_kind=Person._meta.label_lower, subject_uid__in=ends, act="merged"
        )
        ends = [UUID(row.payload["dropped"]) for row in rows.order_by("pk")]
        found += ends
    return found


def known_as(uid: UUID) -> Person | None:
    """Who bears this uid, or who they turned out to be."""
    found = person(uid)
    while found is None:
        row = JournalEntry.objects.filter(
            subject_kind=Person._meta.label_lower, subject_uid=uid, act="merged-into"
        ).first()
        if row is None:
            return None
        uid = UUID(row.payload["kept"])
        found = person(uid)
    return found


def reaches_person(user: User, action: str, person: Person, *, on: date) -> bool:
    """Whether `action` of this user reaches somebody: all posts that they hold on the day or later lie within.

    One post within is not enough, or whoever appoints somebody to a seat would reach what others keep of them.
    Of who holds none any more, the last one counts. Nobody's scope but the whole one reaches who never held any.
    """
    reach = scope(user, action)
    if reach.is_all or not reach:
        return reach.is_all
    held = Membership.objects.filter(person=person)
    lasting = held.filter(Q(until=None) | Q(until__gte=on))
    counted = lasting if lasting.exists() else _latest(held)
    organ = Q(post__organisation__in=reach.organs) | Q(post__organisation__unit__in=reach.units)
    return counted.exists() and not counted.exclude(organ).exists()


def _latest(held: models.QuerySet[Membership]) -> models.QuerySet[Membership]:
    last = held.order_by(F("until").desc(nulls_first=True), "-pk").values_list("pk", flat=True)[:1]
    return held.filter(pk__in=list(last))


def _entries(kind: type[models.Model], uids: Iterable[UUID]) -> Q:
    return Q(subject_kind=kind._meta.label_lower, subject_uid__in=list(uids))
