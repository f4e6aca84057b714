"""Keys of people's data: destroyed, and wrapped anew when the installation's key changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import PersonalKey, User

KEYS_AT_ONCE = 500
"""Wrapped anew in one transaction, so that nobody waits long."""


@transaction.atomic
def destroy_key(*, holder: UUID, by: User, at: datetime, reason: str) -> bool:
    """Erase for good whatever is sealed for this holder; False when it was so already.

    `reason` names no person: it stays.
    """
    if not vault.destroy(holder, at=at):
        return False
    key = PersonalKey.objects.get(holder=holder)
    journal.write(key, "destroyed", by=by, at=at, payload={"reason": reason})
    return True


def rotate_personal_keys(*, by: User, at: datetime) -> int:
    """Wrap every holder's key under PERSONAL_KEY that is still under PERSONAL_KEY_OLD; how many it were.

    In batches, each of which stands: what was cut short goes on where it stopped. Raises `BrokenRule` when keys
    would remain that neither opens, before anything is changed.
    """
    new, old = settings.PERSONAL_KEY, settings.PERSONAL_KEY_OLD
    if not old or old == new:
        raise BrokenRule(_("Cần khóa mới ở PERSONAL_KEY và khóa cũ ở PERSONAL_KEY_OLD."), code="no-old-key")
    if lost := vault.strangers():
        words = {"number": lost, "old": vault.fingerprint(old)}
        text = _(
            "Không khóa nào mở được %(number)d khóa dữ liệu cá nhân; PERSONAL_KEY_OLD (%(old)s) không đúng."
        )
        raise BrokenRule(text % words, code="wrong-key")
    rotated = 0
    while done := vault.rewrap(old=old, new=new, at_most=KEYS_AT_ONCE):
        rotated += done
    facts = {"keys": rotated, "from": vault.fingerprint(old), "to": vault.fingerprint(new)}
    journal.write(by, "personal-keys-rotated", by=by, at=at, payload=facts)
    return rotated
