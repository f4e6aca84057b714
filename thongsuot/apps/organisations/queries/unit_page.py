"""The apparatus of a unit as it stood on a day: organs in their tree, posts and who held them, what is vacant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.models import (
    Block,
    Congress,
    Kind,
    Organisation,
    OrganisationName,
    Post,
)
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.queries.frames import Gaps, frame_gaps

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Succession, Unit

ORDER = {kind: place for place, kind in enumerate(Kind.values)}
BLOCKS = {block: place for place, block in enumerate(Block.values)}
POST = (
    "pk", "uid", "organisation_id", "title", "seats", "is_lead", "is_head", "since", "until",
    "filled_by__name", "filled_by__uid", "position__name",
)  # fmt: skip
HELD = (
    "held__uid", "held__since", "held__until", "held__is_concurrent",
    "held__person__uid", "held__person__name", "held__person__degrees",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post on the day. `uid` is the membership's, `person` the person's."""

    uid: UUID
    since: date
    until: date | None
    is_concurrent: bool
    person: UUID
    name: str
    degrees: str


@dataclass(slots=True)
class Manned:
    """A post on a day, with who holds it; `decider` is the name of the organ that decides on its seats."""

    pk: int
    uid: UUID
    organisation_id: int
    title: str
    seats: int
    is_lead: bool
    is_head: bool
    since: date
    until: date | None
    decider: str
    decider_uid: UUID | None
    position: str
    holders: list[Holder] = field(default_factory=list)

    @property
    def filled(self) -> int:
        return len(self.holders)

    @property
    def vacant(self) -> int:
        return max(self.seats - self.filled, 0)


@dataclass(slots=True)
class Branch:
    """An organ on the day: its name then, its posts, the organs under it within the unit."""

    organ: Organisation
    name: str
    depth: int = 0
    posts: list[Manned] = field(default_factory=list)
    children: list[Branch] = field(default_factory=list)

    def __iter__(self) -> Iterator[Branch]:
        yield self
        for child in self.children:
            yield from child

    @property
    def heads(self) -> list[Manned]:
        return [post for post in self.posts if post.is_head]

    @property
    def deputies(self) -> list[Manned]:
        return [post for post in self.posts if post.is_lead and not post.is_head]

    @property
    def seats(self) -> int:
        return sum(post.seats for post in self.posts)

    @property
    def filled(self) -> int:
        return sum(post.filled for post in self.posts)

    @property
    def vacant(self) -> int:
        return sum(post.vacant for post in self.posts)


@dataclass(frozen=True, slots=True)
class Missing:
    """An organ of the published frame that the unit lacks, or an organ that lacks posts of the frame."""

    name: str
    block: str
    posts: tuple[str, ...]
    is_organ: bool


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Everything on the page of a unit. Trees are by block; `former` are organs that were there before."""

    day: date
    trees: dict[str, list[Branch]]
    former: list[Organisation]
    congresses: list[Congress]
    origins: list[Succession]
    frame: Any
    missing: list[Missing]

    @property
    def branches(self) -> list[Branch]:
        return [branch for tree in self.trees.values() for root in tree for branch in root]

    @property
    def seats(self) -> int:
        return sum(branch.seats for branch in self.branches)

    @property
    def filled(self) -> int:
        return sum(branch.filled for branch in self.branches)

    @property
    def vacant(self) -> int:
        return sum(branch.vacant for branch in self.branches)

    @property
    def vacancies(self) -> list[tuple[Branch, Manned]]:
        """Posts with an empty seat; those who lead come first."""
        rows = [(branch, post) for branch in self.branches for post in branch.posts if post.vacant]
        return sorted(rows, key=lambda row: (not row[1].is_head, not row[1].is_lead))


def named_then(rows: models.QuerySet[Organisation], day: date) -> models.QuerySet[Organisation]:
    """The same organs, each with `name_then`, its name on the day."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    lasts = Q(valid_to=None) | Q(valid_to__gt=day)
    names = OrganisationName.objects.filter(begun, lasts, organisation=OuterRef("pk"))
    first = Subquery(names.order_by(F("valid_from").desc(nulls_last=True)).values("name")[:1])
    return rows.annotate(name_then=Coalesce(first, "name"))


