"""The register as a list: filtered, searched, paged, and taken away as a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.cases import ledger, orders, permissions, queries, sentences
from thongsuot.apps.cases.forms import FilterForm
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.queries import fulltext
from thongsuot.apps.cases.views import chips
from thongsuot.apps.cases.views.rows import rows as shown
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import address, asked, asks_for_part, page
from thongsuot.apps.core.tables import XLSX
from thongsuot.apps.organisations import queries as organisations

FEW = 2_000
"""Up to so many rows are sooner collected and put in order than looked for along it."""


@require_safe
@page("cases.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    """One page of the register; only the part that changes when htmx asks."""
    is_part = asks_for_part(request)
    template = "cases/parts/register.html" if is_part else "cases/register.html"
    response = render(request, template, _context(request) | {"is_part": is_part})
    patch_vary_headers(response, ("HX-Request",))
    if is_part:
        response["HX-Push-Url"] = address(request, after=asked(request, "after"))
    return response


@require_safe
@page("cases.can_view")  # type: ignore[arg-type]  # a GET that streams
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered register as CSV, all of it, in the order of the page."""
    lines = ledger.lines(_arranged(request), language=get_language(), on=_today(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _as_file(request, "csv")
    return response


@require_safe
@page("cases.can_view")
def export_book(request: HttpRequest) -> HttpResponse:
    """The same as XLSX, for a list of at most 10,000 rows."""
    try:
        content = ledger.book(_arranged(request), on=_today(request))
    except BrokenRule as broken:
        messages.error(request, broken.message)
        return redirect(f"{reverse('cases:list')}{address(request).removeprefix(request.path)}")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = _as_file(request, "xlsx")
    return response


def _arranged(request: HttpRequest) -> Any:
    form = _form(request)
    filters = form.filters(on=_today(request))
    return orders.arranged(queries.register(filters, for_=request.user), form.order())  # type: ignore[arg-type]


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.now)  # type: ignore[attr-defined]


def _as_file(request: HttpRequest, ending: str) -> str:
    return f'attachment; filename="so-theo-doi-{_today(request).isoformat()}.{ending}"'


def _form(request: HttpRequest) -> FilterForm:
    user: Any = request.user
    return FilterForm(
        request.GET,
        choices=queries.choices(for_=user),
        capacities=[(str(one.uid), str(one)) for one in organisations.held(user)],
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What an address of the register asks of the database, answered."""

    form: FilterForm
    filters: queries.Filters
    tally: queries.Tally
    cases: list[Case]
    beside: dict[int, queries.Beside]
    next: str
    """The mark of the page after this one, if there is one."""
    notices: list[str]


def look_up(request: HttpRequest) -> Found:
    """Everything of a page but its words: what may be chosen, how many there are, fifty rows, what stands beside."""
    user: Any = request.user
    form = _form(request)
    filters, order = form.filters(on=_today(request)), form.order()
    tally = queries.tally(filters, for_=user)
    rows = queries.register(filters, for_=user, are_few=tally.total <= FEW)
    cases, more, notices = _page(request, rows, order, filters.q)
    after = orders.mark(cases[-1], order) if more else ""
    return Found(form, filters, tally, cases, queries.beside_rows(cases), after, notices)


def _context(request: HttpRequest) -> dict[str, Any]:
    found = look_up(request)
    form, filters, tally, notices = found.form, found.filters, found.tally, found.notices
    today = _today(request)
    if form.left_out():
        notices.append(
            _("Chưa hiểu điều kiện: %(names)s. Danh sách bỏ qua điều kiện đó.")
            % {"names": ", ".join(form.left_out())}
        )
    return {
        "form": form,
        "cases": found.cases,
        "rows": [*shown(found.cases, found.beside, today=today)],
        "notices": notices,
        "total": tally.total,
        "may_raise": permissions.can_raise(request.user),  # type: ignore[arg-type]
        "read_back": _read_back(form, filters, found.beside.values(), tally.total),
        "capacity_chips": chips.capacities(request, filters),
        "kind_chips": chips.kinds(request, filters, tally),
        "status_chips": chips.statuses(request, filters, tally),
        "period_chips": chips.periods(request, filters, today),
        "may_open_in_emergency": permissions.can_open_in_emergency(request.user),  # type: ignore[arg-type]
        "may_bulk": permissions.can_coordinate(request.user),  # type: ignore[arg-type]
        "mended": None if found.cases or not filters.q else _mended(request, filters),
        "is_unfolded": form.is_unfolded,
        "saved_chips": [] if "after" in request.GET else chips.saved(request, form.views),
        "query": address(request).partition("?")[2],
        "is_narrowed": filters != queries.Filters(),
        "is_empty": not found.cases and not queries.has_any(for_=request.user),  # type: ignore[arg-type]
        "first": address(request) if "after" in request.GET else "",
        "next": address(request, after=found.next) if found.next else "",
        "export": f"{reverse('cases:export')}{address(request).removeprefix(request.path)}",
        "export_book": f"{reverse('cases:export-book')}{address(request).removeprefix(request.path)}",
    }


def _page(request: HttpRequest, rows: Any, order: orders.Order, q: str) -> tuple[list[Any], bool, list[str]]:
    text = asked(request, "after")
    after = orders.place(text, queries.cases(for_=request.user)) if text else None  # type: ignore[arg-type]
    notices = (
        [_("Không tìm thấy chỗ đang xem trong sổ, nên danh sách bắt đầu lại từ đầu.")]
        if text and not after
        else []
    )
    if order != orders.BEST:
        return *orders.page(rows, order, after), notices
    key = after[1] if after else None
    return *fulltext.best(rows, q, key, size=orders.PAGE), notices


def _mended(request: HttpRequest, filters: queries.Filters) -> dict[str, str] | None:
    """The query with its slips mended, and where it leads; None when nothing near is in use."""
    meant = queries.mended(filters, for_=request.user)  # type: ignore[arg-type]
    return {"q": meant.filters.q, "url": address(request, q=meant.filters.q)} if meant else None


def _read_back(
    form: FilterForm, filters: queries.Filters, beside: Collection[queries.Beside], total: int
) -> str:
    is_whole = len(beside) == total <= sentences.EXACT and not filters.unit
    raisers = queries.raising_units(beside) if is_whole else {}
    return sentences.read_back(
        filters,
        total,
        unit=form.unit_name(),
        raisers=raisers,
        register=form.register_name(),
        chosen=form.told(),
    )
