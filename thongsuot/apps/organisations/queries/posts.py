"""Questions about posts: who holds them on a day, and which seats are empty and whose they are to fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from thongsuot.apps.organisations.models import (
    Congress,
    JobPosition,
    Membership,
    Organisation,
    PositionList,
    Post,
    Term,
)
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.queries.organs import existing


def posts_of(organs: Iterable[Organisation | int], *, on: date) -> list[Post]:
    """The posts of these organs (or their keys) on a day, by rank, each with `holders`. Two queries."""
    keys = [organ if isinstance(organ, int) else organ.pk for organ in organs]
    held = Membership.objects.filter(in_force(on)).select_related("person")
    rows = Post.objects.filter(in_force(on), organisation__in=keys)
    rows = rows.select_related("organisation", "position", "filled_by")
    ordered = held.order_by("is_concurrent", "since", "pk")
    # `Post.holders` is declared for readers; the plugin of mypy wants to declare it itself.
    return list(rows.prefetch_related(models.Prefetch("memberships", ordered, to_attr="holders")))  # type: ignore[no-redef]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats that nobody holds: of a post, or (without `post`) of a body whose term allows more members.

    `decider` is the organ that decides on filling them; None when nobody has said.
    """

    organisation: Organisation
    title: str
    seats: int
    filled: int
    decider: Organisation | None
    post: Post | None = None
    congress: Congress | None = None

    @property
    def vacant(self) -> int:
        return max(self.seats - self.filled, 0)


def vacancies(units: Iterable[int], *, on: date, block: str = "", term: Term | None = None) -> list[Vacancy]:
    """Empty seats in the organs of these units (keys) on a day, those of bodies first. Three queries.

    A body is an organ with a congress or an election of `term`, by default of the terms that run on the day.
    """
    organs = existing(on, "organisation__") & Q(organisation__unit__in=list(units))
    if block:
        organs &= Q(organisation__block=block)
    found = [*_of_bodies(organs, on, term), *_of_posts(organs, on, term)]
    return sorted(found, key=lambda one: (one.organisation.unit.sort_key, one.organisation.unit_id))


def _of_posts(organs: Q, on: date, term: Term | None) -> list[Vacancy]:
    held = Count("memberships", filter=in_force(on, "memberships__"))
    rows = Post.objects.filter(organs, in_force(on)).annotate(n_held=held).filter(n_held__lt=F("seats"))
    rows = rows.select_related("organisation__unit", "filled_by").order_by(
        "organisation__folded", "organisation", "rank", "pk"
    )
    completing = {row.organisation_id: row for row in _congresses(organs, on, term)}
    return [_of_post(post, completing.get(post.organisation_id)) for post in rows]


def _of_post(post: Post, congress: Congress | None) -> Vacancy:
    decider = post.filled_by or (congress.completed_by if congress else None)
    held: int = post.n_held  # type: ignore[attr-defined]
    return Vacancy(post.organisation, post.title, post.seats, held, decider, post=post, congress=congress)


def _congresses(organs: Q, on: date, term: Term | None) -> models.QuerySet[Congress]:
    meant = Q(term=term) if term else in_force(on, "term__")
    return Congress.objects.filter(organs, meant).select_related("organisation__unit", "completed_by", "term")


def _of_bodies(organs: Q, on: date, term: Term | None) -> list[Vacancy]:
    """Members are counted once, however many posts of the body they hold."""
    sits = in_force(on, "organisation__posts__memberships__") & (
        Q(organisation__posts__memberships__term=None) | Q(organisation__posts__memberships__term=F("term"))
    )
    members = Count("organisation__posts__memberships__person", filter=sits, distinct=True)
    rows = _congresses(organs, on, term).annotate(n_members=members)
    return [
        Vacancy(
            row.organisation,
            _("Thành viên, nhiệm kỳ %(term)s") % {"term": row.term.name},
            row.seats_allowed or 0,
            row.n_members,
            row.completed_by,
            congress=row,
        )
        for row in rows.filter(seats_allowed__gt=F("n_members")).order_by("organisation__folded", "pk")
    ]


def position_list(on: date) -> PositionList | None:
    """The list of job positions in force on a day."""
    return PositionList.objects.filter(in_force(on)).first()


def positions(on: date) -> models.QuerySet[JobPosition]:
    """The job positions of the list in force on a day."""
    return JobPosition.objects.filter(in_force(on, "list__")).order_by("group", "code")
