"""The stock admin shows rows to operators: no hashes of passwords, no pages of others, no way to write."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import NOW
from tests import cast
from thongsuot.apps.core import actions
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    return actions.open_account(
        login="quan-tri", password=cast.PASSWORD, by=system_actor(), at=NOW, is_operator=True
    )


@pytest.fixture
def client(operator: User) -> Client:
    return cast.browser(operator)


def test_an_operator_sees_rows_and_no_password(client: Client, operator: User) -> None:
    page = client.get(f"/quan-tri/core/user/{operator.pk}/change/").content.decode()
    assert "quan-tri" in page
    assert "pbkdf2" not in page
    assert operator.password not in page


def test_answers_to_others_are_not_shown(client: Client) -> None:
    index = client.get("/quan-tri/").content.decode()
    assert "/quan-tri/core/journalentry/" in index
    assert "postanswer" not in index
    assert client.get("/quan-tri/core/postanswer/").status_code == 404


def test_a_password_is_not_changed_without_a_journal_row(client: Client, operator: User) -> None:
    new = {
        "old_password": cast.PASSWORD,
        "new_password1": "mot-mat-khau-khac",
        "new_password2": "mot-mat-khau-khac",
    }
    rows = JournalEntry.objects.count()
    for response in (
        client.get("/quan-tri/password_change/"),
        client.post("/quan-tri/password_change/", new),
    ):
        assert response.status_code == 403
    assert "password_change" not in client.get("/quan-tri/").content.decode()
    assert User.objects.get(pk=operator.pk).password == operator.password
    assert JournalEntry.objects.count() == rows


def test_nobody_else_comes_in() -> None:
    assert cast.browser(cast.coordinator()).get("/quan-tri/").status_code == 302
