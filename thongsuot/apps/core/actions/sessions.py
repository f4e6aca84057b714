"""Sessions: ended one by one or all at once."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, lockout
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import CacheEntry, User


@transaction.atomic
def end_sessions(*, user: User, by: User, at: datetime) -> int:
    """Whoever is logged in to this account is out, wherever they are; how many sessions were known."""
    ended = end_every_session(user)
    journal.write(user, "sessions-ended", by=by, at=at, payload={"sessions": ended})
    return ended


@transaction.atomic
def end_session(*, user: User, key: int, by: User, at: datetime) -> None:
    """One session of this account. Raises `BrokenRule` when it is over already."""
    session = UserSession.objects.filter(user=user, pk=key).first()
    if session is None:
        raise BrokenRule(_("Phiên đăng nhập này đã kết thúc."), code="over")
    session.end()
    journal.write(user, "session-ended", by=by, at=at)


@transaction.atomic
def end_other_sessions(*, user: User, keep: str, by: User, at: datetime) -> int:
    """All sessions of this account but the one with the key `keep`; how many they were."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    for session in others:
        session.end()
    journal.write(user, "other-sessions-ended", by=by, at=at, payload={"sessions": len(others)})
    return len(others)


def note_seen(*, key: str, at: datetime) -> None:
    """Somebody did something in the session with this key."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=at)


def end_every_session(user: User) -> int:
    """End them, those too that no list knows. For actions that write the journal row themselves."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
    rows = UserSession.objects.filter(user=user)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def forget_sessions(*, at: datetime) -> int:
    """Drop sessions that ran out and what was noted of them, failed log-ins of long ago, and cache rows that ran out.

    Gives how many rows went.
    """
    over = Session.objects.filter(expire_date__lt=at).delete()[0]
    living = Session.objects.values("session_key")
    noted = UserSession.objects.exclude(session_key__in=living).delete()[0]
    counted = lockout.forget(at=at)
    return int(over + noted) + counted + CacheEntry.objects.filter(expires__lt=at).delete()[0]
