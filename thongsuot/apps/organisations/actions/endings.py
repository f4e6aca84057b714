"""Dissolving organs and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.organs import (
    held,
    place_under,
    registers_beside,
    require_free,
    require_there,
)
from thongsuot.apps.organisations.actions.posts import close_post, reopen_post
from thongsuot.apps.organisations.actions.words import day, day_before, listed
from thongsuot.apps.organisations.models import Membership, Organisation, Post
from thongsuot.apps.organisations.models.dated import within
from thongsuot.apps.organisations.queries.organs import DISSOLVED, ended_by_merger
from thongsuot.apps.places import queries as places


@transaction.atomic
def dissolve(
    *,
    organisation: Organisation,
    on: date,
    by: User,
    at: datetime,
    document: str = "",
    successors: Iterable[Organisation] = (),
    children_to: Organisation | None = None,
) -> None:
    """`on` is the first day on which the organ is no more; its posts close the day before.

    Organs under it go to `children_to` at once, so not before the day. Raises `BrokenRule` while organs hang under
    it that nobody said a place for, while somebody holds one of its posts on that day or later, or when nobody
    would keep the register of its block.
    """
    row, heirs = held(organisation), list(successors)
    require_there(row, on, field="on")
    _require_heirs(row, heirs, on)
    children = list(_children(row, on))
    _require_room_for(children, row, children_to)
    _require_day_for(children, on, timezone.localdate(at))
    _require_register(row, heirs)
    _require_nobody(row, on)
    for child in children:
        place_under(organisation=child, parent=children_to, by=by, at=at)
    posts = _close_posts(row, on, by=by, at=at)
    row.dissolved_on, row.dissolved_by = on, document
    row.save(update_fields=["dissolved_on", "dissolved_by"])
    row.successors.set(heirs)
    told: dict[str, Any] = {"on": on, "document": document, "successors": [heir.uid for heir in heirs]}
    told |= {"posts": [post.uid for post in posts], "children": [child.uid for child in children]}
    journal.write(row, DISSOLVED, by=by, at=at, payload=told)
    organisation.dissolved_on, organisation.dissolved_by = on, document


@transaction.atomic
def restore(*, organisation: Organisation, by: User, at: datetime) -> None:
    """Take a dissolution back: the organ, the posts that closed with it, the organs that hung under it.

    Raises `BrokenRule` when its unit is gone, its place in the tree is, or its name is another's by now.
    """
    row = held(organisation)
    if row.dissolved_on is None:
        raise BrokenRule(
            _("“%(name)s” vẫn đang hoạt động, không cần khôi phục.") % {"name": row.name},
            code="not-dissolved",
        )
    _require_no_merger(row)
    _require_unit(row)
    require_free(row.name, row)
    if row.parent is not None:
        require_there(row.parent, timezone.localdate(at), field="parent")
    was = journal.of(row).filter(act=DISSOLVED).first()
    row.dissolved_on, row.dissolved_by = None, ""
    row.save(update_fields=["dissolved_on", "dissolved_by"])
    row.successors.clear()
    organisation.dissolved_on, organisation.dissolved_by = None, ""
    _bring_back(row, was.payload if was else {}, by=by, at=at)
    journal.write(row, "restored", by=by, at=at)


def _bring_back(row: Organisation, was: dict[str, Any], *, by: User, at: datetime) -> None:
    for post in Post.objects.filter(uid__in=was.get("posts", ()), organisation=row).exclude(until=None):
        reopen_post(post=post, by=by, at=at)
    for child in Organisation.objects.filter(uid__in=was.get("children", ()), dissolved_on=None):
        place_under(organisation=child, parent=row, by=by, at=at)


def _require_no_merger(row: Organisation) -> None:
    if ended_by_merger(row):
        raise BrokenRule(
            _("Cơ quan này chấm dứt do sắp xếp. Hãy hoàn tác ở phương án sắp xếp."), code="merged"
        )


def _require_register(row: Organisation, heirs: Sequence[Organisation]) -> None:
    takes_over = any(heir.keeps_register and heir.block == row.block for heir in heirs)
    if not row.keeps_register or takes_over or registers_beside(row).exists():
        return
    raise BrokenRule(
        _("“%(name)s” là cơ quan duy nhất giữ sổ theo dõi của khối. Hãy giao sổ cho cơ quan khác trước.")
        % {"name": row.name},
        field="successors",
        code="last-register",
    )


def _require_day_for(children: Sequence[Organisation], on: date, today: date) -> None:
    if not children or on <= today:
        return
    raise BrokenRule(
        _(
            "Cơ quan trực thuộc chuyển đi ngay khi ghi, nên chưa ghi được ngày chấm dứt %(day)s. "
            "Hãy ghi vào ngày đó, hoặc chuyển các cơ quan trực thuộc trước."
        )
        % {"day": day(on)},
        field="on",
        code="children-later",
    )


def _require_unit(row: Organisation) -> None:
    if row.unit.dissolved_on is None:
        return
    heirs = listed(heir.full_name for heir in places.successors(row.unit))
    raise BrokenRule(
        _("Không còn %(unit)s từ ngày %(day)s. Hãy lập cơ quan ở đơn vị kế thừa: %(heirs)s.")
        % {"unit": row.unit.full_name, "day": day(row.unit.dissolved_on), "heirs": heirs},
        field="unit",
        code="unit-gone",
    )


def _require_heirs(row: Organisation, heirs: Sequence[Organisation], on: date) -> None:
    """Each successor exists on the day, and the organ does not come after itself."""
    for heir in heirs:
        if row in (heir, *_after(heir)):
            raise BrokenRule(
                _("“%(name)s” không thể kế thừa chính nó. Hãy chọn cơ quan khác.") % {"name": row.name},
                field="successors",
                code="circle",
            )
        require_there(heir, on, field="successors")


def _after(organ: Organisation) -> set[Organisation]:
    """All that came after an organ."""
    found: set[Organisation] = set()
    ends = {organ}
    while ends:
        ends = set(Organisation.objects.filter(predecessors__in=ends)) - found
        found |= ends
    return found


def _children(row: Organisation, on: date) -> Iterable[Organisation]:
    lasting = Q(dissolved_on=None) | Q(dissolved_on__gt=on)
    return row.children.filter(lasting).order_by("folded", "pk")


def _require_room_for(
    children: Sequence[Organisation], row: Organisation, children_to: Organisation | None
) -> None:
    if not children or children_to is not None:
        return
    raise BrokenRule(
        _(
            "Còn %(count)d cơ quan trực thuộc “%(name)s”: %(names)s. "
            "Hãy chọn cơ quan tiếp nhận chúng, hoặc chấm dứt chúng trước."
        )
        % {"count": len(children), "name": row.name, "names": listed(child.name for child in children)},
        field="children_to",
        code="has-children",
    )


def _require_nobody(row: Organisation, on: date) -> None:
    rows = Membership.objects.filter(within(on, None), post__organisation=row)
    if titles := list(rows.order_by("post__rank", "pk").values_list("post__title", flat=True)):
        raise BrokenRule(
            _(
                "Từ ngày %(day)s vẫn còn %(count)d người giữ chức vụ ở “%(name)s”: %(titles)s. "
                "Hãy ghi thôi giữ chức vụ đến hết ngày %(last)s, hoặc dùng chức năng sắp xếp để chuyển họ đi."
            )
            % {
                "day": day(on),
                "count": len(titles),
                "name": row.name,
                "titles": listed(titles),
                "last": day(day_before(on)),
            },
            field="on",
            code="has-holders",
        )


def _close_posts(row: Organisation, on: date, *, by: User, at: datetime) -> list[Post]:
    """A post that would begin only later stays as it is: no organ, nobody to hold it."""
    last = day_before(on)
    posts = list(row.posts.filter(until=None, since__lte=last))
    for post in posts:
        close_post(post=post, until=last, by=by, at=at)
    return posts
