"""What units, organs and memberships hold here, and how organs are carried over to new units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from thongsuot.apps.core import handover
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.handover import Fault, Holder, Holding
from thongsuot.apps.organisations.models import Kind, Membership, Organisation, Post, StandIn

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

ONE_A_UNIT = {
    Kind.PARTY_COMMITTEE,
    Kind.STANDING_COMMITTEE,
    Kind.GOVERNMENT_PARTY_COMMITTEE,
    Kind.PEOPLES_COUNCIL,
    Kind.PEOPLES_COMMITTEE,
    Kind.FRONT,
    Kind.ONE_STOP,
    Kind.POLICE,
    Kind.MILITARY,
}
"""A unit has one of each: two of them become one whatever their names."""
EACH_ITS_OWN = {Kind.RESIDENTIAL_GROUP, Kind.SERVICE_UNIT, Kind.VERTICAL, Kind.OTHER}
"""Go on side by side under their names: a hamlet or a school does not merge because its commune does."""


@dataclass(frozen=True, slots=True)
class NewOrgan:
    """An organ that a merger is to make."""

    name: str
    kind: str


def open_until(on: date, prefix: str = "") -> Q:
    """Rows that have not ended before a day."""
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": on})


def living(holder: Holder, *, on: date) -> models.QuerySet[Organisation]:
    """The organs of these units, or these organs, as far as they exist on a day."""
    mine = Q(unit__in=holder.units) | Q(pk__in=holder.organs)
    there = Q(dissolved_on=None) | Q(dissolved_on__gt=on)
    return Organisation.objects.filter(mine, there).select_related("unit").order_by("unit", "folded", "pk")


def hold(holder: Holder, *, on: date) -> None:
    """Keep these organs, their posts and who holds them from other writers until the transaction ends."""
    organs = list(living(holder, on=on).values_list("pk", flat=True))
    posts = Post.objects.filter(organisation__in=organs)
    _lock(Organisation.objects.filter(pk__in=organs))
    _lock(posts)
    _lock(Membership.objects.filter(post__in=posts.values("pk")))


def hold_moved(moves: Sequence[handover.Move]) -> None:
    """The same for the organs, posts and memberships that a merger moved."""
    for model in (Organisation, Post, Membership):
        _lock(model.objects.filter(pk__in=[one.row for one in moves if one.kind == model._meta.label_lower]))


def _lock(rows: models.QuerySet[Any]) -> None:
    """In the order of their keys, so that two who want the same never wait for each other."""
    list(rows.select_for_update().order_by("pk").values_list("pk"))


def by_keys(keys: Iterable[int]) -> dict[int, Organisation]:
    """Key -> organ, living or gone."""
    return Organisation.objects.select_related("unit").in_bulk(list(keys))


def holdings(holder: Holder, *, on: date) -> list[Holding]:
    """The organs of these units; the posts of these organs."""
    organs = living(Holder(units=holder.units), on=on)
    posts = Post.objects.filter(open_until(on), organisation__in=holder.organs).order_by("rank", "pk")
    return [
        *(Holding("organisations.organisation", organ.uid, organ.name) for organ in organs),
        *(Holding("organisations.post", post.uid, post.title) for post in posts),
    ]


def sums(holder: Holder, *, on: date) -> list[handover.Sum]:
    """Seats and their full-time equivalent; who holds them from that day on; who stands in."""
    organs = set(living(holder, on=on).values_list("pk", flat=True)) | holder.organs
    posts = Post.objects.filter(open_until(on), organisation__in=organs).order_by()
    seats = posts.aggregate(n=Sum("seats"), total=Sum(F("seats") * F("fraction")))
    held = Membership.objects.filter(open_until(on), post__organisation__in=organs).order_by()
    lent = StandIn.objects.filter(open_until(on), membership__post__organisation__in=organs).order_by()
    people, whole = _("mã dòng của người"), _("biên chế quy đổi")
    return [
        handover.Sum(
            "organisations.post", _("Số lượng theo chức vụ"), seats["n"] or 0, _decimal(seats["total"]), whole
        ),
        _people("organisations.membership", _("Người giữ chức vụ"), held, people),
        _people("organisations.standin", _("Người thay thế tạm thời"), lent, people),
    ]


def _people(kind: str, label: str, rows: models.QuerySet[Any], total_of: str) -> handover.Sum:
    """Rows are counted; the control total is over distinct people, whom a joining does not change."""
    total = sum(set(rows.values_list("person_id", flat=True)))
    return handover.Sum(kind, label, rows.aggregate(n=Count("pk"))["n"], Decimal(total), total_of)


def _decimal(value: Any) -> Decimal:
    return Decimal(value or 0).quantize(Decimal("0.01"))


def succession_faults(
    old: Sequence[Organisation], new: Sequence[NewOrgan] = (), *, on: date, is_units: bool = False
) -> list[Fault]:
    """Why these organs cannot be succeeded on a day. `is_units`: because their whole units are."""
    faults = [fault for organ in old for fault in _faults_of_old(organ, on)]
    late = Post.objects.filter(organisation__in=old, since__gte=on).select_related("organisation")
    for post in late:
        facts = {"post": str(post), "day": f"{post.since:%d/%m/%Y}"}
        why = _("Chức vụ “%(post)s” mở từ ngày %(day)s, không trước ngày hiệu lực.") % facts
        faults.append(Fault(why, _("Chọn ngày hiệu lực sau ngày đó.")))
    if not is_units:
        faults += _faults_of_new(old, new)
    return faults


def _faults_of_old(organ: Organisation, on: date) -> Iterator[Fault]:
    if organ.dissolved_on and organ.dissolved_on <= on:
        facts = {"organ": organ.name, "day": f"{organ.dissolved_on:%d/%m/%Y}"}
        yield Fault(_("%(organ)s đã chấm dứt từ ngày %(day)s.") % facts, _("Bỏ cơ quan này khỏi phương án."))
    if organ.founded_on and organ.founded_on >= on:
        facts = {"organ": organ.name, "day": f"{organ.founded_on:%d/%m/%Y}"}
        why = _("%(organ)s chỉ có từ ngày %(day)s, không trước ngày hiệu lực.") % facts
        yield Fault(why, _("Chọn ngày hiệu lực sau ngày đó."))


def _faults_of_new(old: Sequence[Organisation], new: Sequence[NewOrgan]) -> Iterator[Fault]:
    if len({(organ.unit_id, organ.block) for organ in old}) > 1:
        why = _("Các cơ quan không cùng một địa phương hoặc không cùng khối.")
        yield Fault(why, _("Lập riêng từng phương án."))
    names = [one.name for one in new]
    if len(set(names)) < len(names):
        yield Fault(_("Hai cơ quan mới trùng tên."), _("Sửa lại một trong hai tên."))
    others = Organisation.objects.filter(unit__in={organ.unit_id for organ in old}, dissolved_on=None)
    for organ in others.exclude(pk__in=[organ.pk for organ in old]).filter(name__in=names):
        why = _("Địa phương này đã có cơ quan tên “%(name)s”.") % {"name": organ.name}
        yield Fault(why, _("Đặt tên khác, hoặc đưa cơ quan đó vào phương án."))


def carried_name(name: str, old: Unit, new: Unit) -> str:
    """An organ's or post's name in a new unit: "UBND xã A" becomes "UBND phường B"."""
    whole = re.compile(rf"(?<!\w){re.escape(old.full_name)}(?!\w)", re.IGNORECASE)
    if whole.search(name):
        return whole.sub(lambda found: _cased(new.full_name, found.group()), name)
    if len(old.name) < 3:
        # "Tổ dân phố 1" of "phường 1" does not take its number from the ward.
        return name
    return re.sub(rf"(?<!\w){re.escape(old.name)}(?!\w)", lambda _found: new.name, name)


def _cased(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


@dataclass(frozen=True, slots=True)
class Carried:
    """An organ that a new unit gets, and the old organs that become it."""

    unit: Unit
    name: str
    old: tuple[Organisation, ...]


def carried(organs: Iterable[Organisation], to: dict[int, Unit]) -> list[Carried]:
    """The organs of new units. `to`: key of each old organ -> its new unit."""
    groups: dict[tuple[Any, ...], list[Organisation]] = {}
    for organ in organs:
        groups.setdefault(_likeness(organ, to[organ.pk]), []).append(organ)
    taken: set[tuple[int, str]] = set()
    found = []
    for same in groups.values():
        unit, first = to[same[0].pk], same[0]
        own = first.name if first.kind in EACH_ITS_OWN else carried_name(first.name, first.unit, unit)
        if (unit.pk, own) in taken:
            own = f"{own} ({first.unit.full_name})"
        taken.add((unit.pk, own))
        found.append(Carried(unit, own, tuple(same)))
    return found


def _likeness(organ: Organisation, unit: Unit) -> tuple[Any, ...]:
    """Organs of one likeness become one."""
    if organ.kind in EACH_ITS_OWN:
        return unit.pk, organ.pk
    if organ.kind in ONE_A_UNIT:
        return unit.pk, organ.kind, organ.block
    return unit.pk, organ.kind, organ.block, fold(carried_name(organ.name, organ.unit, unit))


def membership(uid: UUID) -> Membership | None:
    """Any membership, with its person, post and organ."""
    rows = Membership.objects.select_related("person", "post__organisation__unit")
    return rows.filter(uid=uid).first()


def holders_in(organ: Organisation, *, on: date) -> models.QuerySet[Membership]:
    """Who holds a post of an organ on a day, by the rank of the posts."""
    rows = Membership.objects.filter(open_until(on), since__lte=on, post__organisation=organ)
    return rows.select_related("person", "post").order_by("post__rank", "since", "pk")


def holding(
    text: str, units: Iterable[int], organs: Iterable[int], *, on: date
) -> models.QuerySet[Membership]:
    """Who holds a post on a day in these units or organs, by a part of their name or of the organ's."""
    here = Q(post__organisation__unit__in=list(units)) | Q(post__organisation__in=list(organs))
    rows = Membership.objects.filter(here, open_until(on), since__lte=on)
    for word in fold(text).split():
        rows = rows.filter(Q(person__folded__contains=word) | Q(post__organisation__folded__contains=word))
    return rows.select_related("person", "post__organisation__unit").order_by("person__sort_key", "pk")


def kinds() -> list[tuple[str, str]]:
    """The kinds of organs, with their words."""
    return [(code, str(label)) for code, label in Kind.choices]
