"""Questions about posts: who holds them on a day, and which seats are empty and whose they are to fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
    elsewhere: int = 0
    """Of a body's empty seats, those that stand in the list with a post of their own."""

    @property
    def vacant(self) -> int:
        return max(self.seats - self.filled - self.elsewhere, 0)


def vacancies(units: Iterable[int], *, on: date, block: str = "", term: Term | None = None) -> list[Vacancy]:
    """Empty seats in the organs of these units (keys) on a day, those of bodies first. Three queries.

    A body is an organ with a congress or an election of `term`, by default of the terms that run on the day.
    """
    organs = existing(on, "organisation__") & Q(organisation__unit__in=list(units))
    if block:
        organs &= Q(organisation__block=block)
    bodies = _bodies(organs, on, term)
    posts = _of_posts(organs, on, {row.organisation_id: row for row in bodies})
    of_posts = Counter[int]()
    for one in posts:
        of_posts[one.organisation.pk] += one.vacant
    found = [*_of_bodies(bodies, of_posts), *posts]
    return sorted(found, key=lambda one: (one.organisation.unit.sort_key, one.organisation.unit_id))


def _bodies(organs: Q, on: date, term: Term | None) -> list[Congress]:
    """Congresses with `n_members`: people are counted once, however many posts of the body they hold."""
    sits = in_force(on, "organisation__posts__memberships__") & (
        Q(organisation__posts__memberships__term=None) | Q(organisation__posts__memberships__term=F("term"))
    )
    members = Count("organisation__posts__memberships__person", filter=sits, distinct=True)
    rows = Congress.objects.filter(organs, Q(term=term) if term else in_force(on, "term__"))
    rows = rows.select_related("organisation__unit", "completed_by", "term").annotate(n_members=members)
    return list(rows.order_by("organisation__folded", "pk"))


def _of_bodies(bodies: Iterable[Congress], of_posts: Mapping[int, int]) -> Iterator[Vacancy]:
    """An empty seat of a body's head is one seat, not one of the post and another of the body."""
    for row in bodies:
        members: int = row.n_members  # type: ignore[attr-defined]
        title = _("Thành viên, nhiệm kỳ %(term)s") % {"term": row.term.name}
        vacancy = Vacancy(
            row.organisation,
            title,
            row.seats_allowed or 0,
            members,
            row.completed_by,
            congress=row,
            elsewhere=of_posts[row.organisation_id],
        )
        if vacancy.vacant:
            yield vacancy


def _of_posts(organs: Q, on: date, bodies: Mapping[int, Congress]) -> list[Vacancy]:
    held = Count("memberships", filter=in_force(on, "memberships__"))
    rows = Post.objects.filter(organs, in_force(on)).annotate(n_held=held).filter(n_held__lt=F("seats"))
    posts = list(rows.order_by("organisation__folded", "organisation", "rank", "pk"))
    _give_organs(posts)
    return [_of_post(post, bodies.get(post.organisation_id)) for post in posts]


def _give_organs(posts: Iterable[Post]) -> None:
    """Their organs and deciders, each read once: a join would build one for every post."""
    keys = {key for post in posts for key in (post.organisation_id, post.filled_by_id) if key}
    organs = Organisation.objects.select_related("unit").in_bulk(keys)
    for post in posts:
        post.organisation = organs[post.organisation_id]
        post.filled_by = organs[post.filled_by_id] if post.filled_by_id else None


def _of_post(post: Post, congress: Congress | None) -> Vacancy:
    decider = post.filled_by or (congress.completed_by if congress else None)
    held: int = post.n_held  # type: ignore[attr-defined]
    return Vacancy(post.organisation, post.title, post.seats, held, decider, post=post, congress=congress)


def position_list(on: date) -> PositionList | None:
    """The list of job positions in force on a day."""
    return PositionList.objects.filter(in_force(on)).first()


def positions(on: date) -> models.QuerySet[JobPosition]:
    """The job positions of the list in force on a day."""
    return JobPosition.objects.filter(in_force(on, "list__")).order_by("group", "code")
