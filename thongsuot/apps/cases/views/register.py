"""The register as a list: filtered, searched, paged, and taken away as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.cases import ledger, orders, permissions, queries, sentences
from thongsuot.apps.cases.forms import FilterForm
from thongsuot.apps.cases.views import chips
from thongsuot.apps.core.page import address, asked, asks_for_part, page
from thongsuot.apps.organisations import queries as organisations


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
    form = _form(request)
    filters = form.filters(on=timezone.localdate(request.now))  # type: ignore[attr-defined]
    rows = queries.register(filters, for_=request.user)  # type: ignore[arg-type]
    lines = ledger.lines(orders.arranged(rows, form.order()), language=get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    response["Content-Disposition"] = f'attachment; filename="so-theo-doi-{today.isoformat()}.csv"'
    return response


def _form(request: HttpRequest) -> FilterForm:
    user: Any = request.user
    return FilterForm(
        request.GET,
        choices=queries.choices(for_=user),
        registers=queries.registers(for_=user),
        capacities=[(str(one.uid), str(one)) for one in organisations.held(user)],
    )


def _context(request: HttpRequest) -> dict[str, Any]:
    form = _form(request)
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    filters, order = form.filters(on=today), form.order()
    tally = queries.tally(filters, for_=request.user)  # type: ignore[arg-type]
    rows = queries.register(filters, for_=request.user)  # type: ignore[arg-type]
    found, more, notices = _page(request, rows, order)
    if form.left_out():
        notices.append(
            _("Chưa hiểu điều kiện: %(names)s. Danh sách bỏ qua điều kiện đó.")
            % {"names": ", ".join(form.left_out())}
        )
    return {
        "form": form,
        "cases": found,
        "today": today,
        "notices": notices,
        "total": tally.total,
        "may_raise": permissions.can_raise(request.user),  # type: ignore[arg-type]
        "read_back": _read_back(form, filters, found, tally.total),
        "capacity_chips": chips.capacities(request, filters),
        "kind_chips": chips.kinds(request, filters, tally),
        "status_chips": chips.statuses(request, filters, tally),
        "period_chips": chips.periods(request, filters, today),
        "may_open_in_emergency": permissions.can_open_in_emergency(request.user),  # type: ignore[arg-type]
        "may_bulk": permissions.can_coordinate(request.user),  # type: ignore[arg-type]
        "is_unfolded": form.is_unfolded,
        "is_narrowed": filters != queries.Filters(),
        "is_empty": not found and not queries.has_any(for_=request.user),  # type: ignore[arg-type]
        "first": address(request) if "after" in request.GET else "",
        "next": _after(request, found[-1], order) if more else "",
        "export": f"{reverse('cases:export')}{address(request).removeprefix(request.path)}",
    }


def _page(request: HttpRequest, rows: Any, order: orders.Order) -> tuple[list[Any], bool, list[str]]:
    text = asked(request, "after")
    after = orders.place(text, queries.cases(for_=request.user)) if text else None  # type: ignore[arg-type]
    notices = (
        [_("Không tìm thấy chỗ đang xem trong sổ, nên danh sách bắt đầu lại từ đầu.")]
        if text and not after
        else []
    )
    return *orders.page(queries.with_neighbours(rows), order, after), notices


def _read_back(form: FilterForm, filters: queries.Filters, found: list[Any], total: int) -> str:
    is_whole = len(found) == total <= sentences.EXACT and not filters.unit
    raisers = queries.raising_units(found) if is_whole else {}
    return sentences.read_back(
        filters, total, unit=form.unit_name(), raisers=raisers, register=form.register_name()
    )


def _after(request: HttpRequest, last: Any, order: orders.Order) -> str:
    return address(request, after=orders.mark(last, order))
