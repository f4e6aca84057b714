"""All that the page of an organ shows of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Q

from thongsuot.apps.organisations.models import (
    Congress,
    Membership,
    Organisation,
    OrganisationName,
    Post,
    PostRole,
    StandIn,
)
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.models.dated import within


@dataclass(frozen=True, slots=True)
class OrganPage:
    """Everything on the page of an organ: `posts` on the day, `closed` posts that were, who stands in."""

    posts: list[Post]
    closed: list[Post]
    names: list[OrganisationName]
    children: list[Organisation]
    guided_by: list[Organisation]
    guides: list[Organisation]
    predecessors: list[Organisation]
    successors: list[Organisation]
    congresses: list[Congress]

    @property
    def seats(self) -> int:
        return sum(post.seats for post in self.posts)

    @property
    def filled(self) -> int:
        return sum(post.filled for post in self.posts)


def organ_page(organ: Organisation, *, on: date) -> OrganPage:
    """Eleven queries, however many posts there are."""
    posts = list(_with_holders(Post.objects.filter(organisation=organ), on))
    for post in posts:
        post.roles_now = [role for role in post.roles_left if role.since <= on]  # type: ignore[attr-defined]
    return OrganPage(
        posts=[post for post in posts if post.is_in_force(on)],
        closed=[post for post in posts if post.until is not None and post.until < on],
        names=list(organ.names.order_by(F("valid_from").desc(nulls_last=True), "-pk")),
        children=list(organ.children.filter(_there(on)).order_by("folded")),
        guided_by=list(organ.guided_by.order_by("folded")),
        guides=list(organ.guides.filter(dissolved_on=None).select_related("unit").order_by("unit__sort_key")),
        predecessors=list(organ.predecessors.select_related("unit").order_by("folded")),
        successors=list(organ.successors.select_related("unit").order_by("folded")),
        congresses=list(organ.congresses.select_related("organisation", "term", "completed_by")),
    )


def _there(day: date) -> Q:
    return Q(dissolved_on=None) | Q(dissolved_on__gt=day)


def _with_holders(posts: models.QuerySet[Post], day: date) -> models.QuerySet[Post]:
    """Each with `holders` (memberships on the day, stand-ins not yet over as `lent`), `roles_left` from then on."""
    lent = StandIn.objects.filter(Q(until=None) | Q(until__gte=day)).select_related("person")
    held = Membership.objects.filter(in_force(day)).select_related("person").order_by("since", "pk")
    held = held.prefetch_related(models.Prefetch("stand_ins", lent.order_by("since"), to_attr="lent"))
    return (
        posts.select_related("filled_by", "position", "organisation")
        .prefetch_related(
            models.Prefetch("memberships", held, to_attr="holders"),  # type: ignore[no-redef]
            models.Prefetch("roles", PostRole.objects.filter(within(day, None)), to_attr="roles_left"),
        )
        .order_by("rank", "pk")
    )
