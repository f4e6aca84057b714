"""The apparatus of a whole province at a glance: its organs, and figures for each commune."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q, Sum

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.models import Membership, Organisation, OrganisationName, Person, Post
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.queries.organs import existing

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit


@dataclass(frozen=True, slots=True)
class Figures:
    """How many organs a unit has on a day, how many seats, how many of them taken and how many not."""

    organs: int = 0
    seats: int = 0
    filled: int = 0
    vacant: int = 0


def figures(units: Iterable[int], *, on: date) -> dict[int, Figures]:
    """Key of each unit that has organs -> its figures. Two queries."""
    keys = list(units)
    organs = Organisation.objects.filter(existing(on), unit__in=keys).order_by()
    numbers = dict(organs.values_list("unit_id").annotate(n=Count("pk")))
    seats: dict[int, list[int]] = {unit: [0, 0, 0] for unit in numbers}
    for unit, number, held in _posts(keys, on):
        row = seats[unit]
        row[0] += number
        row[1] += held
        row[2] += max(number - held, 0)
    return {unit: Figures(numbers[unit], *row) for unit, row in seats.items()}


def _posts(units: list[int], day: date) -> Any:
    """Unit, seats and holders of each post on a day."""
    held = Count("memberships", filter=in_force(day, "memberships__"))
    rows = Post.objects.filter(
        in_force(day), existing(day, "organisation__"), organisation__unit__in=units
    ).order_by()
    return rows.annotate(n_held=held).values_list("organisation__unit_id", "seats", "n_held")


def of_organs(organs: Iterable[int], *, on: date) -> dict[int, tuple[int, int]]:
    """Key of each organ -> seats, and holders of its posts on a day. Two queries."""
    keys = list(organs)
    posts = Post.objects.filter(in_force(on), organisation__in=keys).order_by()
    seats = dict(posts.values_list("organisation_id").annotate(n=Sum("seats")))
    held = Membership.objects.filter(in_force(on), in_force(on, "post__"), post__organisation__in=keys)
    filled = dict(held.order_by().values_list("post__organisation_id").annotate(n=Count("pk")))
    return {key: (seats.get(key, 0), filled.get(key, 0)) for key in keys}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of organs is narrowed to; `is_former` asks for those that are gone."""

    q: str = ""
    block: str = ""
    kind: str = ""
    unit: Unit | None = None
    is_former: bool = False


def listed(filters: Filters, *, province: Unit) -> models.QuerySet[Organisation]:
    """Organs of a province and of its communes, by name; an old name finds the organ that bore it."""
    if filters.unit:
        rows = Organisation.objects.filter(unit=filters.unit)
    else:
        rows = Organisation.objects.filter(Q(unit=province) | Q(unit__province=province))
    rows = rows.filter(dissolved_on__isnull=not filters.is_former)
    if filters.q:
        rows = rows.filter(pk__in=_bearing(filters.q))
    if filters.block:
        rows = rows.filter(block=filters.block)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows.select_related("unit").order_by("folded", "pk")


def _bearing(text: str) -> models.QuerySet[OrganisationName]:
    rows = OrganisationName.objects.all()
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    return rows.values("organisation")  # type: ignore[return-value]


def with_posts(people: models.QuerySet[Person], *, on: date) -> models.QuerySet[Person]:
    """The same people, each with `held_now`, what they hold on the day. One query more."""
    held = Membership.objects.filter(in_force(on)).select_related("post__organisation__unit")
    return people.prefetch_related(
        models.Prefetch("memberships", held.order_by("is_concurrent", "since", "pk"), to_attr="held_now")
    )


def of_block(people: models.QuerySet[Person], block: str, *, on: date) -> models.QuerySet[Person]:
    """Those of them who hold a post in an organ of this block on the day."""
    held = Membership.objects.filter(in_force(on), post__organisation__block=block)
    return people.filter(pk__in=held.values("person"))
