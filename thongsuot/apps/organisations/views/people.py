"""The list of people: searched, filtered, paged by key, taken away as a file without anything sealed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import Block, Person
from thongsuot.apps.organisations.queries import overview as glance
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.keyset import paged
from thongsuot.apps.organisations.views.table_file import Echo, plain

BATCH = 500


@require_safe
@page("organisations.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    rows, chosen = _rows(request)
    today, province = where.today(request), where.province()
    found, first, following = paged(request, glance.with_posts(rows, on=today), ("sort_key", "pk"))
    units = where.units_of_province(province)
    context = {
        "people": found,
        "first": first,
        "next": following,
        "total": rows.count(),
        "chosen": chosen,
        "units": [province, *units],
        "block_chips": _chips(request, "khoi", {"": _("Mọi khối"), **dict(Block.choices)}, chosen["block"]),
        "account_chips": _chips(request, "tai-khoan", _account_words(), chosen["account"]),
        "export": reverse("organisations:people-file") + address(request).removeprefix(request.path),
        "may_arrange": where.may_arrange(request, province),
        "trail": where.trail({"word": _("Cán bộ, công chức")}),
    }
    return render(request, "organisations/people.html", context)


def _account_words() -> dict[str, Any]:
    return {"": _("Mọi người"), "co": _("Có tài khoản"), "chua": _("Chưa có tài khoản")}


def _rows(request: HttpRequest) -> tuple[models.QuerySet[Person], dict[str, Any]]:
    """The people of this address, and what it asks for; what means nothing narrows nothing."""
    today = where.today(request)
    unit, organ = _uid(request, "noi"), _uid(request, "co-quan")
    block, account = asked(request, "khoi"), asked(request, "tai-khoan")
    chosen: dict[str, Any] = {
        "q": asked(request, "q"),
        "unit": where.unit(unit) if unit else None,
        "organ": where.organ(organ) if organ else None,
        "block": block if block in Block.values else "",
        "account": account if account in ("co", "chua") else "",
    }
    rows = queries.people(
        chosen["q"],
        on=today,
        unit=chosen["unit"],
        organisation=chosen["organ"],
        has_account={"co": True, "chua": False}.get(chosen["account"]),
    )
    return (glance.of_block(rows, chosen["block"], on=today) if chosen["block"] else rows), chosen


def _uid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(asked(request, name))
    except ValueError:
        return None


def _chips(request: HttpRequest, name: str, words: dict[str, Any], current: str) -> list[dict[str, Any]]:
    return [
        {"word": word, "url": address(request, **{name: code}), "current": code == current}
        for code, word in words.items()
    ]


@require_safe
@page("organisations.can_view")  # type: ignore[arg-type]  # a GET that streams
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same people as CSV, all of them: names, what they hold, no personal detail."""
    today = where.today(request)
    rows, _chosen = _rows(request)
    lines = _lines(glance.with_posts(rows, on=today), get_language() or "vi")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="can-bo-{today.isoformat()}.csv"'
    return response


def _lines(people: models.QuerySet[Person], language: str) -> Iterator[str]:
    """The mark of UTF-8, the head, a row for each post held; who holds none has one row."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    with translation.override(language):
        head = writer.writerow(
            [
                _("Họ và tên"),
                _("Học hàm, học vị"),
                _("Chức vụ, chức danh"),
                _("Cơ quan"),
                _("Địa phương"),
                _("Từ ngày"),
                _("Kiêm nhiệm"),
                _("Tài khoản"),
            ]
        )
        yes = _("có")
    yield head
    for person in people.iterator(chunk_size=BATCH):
        account = yes if person.user_id else ""
        for cells in _held(person, yes) or [["", "", "", "", ""]]:
            yield writer.writerow([plain(cell) for cell in (person.name, person.degrees, *cells, account)])


def _held(person: Person, yes: str) -> list[list[str]]:
    return [
        [
            one.post.title,
            one.post.organisation.name,
            one.post.organisation.unit.full_name,
            f"{one.since:%d/%m/%Y}",
            yes if one.is_concurrent else "",
        ]
        for one in person.held_now  # type: ignore[attr-defined]
    ]
