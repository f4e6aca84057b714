"""Questions about frames: which one holds for a unit, and how the unit's organs differ from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations.models import Frame, FrameRow, Kind, Organisation, OrganisationName, Post
from thongsuot.apps.organisations.models.dated import on as in_force
from thongsuot.apps.organisations.models.dated import within
from thongsuot.apps.organisations.queries.organs import existing

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

OF_THEIR_OWN = (Kind.RESIDENTIAL_GROUP, Kind.VERTICAL)
"""Hamlets differ everywhere and bodies led from above are not the province's to arrange: no frame lists them."""


def frames(province: Unit) -> models.QuerySet[Frame]:
    """All frames of a province, the newest first."""
    return Frame.objects.filter(province=province).select_related("province")


def frame_of(unit: Unit, *, on: date) -> Frame | None:
    """The published frame for this type of unit in its province on a day."""
    rows = Frame.objects.filter(in_force(on), province=unit.province_id or unit.pk, status="published")
    return next((frame for frame in rows if unit.type in frame.unit_types), None)


def frames_beside(frame: Frame) -> list[Frame]:
    """Other published frames of the province that hold on a day of this one, for one of its types of unit."""
    others = Frame.objects.filter(
        within(frame.since, frame.until), province=frame.province_id, status="published"
    )
    types = set(frame.unit_types)
    return [other for other in others.exclude(pk=frame.pk) if types & set(other.unit_types)]


def frame_is_free_of_overlap(frame: Frame) -> bool:
    """Whether publishing is possible: a frame that began earlier will be closed, one that did not is in the way."""
    return all(other.since < frame.since for other in frames_beside(frame))


@dataclass(frozen=True, slots=True)
class Match:
    """A row of a frame and the organ of the unit that it means, by its name or a name that it once bore."""

    row: FrameRow
    name: str
    organ: Organisation | None

    @property
    def is_renamed(self) -> bool:
        return self.organ is not None and fold(self.organ.name) != fold(self.name)


@dataclass(frozen=True, slots=True)
class Gaps:
    """How the organs of a unit differ from its frame on a day; nothing of it is a fault by itself."""

    frame: Frame | None
    missing: tuple[Match, ...] = ()
    renamed: tuple[Match, ...] = ()
    extra: tuple[Organisation, ...] = ()
    posts: tuple[tuple[Organisation, str], ...] = ()
    """Posts that the frame gives to an organ that has them not."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.renamed or self.extra or self.posts)


def frame_gaps(
    unit: Unit,
    *,
    on: date,
    organs: Sequence[Organisation] | None = None,
    titles: Collection[tuple[int, str]] | None = None,
) -> Gaps:
    """Five queries; three for who has the unit's `organs` and the folded `titles` of their posts on the day already."""
    frame = frame_of(unit, on=on)
    if frame is None:
        return Gaps(None)
    organs = _organs(unit, on) if organs is None else organs
    matches = _matched(frame.rows.all(), unit, organs)
    meant = {match.organ.pk: match.organ for match in matches if match.organ}
    known = posts_by_title(meant.values(), on=on) if titles is None else titles
    return Gaps(
        frame,
        missing=tuple(match for match in matches if match.organ is None),
        renamed=tuple(match for match in matches if match.is_renamed),
        extra=tuple(_extra(organs, meant)),
        posts=tuple(
            (match.organ, post["title"])
            for match in matches
            for post in match.row.posts
            if match.organ and (match.organ.pk, fold(post["title"])) not in known
        ),
    )


def matched(rows: Iterable[FrameRow], unit: Unit, *, on: date) -> list[Match]:
    """Each row with its organ in the unit on the day. A present name counts before a former one. Two queries."""
    return _matched(rows, unit, _organs(unit, on))


def _organs(unit: Unit, on: date) -> list[Organisation]:
    return list(Organisation.objects.filter(existing(on), unit=unit).select_related("unit"))


def _matched(rows: Iterable[FrameRow], unit: Unit, organs: Iterable[Organisation]) -> list[Match]:
    by_key = {organ.pk: organ for organ in organs}
    former = OrganisationName.objects.filter(organisation__in=by_key)
    named = {row.folded: by_key[row.organisation_id] for row in former.order_by("valid_from", "pk")}
    named |= {organ.folded: organ for organ in organs}
    names = [(row, row.name_in(unit)) for row in rows]
    return [Match(row, name, named.get(fold(name))) for row, name in names]


def posts_by_title(
    organs: Iterable[Organisation], *, on: date, or_later: bool = False
) -> dict[tuple[int, str], Post]:
    """Key of an organ and folded title -> its post on the day; with `or_later` the first from the day on."""
    days = within(on, None) if or_later else in_force(on)
    rows = Post.objects.filter(days, organisation__in=list(organs)).select_related("organisation")
    return {(post.organisation_id, post.folded): post for post in rows.order_by("-since", "-pk")}


def _extra(organs: Iterable[Organisation], meant: Collection[int]) -> list[Organisation]:
    """Organs that no row means, but those that a unit founds of itself."""
    rest = (organ for organ in organs if organ.kind not in OF_THEIR_OWN and organ.pk not in meant)
    return sorted(rest, key=lambda organ: (organ.folded, organ.pk))
