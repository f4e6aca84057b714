"""The demo province: into an empty database only, once, with a report already read and a register to look at."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from conftest import NOW
from tests import cast
from thongsuot import demo
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.meetings.models import Item, WorkingSession
from thongsuot.config import serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places_and_quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.cast.FewRounds"]
    settings.DEMO = True
    cast.unit()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (User, WorkingSession, Item, Case, JournalEntry))


def test_a_newcomer_finds_a_report_read_and_a_register_with_something_in_it() -> None:
    assert demo.load(at=NOW)
    drafts = WorkingSession.objects.get(status="draft")
    kinds = set(drafts.items.values_list("kind", flat=True))
    assert kinds >= {"difficulty", "recommendation", "answer", "commitment", "directive"}
    assert {unit.code for unit in drafts.units.all()} == set(demo.COMMUNES)
    assert {case.kind for case in Case.objects.all()} == {"recommendation", "directive"}


def test_loading_again_changes_nothing() -> None:
    demo.load(at=NOW)
    before = counts()
    assert not demo.load(at=NOW)
    assert counts() == before


def test_a_database_with_other_data_is_refused() -> None:
    cast.coordinator()
    before = counts()
    with pytest.raises(BrokenRule, match="dữ liệu khác"):
        demo.load(at=NOW)
    assert counts() == before


def test_demo_and_real_data_never_share_a_database() -> None:
    assert [demo.trouble(wanted=wanted) for wanted in (True, False)] == ["", ""]
    demo.load(at=NOW)
    assert demo.trouble(wanted=True) == ""
    assert "DEMO=1" in demo.trouble(wanted=False)


def test_other_data_is_served_without_the_demo_only() -> None:
    cast.coordinator()
    assert demo.trouble(wanted=False) == ""
    assert "DEMO=0" in demo.trouble(wanted=True)


@pytest.mark.parametrize("demo_is_on", [True, False])
def test_the_server_refuses_with_a_sentence_in_both_languages(
    settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], demo_is_on: bool
) -> None:
    if demo_is_on:
        cast.coordinator()
    else:
        demo.load(at=NOW)
    settings.DEMO = demo_is_on
    before = counts()
    monkeypatch.setattr(serve, "address_trouble", lambda host, port: "")
    monkeypatch.setattr(serve, "update", lambda: None)  # the database of tests is up to date
    monkeypatch.setattr(serve, "Keeper", None)  # would raise a TypeError: nothing may be started
    assert serve.run() == 2
    told = capsys.readouterr().err
    assert "Cơ sở dữ liệu này" in told
    assert "This database holds" in told
    assert counts() == before


def test_without_demo_nothing_is_loaded(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")


def test_every_account_of_the_readme_logs_in() -> None:
    demo.load(at=NOW)
    for account in demo.ACCOUNTS:
        client = cast.Client()
        assert client.login(username=account.login, password=account.password)
        page = client.get("/", follow=True)
        assert page.status_code == 200, account.login
        assert "Bản trình diễn" in page.content.decode()
