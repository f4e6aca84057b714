"""The province's apparatus at a glance, the search over it, and the list of its organs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import Block, Kind
from thongsuot.apps.organisations.queries import overview as glance
from thongsuot.apps.organisations.queries import unit_page
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.keyset import paged
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

Row = dict[str, Any]
FEW, MOST = 8, 15
TYPES = {"xã": lazy("xã"), "phường": lazy("phường"), "đặc khu": lazy("đặc khu")}
"""The types of communal units, with their words."""


@require_safe
@page("organisations.can_view")
def overview(request: HttpRequest) -> HttpResponse:
    """Provincial organs by block with their heads; then every commune with its figures."""
    province, (day, notice) = where.province(), where.chosen_day(request)
    units = where.units_of_province(province)
    figures = glance.figures([province.pk, *(unit.pk for unit in units)], on=day)
    chosen = asked(request, "loai") if asked(request, "loai") in ("", "khuyet", *TYPES) else ""
    context = {
        "province": province,
        "day": day,
        "notice": notice,
        "folds": [_fold(*row) for row in block_rows(unit_page.standing(province, on=day))],
        "rows": [(unit, figures.get(unit.pk)) for unit in units if _fits(unit, figures, chosen)],
        "figures": _figures(province, units, figures),
        "chips": _chips(request, units, figures, chosen),
        "may_arrange": where.may_arrange(request, province),
    }
    return render(request, "organisations/overview.html", context)


def block_rows(trees: dict[str, list[unit_page.Branch]]) -> list[tuple[str, list[unit_page.Branch]]]:
    """The word of each block and its organs, each before those under it."""
    return [
        (str(Block(block).label), [one for root in roots for one in root]) for block, roots in trees.items()
    ]


def _fold(word: str, branches: list[unit_page.Branch]) -> Row:
    """A block as it folds away: its figures, and its organs as `parts/organs.html` takes them."""
    seats, filled = sum(one.seats for one in branches), sum(one.filled for one in branches)
    return {
        "word": word,
        "organs": len(branches),
        "seats": seats,
        "filled": filled,
        "vacant": sum(one.vacant for one in branches),
        "blocks": [("", branches)],
    }


def _fits(unit: Unit, figures: dict[int, glance.Figures], chosen: str) -> bool:
    if chosen == "khuyet":
        return bool((found := figures.get(unit.pk)) and found.vacant)
    return not chosen or unit.type == chosen


def _figures(province: Unit, units: list[Unit], figures: dict[int, glance.Figures]) -> Row:
    nothing = glance.Figures()
    own = figures.get(province.pk, nothing)
    below = [figures.get(unit.pk, nothing) for unit in units]
    return {
        "organs": own.organs,
        "below": sum(one.organs for one in below),
        "filled": own.filled + sum(one.filled for one in below),
        "seats": own.seats + sum(one.seats for one in below),
        "vacant": own.vacant + sum(one.vacant for one in below),
        "units": len(units),
    }


def _chips(
    request: HttpRequest, units: list[Unit], figures: dict[int, glance.Figures], chosen: str
) -> list[Row]:
    lacking = sum(1 for unit in units if _fits(unit, figures, "khuyet"))
    counts = {"": len(units)} | {kind: sum(1 for unit in units if unit.type == kind) for kind in TYPES}
    words = {"": _("Tất cả"), "khuyet": _("Còn vị trí khuyết")} | {
        kind: capfirst(str(word)) for kind, word in TYPES.items()
    }
    return [
        {
            "word": words[kind],
            "count": count,
            "url": address(request, loai=kind) + "#cap-xa",
            "current": kind == chosen,
        }
        for kind, count in {**counts, "khuyet": lacking}.items()
        if count or kind in ("", chosen)
    ]


@require_safe
@page("organisations.can_view")
def find(request: HttpRequest) -> HttpResponse:
    """Organs, people and units under one word; what is gone leads to what took over."""
    text, province = asked(request, "q"), where.province()
    context: Row = {"q": text, "trail": where.trail({"word": _("Tìm")})}
    if text:
        context["organs"] = queries.find_organs(text)[:MOST]
        today = where.today(request)
        people = list(glance.with_posts(queries.people(text, on=today), on=today)[: FEW + 1])
        context["people"], context["more_people"] = people[:FEW], len(people) > FEW
        context["units"] = places.find(text, province=province)[:FEW]
    return render(request, "organisations/find.html", context)


@require_safe
@page("organisations.can_view")
def organs(request: HttpRequest) -> HttpResponse:
    """Organs of the province and its communes as a list, filtered and paged by key."""
    province, today = where.province(), where.today(request)
    units = where.units_of_province(province)
    filters = _filters(request, [province, *units])
    rows = glance.listed(filters, province=province)
    found, first, following = paged(request, rows, ("folded", "pk"))
    context = {
        "filters": filters,
        "q": filters.q,
        "organs": found,
        "figures": glance.of_organs([organ.pk for organ in found], on=today),
        "total": rows.count(),
        "first": first,
        "next": following,
        "block_chips": _block_chips(request, filters, province),
        "units": _unit_groups(province, units),
        "kinds": Kind.choices,
        "trail": where.trail({"word": _("Cơ quan, tổ chức")}),
    }
    return render(request, "organisations/organs.html", context)


def _filters(request: HttpRequest, units: list[Unit]) -> glance.Filters:
    block, kind, chosen = asked(request, "khoi"), asked(request, "loai"), asked(request, "noi")
    return glance.Filters(
        q=asked(request, "q"),
        block=block if block in Block.values else "",
        kind=kind if kind in Kind.values else "",
        unit=next((unit for unit in units if str(unit.uid) == chosen), None),
        is_former=asked(request, "cu") == "1",
    )


def _block_chips(request: HttpRequest, filters: glance.Filters, province: Unit) -> list[Row]:
    words: dict[str, Any] = {"": _("Mọi khối"), **dict(Block.choices)}
    every = glance.Filters(filters.q, "", filters.kind, filters.unit, filters.is_former)
    rows = glance.listed(every, province=province).order_by().values_list("block", flat=True)
    counts = {block: len(list(group)) for block, group in groupby(sorted(rows))}
    counts[""] = sum(counts.values())
    return [
        {
            "word": word,
            "count": counts.get(code, 0),
            "url": address(request, khoi=code),
            "current": code == filters.block,
        }
        for code, word in words.items()
    ]


def _unit_groups(province: Unit, units: list[Unit]) -> list[tuple[str, str]]:
    return [(str(unit.uid), unit.full_name) for unit in (province, *units)]
