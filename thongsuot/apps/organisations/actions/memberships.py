"""Who holds which post, from when to when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from thongsuot.apps.core import journal
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.models import Membership, Person, Post


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    since: date,
    by: User,
    at: datetime,
    until: date | None = None,
    **facts: Any,
) -> Membership:
    """Let a person hold a post from a day on.

    `facts` are is_concurrent, on_behalf_of, appointed_by, term, decision_number, decision_on, decision_by.
    """
    membership = Membership.objects.create(person=person, post=post, since=since, until=until, **facts)
    told = {"person": person.uid, "post": post.uid, "since": since, "until": until}
    journal.write(membership, "appointed", by=by, at=at, payload=told)
    return membership
