"""Changes in core."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import PostAnswer, User

ANSWERS_KEPT = timedelta(days=7)
"""Nobody sends a form again later than that."""


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


def forget_answers(*, at: datetime) -> int:
    """Drop the answers to POSTs of long ago; how many went."""
    return PostAnswer.objects.filter(at__lt=at - ANSWERS_KEPT).delete()[0]