def apparatus(unit: Unit, *, on: date) -> Apparatus:
    """Eight queries."""
    origins = list(unit.origins.select_related("old").order_by("old__sort_key", "old_id"))
    own, former = _organs(unit, on, [row.old_id for row in origins])
    posts = manned((organ.pk for organ in own), on=on)
    congresses = list(
        Congress.objects.filter(organisation__in=own)
        .select_related("organisation", "term", "completed_by")
        .order_by("-term__since", "organisation__folded")
    )
    _name_deciders(posts, congresses, on)
    found = trees(own, posts)
    titles = {(organ, fold(post.title)) for organ, held in posts.items() for post in held}
    gaps = frame_gaps(unit, on=on, organs=own, titles=titles)
    return Apparatus(on, found, former, congresses, origins, gaps.frame, _missing(gaps))


def _organs(unit: Unit, day: date, old: list[int]) -> tuple[list[Organisation], list[Organisation]]:
    """Those of the unit that exist on the day; those of it and of the units it came from that are gone by then."""
    rows = Organisation.objects.filter(Q(unit=unit) | Q(unit__in=old)).select_related("unit")
    own, former = [], []
    for organ in named_then(rows, day):
        if organ.unit_id == unit.pk and organ.exists_on(day):
            own.append(organ)
        elif organ.dissolved_on is not None and organ.dissolved_on <= day:
            former.append(organ)
    return own, former


def manned(organs: Iterable[int], *, on: date) -> dict[int, list[Manned]]:
    """Key of each organ -> its posts on a day with who holds them. One query."""
    keys = list(organs)
    held = FilteredRelation("memberships", condition=in_force(on, "memberships__"))
    rows = Post.objects.filter(in_force(on), organisation__in=keys).annotate(held=held)
    found: dict[int, Manned] = {}
    for row in rows.order_by("rank", "pk", "held__since", "held__pk").values_list(*POST, *HELD):
        facts: list[Any] = [*row[:9], row[9] or "", row[10], row[11] or ""]
        post = found.setdefault(row[0], Manned(*facts))
        if row[12]:
            post.holders.append(Holder(*row[12:]))
    by_organ: dict[int, list[Manned]] = defaultdict(list)
    for post in found.values():
        by_organ[post.organisation_id].append(post)
    return by_organ


def _name_deciders(posts: Mapping[int, list[Manned]], congresses: list[Congress], day: date) -> None:
    """Where no organ is named for a post, the one that completes the organ in its term decides."""
    for congress in congresses:
        if congress.completed_by is None or not congress.term.is_in_force(day):
            continue
        for post in posts.get(congress.organisation_id, []):
            if not post.decider:
                post.decider, post.decider_uid = congress.completed_by.name, congress.completed_by.uid


def trees(organs: list[Organisation], posts: Mapping[int, list[Manned]]) -> dict[str, list[Branch]]:
    """Block -> the organs without one above them in the unit, each with those below."""
    known = {
        organ.pk: Branch(organ, organ.name_then, posts=posts.get(organ.pk, []))  # type: ignore[attr-defined]
        for organ in sorted(organs, key=_place)
    }
    by_block: dict[str, list[Branch]] = {}
    for branch in known.values():
        above = known.get(branch.organ.parent_id or 0)
        (above.children if above else by_block.setdefault(branch.organ.block, [])).append(branch)
    for roots in by_block.values():
        _deepen(roots, 0)
    return dict(sorted(by_block.items(), key=lambda tree: BLOCKS[tree[0]]))


def _place(organ: Organisation) -> tuple[int, int, str]:
    return BLOCKS[organ.block], ORDER[organ.kind], organ.folded


def _deepen(branches: list[Branch], depth: int) -> None:
    for branch in branches:
        branch.depth = depth
        _deepen(branch.children, depth + 1)


def _missing(gaps: Gaps) -> list[Missing]:
    """Organs that the frame has and the unit lacks, then posts that an organ lacks."""
    organs = [
        Missing(one.name, one.row.block, tuple(post["title"] for post in one.row.posts), is_organ=True)
        for one in gaps.missing
    ]
    by_organ: dict[Organisation, list[str]] = defaultdict(list)
    for organ, title in gaps.posts:
        by_organ[organ].append(title)
    posts = [Missing(one.name, one.block, tuple(titles), is_organ=False) for one, titles in by_organ.items()]
    return [*organs, *posts]


def standing(unit: Unit, *, on: date) -> dict[str, list[Branch]]:
    """Block -> the organs of a unit in their tree, with posts and holders. Two queries."""
    organs, _former = _organs(unit, on, [])
    return trees(organs, manned((organ.pk for organ in organs), on=on))
