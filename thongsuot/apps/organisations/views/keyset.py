"""Paging by key: the address names the last row, so that the thousandth page costs what the first does."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.page import address, asked

PAGE = 50
T = TypeVar("T", bound=WithUid)


def paged(
    request: HttpRequest, rows: models.QuerySet[T], keys: tuple[str, ...], size: int = PAGE
) -> tuple[list[T], str, str]:
    """One page of rows ordered by `keys` (ascending, the last one unique); addresses of the start and the next.

    A last row that is not known any more starts from the beginning.
    """
    last = _last(rows, asked(request, "after"))
    found = list(rows.filter(_beyond(last, keys))[: size + 1] if last else rows[: size + 1])
    shown = found[:size]
    following = address(request, after=shown[-1].uid) if len(found) > size else ""
    return shown, address(request) if last else "", following


def _last(rows: models.QuerySet[T], uid: str) -> T | None:
    try:
        return rows.model._default_manager.filter(uid=UUID(uid)).first()
    except ValueError:
        return None


def _beyond(last: WithUid, keys: tuple[str, ...]) -> Q:
    """Rows after this one: greater in the first key, or equal there and greater in the next."""
    found, same = Q(pk__in=[]), Q()
    for key in keys:
        value = getattr(last, key)
        found |= same & Q(**{f"{key}__gt": value})
        same &= Q(**{key: value})
    return found
