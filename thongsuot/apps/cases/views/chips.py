"""The register's filters as chips: each is a link to the same list with one condition changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from thongsuot.apps.cases import sentences
from thongsuot.apps.cases.models import Kind
from thongsuot.apps.cases.queries import Filters, Tally
from thongsuot.apps.cases.queries import statuses as statuses_of
from thongsuot.apps.core.page import address
from thongsuot.apps.organisations import queries as organisations

Chip = dict[str, Any]
"""A row for `core/parts/chips.html`."""


def kinds(request: HttpRequest, filters: Filters, tally: Tally) -> list[Chip]:
    """Each kind with its count; the chosen status stays where the kind has it too."""
    words = {"": _("Tất cả")} | dict(Kind.choices)
    return [
        {
            "id": f"kind-{kind or 'all'}",
            "word": words[kind],
            "count": sentences.number(count),
            "url": address(request, kind=kind, status=_kept(filters.statuses, kind)),
            "current": kind == filters.kind,
        }
        for kind, count in tally.kinds().items()
    ]


def _kept(chosen: list[str], kind: str) -> str:
    known = statuses_of(kind)
    return ",".join(code for code in chosen if code in known)


def _turned(chosen: list[str], status: str) -> str:
    """The chosen ones with one more, or without it; "" for all."""
    if not status:
        return ""
    return ",".join([one for one in chosen if one != status] + [status] * (status not in chosen))


def statuses(request: HttpRequest, filters: Filters, tally: Tally) -> list[Chip]:
    """Each status that has cases, with its count, and the chosen ones; a chip adds its own or takes it away."""
    return [
        {
            "id": f"status-{status or 'all'}",
            "word": sentences.status_label(status) if status else _("Đang trong sổ"),
            "count": sentences.number(count),
            "url": address(request, status=_turned(filters.statuses, status)),
            "current": status in (filters.statuses or [""]),
        }
        for status, count in tally.statuses().items()
        if count or status in ("", *filters.statuses)
    ]


def capacities(request: HttpRequest, filters: Filters) -> list[Chip]:
    """Each capacity of somebody who holds several, without counts."""
    held = organisations.held(request.user)  # type: ignore[arg-type]
    rows = [(None, _("Tất cả")), *((one.uid, str(one)) for one in held)]
    return [
        {
            "id": f"capacity-{uid or 'all'}",
            "word": word,
            "url": address(request, capacity=uid),
            "current": uid == filters.capacity,
        }
        for uid, word in (rows if len(held) > 1 else [])
    ]


def saved(request: HttpRequest, views: list[tuple[str, str]]) -> list[Chip]:
    """The views (query, name) that somebody saved or has from their organ, without counts."""
    here = address(request).partition("?")[2]
    return [
        {"id": f"view-{place}", "word": name, "url": f"{request.path}?{query}", "current": query == here}
        for place, (query, name) in enumerate(sorted(views, key=lambda view: view[1]))
    ]


def periods(request: HttpRequest, filters: Filters, today: date) -> list[Chip]:
    """The usual periods around a day, without counts."""
    return [
        {
            "id": f"period-{place}",
            "word": word,
            "url": address(request, since=_iso(since), until=_iso(until)),
            "current": (filters.since, filters.until) == (since, until),
        }
        for place, (word, since, until) in enumerate(_around(today))
    ]


def _around(today: date) -> list[tuple[str, date | None, date | None]]:
    monday = today - timedelta(days=today.weekday())
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return [
        (_("Mọi lúc"), None, None),
        (_("Tuần này"), monday, monday + timedelta(days=6)),
        (_("Tháng này"), today.replace(day=1), next_month - timedelta(days=1)),
        (_("Năm nay"), date(today.year, 1, 1), date(today.year, 12, 31)),
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
