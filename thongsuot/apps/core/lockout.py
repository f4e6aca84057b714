"""What axes asks of us when it counts failed log-ins, and what we ask of it.

Its rows hold no log-in in clear: people type passwords there. They are dropped after a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from thongsuot.apps.core.models import User

KEPT = timedelta(days=1)


def masked(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What stands for the log-in that was tried: the same each time, and nobody reads the log-in from it."""
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login", "")
    return mask(str(typed))


def mask(login: str) -> str:
    return salted_hmac("thongsuot.core.lockout", login.strip().lower(), algorithm="sha256").hexdigest()


def address(request: HttpRequest) -> str | None:
    """The client's address: what `TRUSTED_PROXIES` proxies say of it, by default the other end of the line."""
    found: str | None = get_client_ip(request)
    return found


def attempts(user: User) -> QuerySet[Any]:
    """Failed log-ins to this account that are counted, one row an address and browser."""
    rows: QuerySet[Any] = AccessAttempt.objects.filter(username=mask(user.login))
    return rows


def is_locked(user: User, *, at: datetime) -> bool:
    """Whether some address must wait before it may try this account again."""
    recent = attempts(user).filter(attempt_time__gt=at - settings.AXES_COOLOFF_TIME)
    by_address: dict[str | None, int] = {}
    for attempt in recent:
        by_address[attempt.ip_address] = by_address.get(attempt.ip_address, 0) + attempt.failures_since_start
    return any(count >= settings.AXES_FAILURE_LIMIT for count in by_address.values())


def forget(*, at: datetime) -> int:
    """Drop what was counted long ago; how many rows went."""
    return int(AccessAttempt.objects.filter(attempt_time__lt=at - KEPT).delete()[0])


def free_at(request: HttpRequest, credentials: dict[str, Any] | None = None) -> datetime | None:
    """When this address may try this account again; None when nothing is counted."""
    rows = AccessAttempt.objects.filter(username=masked(request, credentials), ip_address=address(request))
    last = max((row.attempt_time for row in rows), default=None)
    return last + settings.AXES_COOLOFF_TIME if last else None
