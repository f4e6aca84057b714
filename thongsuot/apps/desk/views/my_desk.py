"""Việc của tôi: where a day begins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thongsuot.apps.core.page import asked, page
from thongsuot.apps.desk import queries
from thongsuot.apps.organisations import queries as organisations


@require_safe
@page("desk.can_open_desk")
def my_desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the user, by what is to be done; `?tu-cach=` of one capacity only."""
    user: Any = request.user
    today = timezone.localdate(request.now)  # type: ignore[attr-defined]
    held = organisations.held(user)
    chosen = next((one for one in held if str(one.uid) == asked(request, "tu-cach")), None)
    groups = queries.my_desk(for_=user, on=today, capacity=_uid(chosen))
    context = {"groups": groups, "today": today, "held": held if len(held) > 1 else [], "chosen": chosen}
    return render(request, "desk/my_desk.html", context)


def _uid(capacity: Any) -> UUID | None:
    return capacity.uid if capacity else None
