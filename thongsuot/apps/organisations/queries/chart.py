"""The apparatus as a tree of boxes, for a unit or for one organ and what stands under it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.apps.organisations.chart import Node
from thongsuot.apps.organisations.models import Block, Organisation
from thongsuot.apps.organisations.queries.organs import existing
from thongsuot.apps.organisations.queries.unit_page import Branch, Manned, manned, named_then, trees

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit


def of_unit(unit: Unit, *, on: date) -> Node:
    """The unit, its blocks, their organs; a province ends in its communes as a count. Three queries."""
    organs = list(named_then(Organisation.objects.filter(existing(on), unit=unit), on))
    posts = manned((organ.pk for organ in organs), on=on)
    blocks = [
        Node(
            f"block-{block}",
            str(Block(block).label),
            children=tuple(_node(branch) for branch in roots),
            lines=(_number(sum(1 for root in roots for _branch in root)),),
        )
        for block, roots in trees(organs, posts).items()
    ]
    below = _communes(unit, on) if unit.province_id is None else ()
    return Node(str(unit.uid), capfirst(unit.full_name), _unit_url(unit), children=(*blocks, *below))


def of_organ(organ: Organisation, *, on: date) -> Node:
    """One organ and all organs under it in its unit. Two queries."""
    organs = list(named_then(Organisation.objects.filter(existing(on), unit=organ.unit_id), on))
    posts = manned((one.pk for one in organs), on=on)
    for roots in trees(organs, posts).values():
        for branch in (branch for root in roots for branch in root):
            if branch.organ.pk == organ.pk:
                return _node(branch)
    return Node(str(organ.uid), organ.name, _url(organ))


def _node(branch: Branch) -> Node:
    return Node(
        str(branch.organ.uid),
        branch.name,
        _url(branch.organ),
        lines=_lines(branch),
        children=tuple(_node(child) for child in branch.children),
        more=reverse("organisations:chart", args=[branch.organ.uid]),
        is_vacant=any(post.vacant for post in branch.heads),
    )


def _lines(branch: Branch) -> tuple[str, ...]:
    lines = [_head(post) for post in branch.heads]
    if branch.seats:
        said = _("%(filled)d/%(seats)d người") % {"filled": branch.filled, "seats": branch.seats}
        lines.append(f"{said} · {_('khuyết %d') % branch.vacant}" if branch.vacant else said)
    return tuple(lines)


def _head(post: Manned) -> str:
    names = ", ".join(holder.name for holder in post.holders)
    return f"{post.title}: {names or _('khuyết')}"


def _number(organs: int) -> str:
    return ngettext("%d cơ quan", "%d cơ quan", organs) % organs


def _communes(province: Unit, on: date) -> tuple[Node, ...]:
    living = Count("organisations", filter=existing(on, "organisations__"))
    rows = province.communes.filter(Q(founded_on=None) | Q(founded_on__lte=on))
    rows = rows.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=on), level="commune").annotate(n=living)
    units = tuple(
        Node(str(u.uid), capfirst(u.full_name), _chart_url(u), lines=(_number(u.n),))
        for u in rows.order_by("sort_key", "pk")
    )
    if not units:
        return ()
    title = ngettext("%d xã, phường, đặc khu", "%d xã, phường, đặc khu", len(units)) % len(units)
    url = reverse("organisations:overview") + "#cap-xa"
    return (Node("communes", title, url, children=units, more=url),)


def _url(organ: Organisation) -> str:
    return reverse("organisations:organ", args=[organ.uid])


def _unit_url(unit: Unit) -> str:
    return reverse("organisations:unit", args=[unit.uid])


def _chart_url(unit: Unit) -> str:
    return reverse("organisations:chart", args=[unit.uid])
