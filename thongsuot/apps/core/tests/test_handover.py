"""Many journal rows at once are the rows that one at a time would be."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from thongsuot.apps.core import actions, journal
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db


def account(login: str) -> User:
    by = system_actor()
    return actions.open_account(login=login, password="mat-khau-cua-ban-thu", by=by, at=NOW)


def rows(user: User) -> list[tuple[Any, ...]]:
    return list(journal.of(user).order_by("seq").values_list("seq", "act", "payload", "acting_as"))


def test_many_lines_leave_what_as_many_calls_leave() -> None:
    """Two accounts, two acts on each: one by one, and together."""
    by, (one, other) = system_actor(), (account("mot"), account("hai"))
    for number in range(2):
        journal.write(one, "noted", by=by, at=NOW, payload={"n": number})
    lines = [journal.Line("core.user", other.uid, {"n": number}) for number in range(2)]
    journal.write_many(lines, "noted", by=by, at=NOW)
    assert rows(one) == rows(other)
    assert journal.verify("core.user", other.uid) == []


def test_a_subject_that_is_gone_keeps_its_chain() -> None:
    by, user = system_actor(), account("mot")
    uid = user.uid
    user.delete()
    journal.write_many([journal.Line("core.user", uid, {})], "handed-back", by=by, at=NOW)
    assert JournalEntry.objects.filter(subject_uid=uid).count() == 2
    assert journal.verify("core.user", uid) == []
