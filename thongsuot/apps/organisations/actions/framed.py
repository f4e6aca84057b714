"""Founding what the published frame of a unit has and the unit has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.bulk import (
    NewOrgan,
    NewPost,
    NewRole,
    found_many,
    grant_roles,
    open_posts,
)
from thongsuot.apps.organisations.actions.organs import line_up, place_under
from thongsuot.apps.organisations.models import Frame, FrameRow, Organisation, Post, PostRole
from thongsuot.apps.organisations.models.frames import UNIT
from thongsuot.apps.organisations.queries.frames import frame_of, matched, posts_by_title
from thongsuot.apps.organisations.queries.organs import existing

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

GUIDES: Any = Organisation.guided_by.through
Organs = dict[str, Organisation]
"""Key of a row of the frame -> its organ in the unit."""


@transaction.atomic
def found_by_frame(*, unit: Unit, on: date, by: User, at: datetime) -> list[Organisation]:
    """Found the organs, posts and roles of the frame that are not there yet; the organs that gained something.

    What is there keeps its name, its posts and its roles; only an empty parent or list of guiding departments is
    filled. Twice changes nothing. Organs that others refer to come first: the province before its communes.
    Raises `BrokenRule` when no frame is published for this type of unit on the day.
    """
    frame = frame_of(unit, on=on)
    if frame is None:
        raise BrokenRule(
            _(
                "Ngày %(day)s chưa có khung cơ quan được công bố cho loại “%(type)s”. Hãy soạn và công bố khung trước."
            )
            % {"day": f"{on:%d/%m/%Y}", "type": unit.type},
            field="unit",
            code="no-frame",
        )
    rows = list(frame.rows.all())
    organs = {match.row.key: match.organ for match in matched(rows, unit, on=on) if match.organ}
    before = dict(organs)
    for level in _levels(rows):
        _found(level, organs, frame, unit, on, by=by, at=at)
    named = _named(unit, on)
    placed = _place(rows, organs, before, by=by, at=at)
    guided = _guide(rows, organs, named, by=by, at=at)
    opened = _open(rows, organs, named, unit, on, by=by, at=at)
    gained = {*(organs.keys() - before.keys()), *placed, *guided, *opened}
    return [organs[row.key] for row in rows if row.key in gained]


def _levels(rows: Sequence[FrameRow]) -> Iterator[list[FrameRow]]:
    """Rows without a parent, then those under them, and so on."""
    above = {""}
    while level := [row for row in rows if row.parent in above]:
        yield level
        above = {row.key for row in level}


def _found(
    level: Iterable[FrameRow], organs: Organs, frame: Frame, unit: Unit, on: date, *, by: User, at: datetime
) -> None:
    rows = [row for row in level if row.key not in organs]
    new = [
        NewOrgan(
            name=row.name_in(unit),
            kind=row.kind,
            block=row.block,
            unit=unit,
            parent=organs.get(row.parent),
            founded_on=on,
            founded_by=frame.source[:200],
            keeps_register=row.keeps_register,
        )
        for row in rows
    ]
    if new:
        founded = found_many(rows=new, by=by, at=at)
        organs.update({row.key: organ for row, organ in zip(rows, founded, strict=True)})


def _place(rows: Iterable[FrameRow], organs: Organs, before: Organs, *, by: User, at: datetime) -> set[str]:
    """Organs that stood without a parent hang where the frame says, unless that would close a circle."""

    placed = set()
    for row in rows:
        organ, parent = before.get(row.key), organs.get(row.parent)
        if organ is None or parent is None or organ.parent_id is not None:
            continue
        if organ not in line_up(parent):
            place_under(organisation=organ, parent=parent, by=by, at=at)
            placed.add(row.key)
    return placed


def _named(unit: Unit, on: date) -> dict[str, Organisation]:
    """Folded name -> organ, of the unit and of its province: what a frame refers to by name."""
    keys = [key for key in (unit.province_id, unit.pk) if key]
    rows = Organisation.objects.filter(existing(on), unit__in=keys).order_by("unit__level", "pk")
    return {organ.folded: organ for organ in sorted(rows, key=lambda one: one.unit_id == unit.pk)}


def _guide(
    rows: Iterable[FrameRow],
    organs: Organs,
    named: Mapping[str, Organisation],
    *,
    by: User,
    at: datetime,
) -> set[str]:
    guided = set(
        GUIDES.objects.filter(from_organisation__in=organs.values()).values_list(
            "from_organisation", flat=True
        )
    )
    links, lines, keys = [], [], set()
    for row in rows:
        organ = organs[row.key]
        guides = [named[fold(name)] for name in row.guided_by if fold(name) in named]
        if guides and organ.pk not in guided and all(one.unit_id == organ.unit.province_id for one in guides):
            keys.add(row.key)
            links += [GUIDES(from_organisation=organ, to_organisation=one) for one in guides]
            told = {"departments": [one.uid for one in guides]}
            lines.append(journal.Line(Organisation._meta.label_lower, organ.uid, told))
    GUIDES.objects.bulk_create(links)
    journal.write_many(lines, "guided", by=by, at=at)
    return keys


def _open(
    rows: Iterable[FrameRow],
    organs: Organs,
    named: Mapping[str, Organisation],
    unit: Unit,
    on: date,
    *,
    by: User,
    at: datetime,
) -> set[str]:
    """Posts and roles that are not there; keys of the rows whose organs gained one."""
    posts = posts_by_title(organs.values(), on=on, or_later=True)
    wanted = [(row, post, fold(post["title"])) for row in rows for post in row.posts]
    lacking = [(row, post) for row, post, title in wanted if (organs[row.key].pk, title) not in posts]
    new = [_new_post(organs[row.key], post, named, unit, on) for row, post in lacking]
    opened = open_posts(rows=new, by=by, at=at)
    posts.update({(post.organisation_id, post.folded): post for post in opened})
    roles = [
        (row, NewRole(held, post["role"], max(on, held.since)))
        for row, post, title in wanted
        if post["role"] and (held := posts[organs[row.key].pk, title])
    ]
    granted = _grant(roles, by=by, at=at)
    return {row.key for row, _post in lacking} | granted


def _new_post(
    organ: Organisation, post: Mapping[str, Any], named: Mapping[str, Organisation], unit: Unit, on: date
) -> NewPost:
    plain = {name: post[name] for name in ("title", "seats", "is_lead", "is_head", "rank")}
    decider = named.get(fold(post["filled_by"].replace(UNIT, unit.full_name)))
    since = max(on, organ.founded_on or on)
    return NewPost(organisation=organ, since=since, filled_by=decider, **plain)


def _grant(roles: Sequence[tuple[FrameRow, NewRole]], *, by: User, at: datetime) -> set[str]:
    """A role that a post had once and lost was taken away on purpose: it does not come back by itself."""
    posts: list[Post] = [role.post for _row, role in roles]
    had = set(PostRole.objects.filter(post__in=posts).values_list("post_id", "role"))
    new = [(row, role) for row, role in roles if (role.post.pk, role.role) not in had]
    grant_roles(rows=[role for _row, role in new], by=by, at=at)
    return {row.key for row, _role in new}
