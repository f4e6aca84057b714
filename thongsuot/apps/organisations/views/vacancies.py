"""Empty seats: the list for completing committees and posts, with who decides; as a page, on paper, as a file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import Block, Term
from thongsuot.apps.organisations.queries import Vacancy
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.table_file import Echo, plain

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

Row = dict[str, Any]
MANY = 120
"""Rows; beyond them the page of the province counts by unit, and each unit has its own list."""


@require_safe
@page("organisations.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    units, chosen = _units(request), _chosen(request)
    found = _found(request, units, chosen)
    shown = [one for one in found if chosen["block"] in ("", one.organisation.block)]
    day, notice = where.chosen_day(request)
    groups = _groups(shown)
    is_whole = chosen["unit"] is not None or chosen["whole"] or len(shown) <= MANY
    context = {
        "groups": groups,
        "is_whole": is_whole,
        "tallies": [] if is_whole else [_tally(*group) for group in groups],
        "total": sum(one.vacant for one in shown),
        "day": day,
        "is_today": day == where.today(request),
        "notice": notice,
        "chosen": chosen,
        "units": units,
        "terms": queries.terms(),
        "block_chips": _chips(request, found, chosen["block"]),
        "lead_chips": _lead_chips(request, chosen["leads"]),
        "whole": address(request, **{"day-du": "1"}),
        "export": reverse("organisations:vacancies-file") + address(request).removeprefix(request.path),
        "trail": where.trail({"word": _("Vị trí còn khuyết")}),
    }
    return render(request, "organisations/vacancies.html", context)


def _units(request: HttpRequest) -> list[Unit]:
    province = where.province()
    return [province, *where.units_of_province(province)]


def _chosen(request: HttpRequest) -> Row:
    """What the address narrows to; what means nothing narrows nothing."""
    block, unit, term = asked(request, "khoi"), asked(request, "noi"), _uid(asked(request, "nhiem-ky"))
    return {
        "block": block if block in Block.values else "",
        "unit": unit,
        "term": Term.objects.filter(uid=term).first() if term else None,
        "leads": asked(request, "lanh-dao") == "1",
        "whole": asked(request, "day-du") == "1",
    }


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _found(request: HttpRequest, units: list[Unit], chosen: Row) -> list[Vacancy]:
    """Of every block; those of posts without a lead only when asked for."""
    chosen["unit"] = next((unit for unit in units if str(unit.uid) == chosen["unit"]), None)
    within = [chosen["unit"]] if chosen["unit"] else units
    day, _notice = where.chosen_day(request)
    found = queries.vacancies([unit.pk for unit in within], on=day, term=chosen["term"])
    return [one for one in found if not chosen["leads"] or one.congress or (one.post and one.post.is_lead)]


def _groups(found: list[Vacancy]) -> list[tuple[Unit, list[Vacancy], int]]:
    """Each unit with its empty seats and how many they are; the province first."""
    ordered = sorted(found, key=lambda one: one.organisation.unit.province_id is not None)
    groups = ((unit, list(rows)) for unit, rows in groupby(ordered, key=lambda one: one.organisation.unit))
    return [(unit, rows, sum(row.vacant for row in rows)) for unit, rows in groups]


def _tally(unit: Unit, rows: list[Vacancy], number: int) -> Row:
    """A unit's empty seats in figures: of heads, of others who lead, of elected members, of staff."""
    posts = [(one, one.post) for one in rows if one.post is not None]
    heads = sum(one.vacant for one, post in posts if post.is_head)
    leads = sum(one.vacant for one, post in posts if post.is_lead and not post.is_head)
    members = sum(one.vacant for one in rows if one.post is None)
    rest = {"staff": number - heads - leads - members, "number": number}
    return {"unit": unit, "heads": heads, "leads": leads, "members": members, **rest}


def _chips(request: HttpRequest, found: list[Vacancy], current: str) -> list[Row]:
    counts = Counter[str]()
    for one in found:
        counts[one.organisation.block] += one.vacant
        counts[""] += one.vacant
    words: dict[str, Any] = {"": _("Mọi khối"), **dict(Block.choices)}
    return [
        {"word": word, "count": counts[code], "url": address(request, khoi=code), "current": code == current}
        for code, word in words.items()
    ]


def _lead_chips(request: HttpRequest, is_chosen: bool) -> list[Row]:
    everyone = {
        "word": _("Mọi chức vụ"),
        "url": address(request, **{"lanh-dao": ""}),
        "current": not is_chosen,
    }
    leads = {
        "word": _("Lãnh đạo, cấp ủy"),
        "url": address(request, **{"lanh-dao": "1"}),
        "current": is_chosen,
    }
    return [everyone, leads]


@require_safe
@page("organisations.can_view")  # type: ignore[arg-type]  # a GET that streams
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same list as CSV."""
    chosen = _chosen(request)
    found = _found(request, _units(request), chosen)
    shown = [one for one in found if chosen["block"] in ("", one.organisation.block)]
    response = StreamingHttpResponse(_lines(shown), content_type="text/csv; charset=utf-8")
    day, _notice = where.chosen_day(request)
    response["Content-Disposition"] = f'attachment; filename="vi-tri-khuyet-{day.isoformat()}.csv"'
    return response


def _lines(found: list[Vacancy]) -> Iterator[str]:
    writer = csv.writer(Echo())
    head: list[object] = [
        _("Địa phương"),
        _("Cơ quan"),
        _("Chức vụ, chức danh"),
        _("Được giao"),
        _("Đang có"),
    ]
    head += [_("Khuyết"), _("Cơ quan quyết định nhân sự"), _("Nhiệm kỳ")]
    rows: list[list[object]] = [
        [
            one.organisation.unit.full_name,
            one.organisation.name,
            one.title,
            one.seats,
            one.filled,
            one.vacant,
            one.decider.name if one.decider else "",
            one.congress.term.name if one.congress else "",
        ]
        for one in found
    ]
    return iter(["\ufeff", *(writer.writerow([plain(cell) for cell in cells]) for cells in (head, *rows))])
