"""The demo province: into an empty database only, once, with a report already read and a register to look at."""

from __future__ import annotations

from importlib import import_module
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from tests import cast
from thongsuot import demo
from thongsuot.apps.cases import queries as cases
from thongsuot.apps.cases.models import Case, Draft, Extension, Measure, Reminder
from thongsuot.apps.core import journal
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.meetings.models import Item, WorkingSession
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import Person
from thongsuot.config import serve
from thongsuot.demo.names import invented

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
    assert {case.kind for case in Case.objects.all()} == {"recommendation", "directive", "task"}


def test_the_register_shows_life() -> None:
    demo.load(at=NOW)
    asked = set(Case.objects.filter(kind="recommendation").values_list("status", flat=True))
    assert asked >= {"raised", "seen", "returned", "scheduled", "answered", "contested", "confirmed"}
    many = Case.objects.exclude(bodies="").get(parent=None)
    assert cases.parts_done(many) == (1, 4)
    waiting = (Extension, "asked"), (Draft, "submitted"), (Reminder, "proposed"), (Measure, "answered")
    assert all(model.objects.filter(status=status).exists() for model, status in waiting)
    found = cases.buckets(Case.objects.all(), on=NOW.date())
    assert {Bucket.OVERDUE, Bucket.IN_TERM, Bucket.DONE_ON_TIME} <= set(+found)
    for case in Case.objects.all():
        assert not journal.verify("cases.case", case.uid)
        assert not JournalEntry.objects.filter(subject_uid=case.uid, at__gt=NOW).exists()


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
        said = {"login": account.login, "password": account.password}
        page = client.post(reverse("core:login"), said, follow=True)
        assert page.status_code == 200, account.login
        assert page.wsgi_request.user.is_authenticated, account.login
        assert "Bản trình diễn" in page.content.decode()


def test_everybody_sits_in_a_post_that_carries_their_role() -> None:
    demo.load(at=NOW)
    for account in demo.ACCOUNTS:
        user = equip(User.objects.get(login=account.login), at=NOW)
        held = {(one.organisation, one.title, one.role) for one in queries.held(user)}
        assert held >= {(seat.organ, seat.title, seat.role) for seat in account.seats}
    both = equip(User.objects.get(login="kiemnhiem"), at=NOW)
    assert [one.role for one in queries.held(both)] == ["commune", "head"]


def test_each_block_has_its_register_and_its_coordinator() -> None:
    demo.load(at=NOW)
    registers = {
        queries.register_of(equip(User.objects.get(login=login), at=NOW))
        for login in ("tonghop", "tonghop-ubnd")
    }
    assert len(registers) == 2


def test_units_are_founded_by_the_frame_and_mostly_filled() -> None:
    demo.load(at=NOW)
    unit = cast.unit()
    posts = queries.posts_of(queries.organs_of(unit, on=cast.SINCE), on=cast.SINCE)
    seats, held = sum(post.seats for post in posts), sum(len(post.holders) for post in posts)
    assert 0.5 < held / seats < 0.95
    heads = [post for post in posts if post.is_head]
    assert len([post for post in heads if post.holders]) > 0.8 * len(heads)
    assert any(row.is_concurrent for post in posts for row in post.holders)
    assert queries.vacancies([unit.pk], on=cast.SINCE)


def test_the_rest_is_left_to_the_queue_and_filled_once() -> None:
    demo.load(at=NOW)
    queued = DBTaskResult.objects.values_list("task_path", flat=True)
    assert "thongsuot.demo.apparatus.fill_the_rest" in queued
    island = cast.unit(cast.LY_SON)
    assert not queries.of_units([island.pk]).exists()
    assert demo.fill_all(at=NOW) == 1
    people = Person.objects.count()
    assert queries.of_units([island.pk]).count() > 20
    assert not demo.fill(cast.LY_SON, at=NOW)
    assert Person.objects.count() == people


def test_the_same_unit_gets_the_same_people() -> None:
    def names() -> list[str]:
        point = transaction.savepoint()
        demo.load(at=NOW)
        found = list(Person.objects.order_by("pk").values_list("name", flat=True))
        transaction.savepoint_rollback(point)
        return found

    assert names() == names()


def test_names_are_as_they_are_borne_where_people_live() -> None:
    highland, coast = (
        [invented(Random(number), code)[0] for number in range(400)]  # noqa: S311
        for code in ("23293", "21004")
    )
    assert 120 < sum(name.split()[0] in ("A", "Y") for name in highland) < 280
    assert not any(name.split()[0] in ("A", "Y") for name in coast)
    assert len(set(coast)) > 380


def test_what_a_case_is_counted_by_follows_from_its_clocks() -> None:
    demo.load(at=NOW)
    kept = list(Case.objects.order_by("pk").values_list("pk", "term", "term_on"))
    assert {term for _pk, term, _on in kept} >= {"", "runs", "met", "parts"}
    assert cases.current_buckets(Case.objects.all(), on=NOW.date()) == +cases.buckets(
        Case.objects.all(), on=NOW.date()
    )
    Case.objects.update(term="", term_on=None)
    import_module("thongsuot.apps.cases.migrations.0012_tally").settle(apps, None)
    assert list(Case.objects.order_by("pk").values_list("pk", "term", "term_on")) == [
        (pk, term, on if term else None) for pk, term, on in kept
    ]
