"""Entering people, correcting what is known of them, and their accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, name_key, nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Person


@transaction.atomic
def enter_person(*, name: str, by: User, at: datetime, **facts: Any) -> Person:
    """A person, by name. `facts` are degrees and gender."""
    name = nfc(" ".join(name.split()))
    if not name:
        raise BrokenRule(_("Cần có họ và tên."), field="name")
    person = Person.objects.create(name=name, folded=fold(name), sort_key=name_key(name), **facts)
    journal.write(person, "entered", by=by, at=at)
    return person


@transaction.atomic
def link_account(*, person: Person, user: User, by: User, at: datetime) -> None:
    """This account is this person's."""
    person.user = user
    person.save(update_fields=["user"])
    journal.write(person, "account-linked", by=by, at=at, payload={"user": user.uid})
