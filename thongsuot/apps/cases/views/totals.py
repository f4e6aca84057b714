"""The register from above: each unit with how many cases wait for whom, are overdue, are closed."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.apps.cases import queries, sentences
from thongsuot.apps.cases.models import Kind
from thongsuot.apps.cases.queries import facets
from thongsuot.apps.cases.queries.totals import CLOSED, ENDS, OVERDUE, TURNS, UnitTotals
from thongsuot.apps.core.page import address, asked, page

Row = dict[str, Any]


@require_safe
@page("cases.can_view")
def totals(request: HttpRequest) -> HttpResponse:
    """`?kind=` of one kind only; each number leads to its rows."""
    user: Any = request.user
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    kind = asked(request, "kind") if asked(request, "kind") in Kind.values else ""
    found = queries.totals(queries.Filters(kind=kind), for_=user, on=today)
    context = {
        "today": today,
        "kind_chips": _kinds(request, kind),
        "columns": [word for _column, word in _columns()],
        "rows": [_row(one, kind) for one in found],
        "whole": _row(UnitTotals(None, _("Cộng"), sum((one.by for one in found), Counter())), kind),
    }
    return render(request, "cases/totals.html", context)


def _columns() -> list[tuple[str, str]]:
    """Code -> word of each column; "" is the sum."""
    whom = {str(turn): str(word) for turn, word in facets.TURNS}
    waiting = [(turn, _("Chờ %(whom)s") % {"whom": sentences.lower(whom[turn])}) for turn in TURNS]
    return [*waiting, (OVERDUE, _("Quá hạn")), (CLOSED, _("Đã khép")), ("", _("Tất cả"))]


def _row(one: UnitTotals, kind: str) -> Row:
    numbers = {**one.by, "": one.total}
    cells = [(word, numbers.get(column, 0), _url(one.uid, kind, column)) for column, word in _columns()]
    return {"name": one.name, "url": _url(one.uid, kind, ""), "cells": cells}


def _url(unit: UUID | None, kind: str, column: str) -> str:
    """The rows of one number in the register; "" for the sum, whose cases of several units stand there once."""
    if unit is None:
        return ""
    conditions = {CLOSED: {"status": ",".join(ENDS)}, OVERDUE: {"bucket": OVERDUE}, "": {}}
    more = conditions.get(column, {"turn": column})
    given = {"unit": unit.hex, "kind": kind} | more
    return f"{reverse('cases:list')}?{urlencode({name: value for name, value in given.items() if value})}"


def _kinds(request: HttpRequest, chosen: str) -> list[Row]:
    words = {"": _("Tất cả")} | dict(Kind.choices)
    return [
        {
            "id": f"kind-{kind or 'all'}",
            "word": word,
            "url": address(request, kind=kind),
            "current": kind == chosen,
        }
        for kind, word in words.items()
        if kind != Kind.TASK
    ]
