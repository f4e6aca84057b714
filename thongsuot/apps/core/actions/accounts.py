"""Accounts: opened and closed, their passwords and second factors, and what happens at the door.

Each leaves a row in the chain of its account. None names an address, a device or a password.
"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, lockout
from thongsuot.apps.core.actions.sessions import end_every_session
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User


@transaction.atomic
def open_account(
    *,
    login: str,
    password: str,
    by: User,
    at: datetime,
    is_operator: bool = False,
    must_change_password: bool = False,
) -> User:
    """A new account; log-ins are kept in small letters.

    Raises `BrokenRule` when the log-in is empty or taken, ValidationError when the password is weak.
    """
    login = login.strip().lower()
    if not login:
        raise BrokenRule(_("Cần có tên đăng nhập."), field="login")
    if User.objects.filter(login=login).exists():
        raise BrokenRule(_("Tên đăng nhập “%(login)s” đã có.") % {"login": login}, field="login")
    user = User(login=login, is_operator=is_operator, must_change_password=must_change_password)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    journal.write(user, "opened", by=by, at=at, payload={"is_operator": is_operator})
    return user


@transaction.atomic
def change_password(*, user: User, password: str, by: User, at: datetime) -> None:
    """One's own new password, already checked against the rules; every other session is over."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    journal.write(_locked(user), "password-changed", by=by, at=at)


@transaction.atomic
def give_password(*, user: User, password: str, by: User, at: datetime) -> None:
    """A password from who keeps accounts: good for one log-in, which must choose another. Ends every session."""
    user = _locked(user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    lockout.attempts(user).delete()
    ended = end_every_session(user)
    journal.write(user, "password-given", by=by, at=at, payload={"sessions": ended})


@transaction.atomic
def unlock(*, user: User, by: User, at: datetime) -> None:
    """Failed log-ins are forgotten: whoever had to wait may try again."""
    count, _rows = lockout.attempts(user).delete()
    journal.write(_locked(user), "unlocked", by=by, at=at, payload={"rows": count})


@transaction.atomic
def remove_second_factor(*, user: User, by: User, at: datetime) -> None:
    """All second factors and recovery codes of somebody who lost them. Ends every session.

    Raises `BrokenRule` when there is none.
    """
    user = _locked(user)
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise BrokenRule(_("Tài khoản này chưa có xác thực hai bước."), code="no-factor")
    Authenticator.objects.filter(user=user).delete()
    ended = end_every_session(user)
    journal.write(user, "second-factor-taken-off", by=by, at=at, payload={"kinds": kinds, "sessions": ended})


@transaction.atomic
def note(*, user: User, act: str, by: User, at: datetime, facts: dict[str, str] | None = None) -> None:
    """What the library of accounts did with this one: "logged-in", "log-in-failed", "second-factor-added" …"""
    journal.write(_locked(user), act, by=by, at=at, payload=facts or {})


def _locked(user: User) -> User:
    """The row as it stands, so that of two who write at once neither takes the other's place in the chain."""
    return User.objects.select_for_update().get(pk=user.pk)
