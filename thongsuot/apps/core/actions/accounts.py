"""Accounts: opened, closed, logged in and out, kept safe."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User


@transaction.atomic
def open_account(*, login: str, password: str, by: User, at: datetime, is_operator: bool = False) -> User:
    """A new account. Raises `BrokenRule` when the log-in is taken, ValidationError when the password is weak."""
    if User.objects.filter(login=login).exists():
        raise BrokenRule(_("Tên đăng nhập “%(login)s” đã có.") % {"login": login}, field="login")
    user = User(login=login, is_operator=is_operator)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    journal.write(user, "opened", by=by, at=at, payload={"is_operator": is_operator})
    return user
