"""The orders of the register, and paging by key: a page begins after the row that ended the one before.

An address holds the last row's date and uid (`2025-08-21_0198…`), never a key of the database or a page
number, so rows that come in between neither repeat nor hide others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.models import Case

PAGE = 50
"""Rows."""


@dataclass(frozen=True, slots=True)
class Order:
    code: str
    label: str | Promise
    field: str
    """A date of the case; rows without it come last."""
    is_ascending: bool
    may_lack: bool = False


NEWEST = Order("newest", _("Mới nêu trước"), "raised_on", is_ascending=False)
BEST = Order("best", _("Khớp nhất trước"), "raised_on", is_ascending=False)
"""What a search looks for, best first among the newest that match (`queries.fulltext`); a file has the newest first."""
ORDERS = (
    NEWEST,
    Order("oldest", _("Nêu lâu nhất trước"), "raised_on", is_ascending=True),
    Order("due", _("Sắp đến hạn trước"), "due_on", is_ascending=True, may_lack=True),
)


def by_code(code: str, *, is_search: bool = False) -> Order:
    """The order of this code; else the one that a list, or a search, has by itself."""
    usual = BEST if is_search else NEWEST
    return next((order for order in ORDERS if order.code == code), usual)


def choices(*, is_search: bool) -> list[tuple[str, str | Promise]]:
    """The orders to choose from, by their codes; the usual one needs none."""
    usual = by_code("", is_search=is_search)
    return [("", usual.label), *((one.code, one.label) for one in ORDERS if one != usual)]


def arranged(rows: models.QuerySet[Case], order: Order) -> models.QuerySet[Case]:
    if not order.is_ascending:
        return rows.order_by(f"-{order.field}", "-pk")
    first = F(order.field).asc(nulls_last=True) if order.may_lack else F(order.field).asc()
    return rows.order_by(first, "pk")


def page(
    rows: models.QuerySet[Case], order: Order, after: tuple[date | None, int] | None, *, size: int = PAGE
) -> tuple[list[Case], bool]:
    """One page after a (date, key); and whether there is more."""
    if after:
        rows = rows.filter(_beyond(order, *after))
    found = list(arranged(rows, order)[: size + 1])
    return found[:size], len(found) > size


def _beyond(order: Order, day: date | None, key: int) -> Q:
    way = "gt" if order.is_ascending else "lt"
    tied = Q(**{order.field: day, f"pk__{way}": key})
    if day is None:
        return tied
    further = Q(**{f"{order.field}__{way}": day})
    return tied | further | Q(**{f"{order.field}__isnull": True}) if order.may_lack else tied | further


def mark(case: Case, order: Order) -> str:
    """What the address of the page after this row says."""
    day: date | None = getattr(case, order.field)
    return f"{day.isoformat() if day else ''}_{case.uid.hex}"


def place(text: str, rows: models.QuerySet[Case]) -> tuple[date | None, int] | None:
    """The (date, key) that `mark` wrote; None when it is no such text or the row is not among `rows`."""
    day, parted, uid = text.partition("_")
    try:
        found = date.fromisoformat(day) if day else None
        key = rows.filter(uid=UUID(hex=uid)).values_list("pk", flat=True).first() if parted else None
    except ValueError:
        return None
    return None if key is None else (found, key)
