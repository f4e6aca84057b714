"""Two people write at the same time: nobody is told that the database is locked, and nothing is lost or doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.meetings import actions, queries
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.meetings.tests import room

SESSIONS = 4
ITEMS = 5


def recorders() -> list[User]:
    return [cast.coordinator(), cast.state_coordinator()]


def one_journey(user: User, start: Barrier) -> list[int]:
    """Open sessions by page, add items, decide, confirm; gives the status of every answer."""
    client, statuses = Client(raise_request_exception=True), []
    client.force_login(user)

    def post(name: str, *args: Any, **data: Any) -> Any:
        response = client.post(reverse(f"meetings:{name}", args=args), {"post_key": cast.key()} | data)
        statuses.append(response.status_code)
        return response

    try:
        start.wait()
        for number in range(SESSIONS):
            uid = post("new", title=f"Buổi {number} của {user.login}").headers["Location"].split("/")[2]
            head = {"title": f"Buổi {number}", "held_on": "2025-08-14", "kind": "working", "version": 1}
            post("head", uid, units="phường Kon Tum", **head)
            for item in range(ITEMS):
                post("add-item", uid, kind="recommendation", text=f"kiến nghị {item}", topic="other")
            post("confirm", uid, seen=queries.fingerprint(WorkingSession.objects.get(uid=uid)))
    finally:
        connections.close_all()
    return statuses


def test_two_writers_at_once(committed: None) -> None:
    cast.unit()
    users = recorders()
    start = Barrier(len(users))
    with ThreadPoolExecutor(len(users)) as pool:
        answers = list(pool.map(lambda user: one_journey(user, start), users))
    assert {status for statuses in answers for status in statuses} == {302}
    assert WorkingSession.objects.filter(status="confirmed").count() == 2 * SESSIONS
    cases = list(Case.objects.all())
    assert len(cases) == 2 * SESSIONS * ITEMS
    numbers = sorted(int(case.number.rpartition("-")[2]) for case in cases)
    assert numbers == list(range(1, len(cases) + 1))
    assert not [fault for case in cases for fault in journal.verify("cases.case", case.uid)]


def test_one_confirmation_of_two_takes_effect(committed: None) -> None:
    session = room.opened()
    room.heard(session)
    session.refresh_from_db()
    start, by = Barrier(2), cast.coordinator()

    def confirm(_turn: int) -> bool:
        try:
            start.wait()
            standing = WorkingSession.objects.get(pk=session.pk)
            actions.confirm(session=standing, version=session.version, by=by, at=NOW)
        except BrokenRule:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(confirm, range(2))) == [False, True]
    assert Case.objects.count() == 1
