"""Loads, once a request, in which capacities the user acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries


def equip(user: User, *, at: datetime) -> User:
    """Give a user the capacities of this moment; what requests, jobs and tests start from."""
    user.held_capacities = queries.capacities(user, on=timezone.localdate(at))  # type: ignore[attr-defined]
    user.acting_as = str(user.held_capacities[0]) if user.held_capacities else ""  # type: ignore[attr-defined]
    return user


def acting_as(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            equip(request.user, at=request.now)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
