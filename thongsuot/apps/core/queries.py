"""Questions to core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from thongsuot.apps.core import lockout
from thongsuot.apps.core.devices import device
from thongsuot.apps.core.models import SYSTEM_LOGIN, Mail, Notice, NoticeChoice, Turn, User
from thongsuot.apps.core.personal import Held, held


def system_actor() -> User:
    """Who acts when nobody does: jobs, loads, ticks. `by=` is never None."""
    user, made = User.objects.get_or_create(login=SYSTEM_LOGIN, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def user_by_login(login: str) -> User | None:
    return User.objects.filter(login=login).first()


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())


def second_factors() -> models.QuerySet[Any]:
    """Everybody's second factors, for `Exists`: which account has one. Nothing that is secret is to be read here."""
    rows: models.QuerySet[Any] = Authenticator.objects.values("user_id")
    return rows


def is_locked(user: User, *, at: datetime) -> bool:
    """Whether somebody failed so often to log in to this account that they must wait."""
    return lockout.is_locked(user, at=at)


def has_failed(user: User) -> bool:
    """Whether failed log-ins to this account are counted."""
    return bool(lockout.attempts(user).exists())


def needs_second_factor(user: User) -> bool:
    """Whether a role that this user holds asks for one (`MFA_REQUIRED_ROLES`), and there is none yet."""
    required = set(settings.MFA_REQUIRED_ROLES)
    held = {capacity.role for capacity in getattr(user, "held_capacities", ())}
    return bool(required & held) and not has_second_factor(user)


def first_thing(user: User, *, by_password: bool) -> str:
    """Address of what this user must do before anything else; "" for nothing."""
    if user.must_change_password and by_password:
        return reverse("account_change_password")
    return reverse("core:account") if needs_second_factor(user) else ""


@dataclass(frozen=True, slots=True)
class LivingSession:
    """Where somebody is logged in: in which program, since when, when last seen."""

    key: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_current: bool


def sessions_of(user: User, *, current: str = "") -> list[LivingSession]:
    """Sessions of this user that still hold, the one with the key `current` first, then those last seen."""
    rows = [row for row in UserSession.objects.filter(user_id=user.pk) if row.exists()]
    rows.sort(key=lambda row: (row.session_key != current, -row.last_seen_at.timestamp()))
    return [
        LivingSession(
            row.pk,
            device(row.user_agent),
            row.ip,
            row.created_at,
            row.last_seen_at,
            row.session_key == current,
        )
        for row in rows
    ]


def notices(*, for_: User) -> models.QuerySet[Notice]:
    """What this user was told, the newest first."""
    return Notice.objects.filter(user=for_)


def unseen(user: User) -> int:
    """How many notices this user has not seen."""
    return notices(for_=user).filter(seen_at=None).count()


def notice_choice(user: User) -> NoticeChoice:
    """How this user wants to be told; not stored yet for who never chose."""
    return NoticeChoice.objects.filter(user=user).first() or NoticeChoice(user=user)


def mails_waiting() -> int:
    return Mail.objects.filter(next_at__isnull=False).count()


def mails_failed() -> models.QuerySet[Mail]:
    """Mails that are not tried any more, the newest first."""
    return Mail.objects.filter(sent_at=None, next_at=None).order_by("-at")


def turns() -> models.QuerySet[Turn]:
    """What time alone does: when it was done last, and what stood in its way."""
    return Turn.objects.all()


def held_on(user: User) -> list[Held]:
    """What is held on somebody as the owner of an account."""
    found = [held("core.User", "login", user.login)]
    if user.last_login:
        found.append(held("core.User", "last_login", f"{timezone.localtime(user.last_login):%d/%m/%Y %H:%M}"))
    for one in sessions_of(user):
        where = f"{one.device}, {one.address}, {timezone.localtime(one.since):%d/%m/%Y %H:%M}"
        found.append(held("usersessions.UserSession", "user_agent", where))
    factors = Authenticator.objects.filter(user_id=user.pk)
    found += [held("mfa.Authenticator", "data", factor.get_type_display()) for factor in factors]
    others = SocialAccount.objects.filter(user_id=user.pk)
    found += [held("socialaccount.SocialAccount", "uid", f"{one.provider}: {one.uid}") for one in others]
    tried = lockout.attempts(user)
    found += [
        held("axes.AccessAttempt", "ip_address", f"{one.ip_address}, {one.user_agent}") for one in tried
    ]
    chosen = NoticeChoice.objects.filter(user=user).exclude(email="")
    found += [held("core.NoticeChoice", "email", one.email) for one in chosen]
    found += [held("core.Mail", "subject", one.subject) for one in Mail.objects.filter(user=user)]
    return found + [held("core.Notice", "text", one.text) for one in notices(for_=user)]
