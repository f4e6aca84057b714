"""Loads, once a request, in which capacities the user may act, and in which one they do."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.permissions import Capacity

CAPACITY = "capacity"
"""The session's key for the capacity that somebody chose."""


def equip(user: User, *, at: datetime, chosen: str = "") -> User:
    """Give a user the capacities of this moment; what requests, jobs and tests start from.

    `chosen` is the uid of the capacity to act in; one that is not held (any more) leaves the first.
    """
    held = queries.capacities(user, on=timezone.localdate(at))
    _set(user, held_capacities=held, equipped_at=at, others=lambda: _others(user))
    first = next((one for one in held if str(one.uid) == chosen), held[0] if held else None)
    return _act_in(user, first)


def _act_in(user: User, capacity: Capacity | None) -> User:
    _set(user, acting_capacity=capacity, found_reach={})
    user.acting_as = str(capacity) if capacity else ""
    user.acting_for = capacity.organisation_uid if capacity else None
    return user


def _set(user: User, **known: Any) -> None:
    """Attribute by attribute: a request's user is a lazy proxy, whose own `__dict__` is not the user's."""
    for name, value in known.items():
        setattr(user, name, value)


def _others(user: User) -> list[User]:
    """The same user in each other capacity."""
    others = [one for one in queries.held(user) if one != queries.acting(user)]
    return [_act_in(copy(user), capacity) for capacity in others]


def acting_as(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            equip(request.user, at=request.now, chosen=request.session.get(CAPACITY, ""))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
