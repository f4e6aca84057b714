"""The public pages of places: all provinces, one province, one unit, and the search that knows old names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import asked, public
from thongsuot.apps.places import queries
from thongsuot.apps.places.models import Level, Type, Unit

PAGE = 60
Row = dict[str, Any]


@public
@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    units = list(queries.provinces())
    context = {
        "provinces": units,
        "n_units": sum(unit.n_units for unit in units),  # type: ignore[attr-defined]
        "edition": queries.edition(),
        "trail": _trail(),
    }
    return render(request, "places/provinces.html", context)


@public
@require_safe
def province(request: HttpRequest, slug: str) -> HttpResponse:
    unit = queries.province(slug)
    if unit is None:
        raise Http404
    if slug != unit.slug:
        return redirect("places:province", unit.slug, permanent=True)
    text, chosen = asked(request, "q"), _type(request)
    types = queries.types(queries.units_of(unit, text=text))
    units = queries.units_of(unit, type=chosen, text=text)
    context = {
        "province": unit,
        "q": text,
        "type": chosen,
        "chips": _type_chips(types, chosen),
        "former": [f for f in queries.find(text, province=unit) if f.is_former] if text else [],
        "trail": _trail({"word": capfirst(unit.full_name)}),
        **_part(request, units, total=types.get(chosen, 0) if chosen else sum(types.values())),
    }
    return render(request, "places/province.html", context)


def _type(request: HttpRequest) -> str:
    """The type that is filtered by; a word that is no type filters nothing."""
    wish = asked(request, "type")
    return wish if wish in Type.values else ""


def _type_chips(types: dict[str, int], chosen: str) -> list[Row]:
    """Words and counts; the template adds the addresses."""
    everything = {"word": _("Tất cả"), "value": "", "count": sum(types.values()), "current": not chosen}
    known = [
        {"word": capfirst(Type(kind).label), "value": kind, "count": n, "current": kind == chosen}
        for kind, n in types.items()
    ]
    return [everything, *known]


def _part(request: HttpRequest, units: queries.Units, *, total: int) -> Row:
    """One page of the units: `after` in the address says how many came before it."""
    given = asked(request, "after")
    after = min(int(given), total) if given.isdecimal() and len(given) < 6 else 0
    return {
        "units": list(units[after : after + PAGE]),
        "total": total,
        "first": after + 1,
        "last": min(after + PAGE, total),
        "before": max(after - PAGE, 0) if after else None,
        "next": after + PAGE if after + PAGE < total else None,
    }


@public
@require_safe
def unit(request: HttpRequest, uid: UUID) -> HttpResponse:
    unit = queries.unit(uid)
    if unit is None:
        raise Http404
    context = {
        "unit": unit,
        "about": queries.about(unit),
        "now": [] if unit.is_current else queries.successors(unit),
        "n_units": sum(queries.types(queries.units_of(unit)).values()) if unit.level == Level.PROVINCE else 0,
        "trail": _trail(*_above(unit), {"word": capfirst(unit.full_name)}),
    }
    return render(request, "places/unit.html", context)


def _above(unit: Unit) -> list[Row]:
    if unit.province is None:
        return []
    above = unit.province
    url = reverse("places:province", args=[above.slug]) if above.is_current else _address(above)
    return [{"word": capfirst(above.full_name), "url": url}]


def _address(unit: Unit) -> str:
    return reverse("places:unit", args=[unit.uid])


@public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    text = asked(request, "q")
    context = {
        "q": text,
        "found": queries.find(text),
        "at_most": queries.FOUND_AT_MOST,
        "trail": _trail({"word": _("Tìm theo tên")}),
    }
    return render(request, "places/find.html", context)


def _trail(*below: Row) -> list[Row]:
    top = {"word": _("Địa phương"), "url": reverse("places:provinces") if below else ""}
    return [top, *below]
