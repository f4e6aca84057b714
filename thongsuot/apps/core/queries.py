"""Questions to core."""

from __future__ import annotations

from thongsuot.apps.core.models import SYSTEM_LOGIN, User


def system_actor() -> User:
    """Who acts when nobody does: jobs, loads, ticks. `by=` is never None."""
    user, made = User.objects.get_or_create(login=SYSTEM_LOGIN, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def user_by_login(login: str) -> User | None:
    return User.objects.filter(login=login).first()
