"""Loads, once a request, in which capacities the user may act, and in which one they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries

CAPACITY = "capacity"
"""The session's key for the capacity that somebody chose."""


def equip(user: User, *, at: datetime, chosen: str = "") -> User:
    """Give a user the capacities of this moment; what requests, jobs and tests start from.

    `chosen` is the uid of the capacity to act in; one that is not held (any more) leaves the first.
    """
    held = queries.capacities(user, on=timezone.localdate(at))
    capacity = next((one for one in held if str(one.uid) == chosen), held[0] if held else None)
    known = {
        "held_capacities": held,
        "acting_capacity": capacity,
        "opened_records": queries.opened(user, at=at),
    }
    user.__dict__.update(known, _scopes={}, _subtrees={})
    user.acting_as = str(capacity) if capacity else ""
    user.acting_for = capacity.organisation_uid if capacity else None
    return user


def acting_as(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            equip(request.user, at=request.now, chosen=request.session.get(CAPACITY, ""))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
