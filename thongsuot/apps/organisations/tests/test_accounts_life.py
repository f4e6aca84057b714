"""An account opens for who holds a post and closes when the last one ends."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Person
from thongsuot.apps.organisations.tests.posts_held import (
    SINCE,
    TODAY,
    appoint,
    by,
    person,
    post,
    refusal,
    stand_in,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _few_rounds(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.cast.FewRounds"]


def opened(who: Person, login: str = "lan.tt") -> User:
    return actions.open_account_for(person=who, login=login, password=cast.PASSWORD, **by())


def holder(**facts: object) -> Person:
    who = person()
    appoint(who, post(), **facts)
    return who


def acts(user: User) -> list[str]:
    return [entry.act for entry in journal.of(user)]


def test_an_account_is_opened_for_who_holds_a_post() -> None:
    who = holder()
    user = opened(who)
    assert (who.user, user.is_active) == (user, True)
    assert Person.objects.get(user=user) == who
    assert acts(user) == ["opened"]
    assert journal.of(who)[0].act == "account-linked"


def test_who_holds_nothing_is_appointed_first() -> None:
    usual = {"login": "lan.tt", "password": cast.PASSWORD}
    assert refusal(actions.open_account_for, person=person(), **usual).code == "holds-nothing"
    past = person("Lê Văn Cũ")
    appoint(past, post("Cũ"), until=TODAY - DAY)
    assert refusal(actions.open_account_for, person=past, **usual).code == "holds-nothing"
    assert not User.objects.filter(login="lan.tt").exists()


def test_who_is_about_to_hold_or_stands_in_gets_one() -> None:
    soon, lent = person("Lê Văn Mới"), person("Lê Văn Thay")
    held = appoint(soon, post(), TODAY + 30 * DAY)
    assert opened(soon, "moi")
    stand_in(held, lent, held.since, held.since)
    assert opened(lent, "thay")


def test_one_account_a_person_and_one_person_an_account() -> None:
    who, other = holder(), person("Lê Văn Khác")
    user = opened(who)
    usual = {"login": "lan2", "password": cast.PASSWORD}
    assert refusal(actions.open_account_for, person=who, **usual).code == "has-account"
    rule = refusal(actions.link_account, person=other, user=user)
    assert (rule.field, rule.code) == ("login", "account-taken")
    assert "Trần Thị Lan" in rule.message


def test_a_taken_log_in_or_a_weak_password_opens_nothing() -> None:
    opened(holder())
    other = person("Lê Văn Khác")
    appoint(other, post("Khác"))
    taken = {"login": "lan.tt", "password": cast.PASSWORD}
    assert refusal(actions.open_account_for, person=other, **taken).field == "login"
    with pytest.raises(ValidationError):
        actions.open_account_for(person=other, login="khac", password="12345", **by())
    other.refresh_from_db()
    assert other.user is None


def test_a_closed_account_is_out_at_once() -> None:
    user = opened(holder())
    client = cast.browser(user)
    assert client.get("/dia-phuong/").wsgi_request.user == user
    actions.close_account(user=user, reason="Mất máy", **by())
    assert not User.objects.get(pk=user.pk).is_active
    assert client.get("/dia-phuong/").wsgi_request.user.is_anonymous
    assert acts(user)[0] == "closed"
    assert "Mất máy" not in str(journal.of(user)[0].payload)
    assert refusal(actions.close_account, user=user, reason="Lần nữa").code == "already-closed"


def test_closing_needs_a_reason_and_is_not_done_to_oneself() -> None:
    user = opened(holder())
    assert refusal(actions.close_account, user=user, reason=" ").field == "reason"
    assert refusal(actions.close_account, user=system_actor(), reason="Thử").code == "own-account"


def test_an_account_opens_again_while_its_person_holds_something() -> None:
    who = holder()
    user = opened(who)
    assert refusal(actions.open_again, user=user, reason="Thử").code == "already-open"
    actions.close_account(user=user, reason="Mất máy", **by())
    actions.open_again(user=user, reason="Đã có máy mới", **by())
    assert User.objects.get(pk=user.pk).is_active
    assert acts(user)[0] == "opened-again"
    actions.close_account(user=user, reason="Nghỉ", **by())
    actions.end_membership(membership=who.memberships.get(), until=TODAY - DAY, **by())
    assert refusal(actions.open_again, user=user, reason="Thử").code == "holds-nothing"


def test_an_unlinked_account_is_closed_and_nobodys() -> None:
    who = holder()
    user = opened(who)
    actions.unlink_account(person=who, **by())
    user.refresh_from_db()
    assert (who.user, user.is_active) == (None, False)
    assert refusal(actions.open_again, user=user, reason="Thử").code == "nobodys-account"
    assert refusal(actions.unlink_account, person=who).code == "no-account"


def closed(days: int = 0) -> int:
    return actions.close_ended_accounts(by=system_actor(), at=NOW + days * DAY)


def test_the_last_day_of_the_last_post_is_the_last_day_of_the_account() -> None:
    who = holder(until=TODAY)
    user = opened(who)
    assert closed() == 0
    assert closed(1) == 1
    user.refresh_from_db()
    assert not user.is_active
    assert acts(user)[0] == "closed"
    before = journal.of(user).count()
    assert closed(2) == 0
    assert journal.of(user).count() == before


def test_a_later_post_or_a_stand_in_keeps_the_account() -> None:
    who = holder(until=TODAY)
    user = opened(who)
    later = appoint(who, post("Sau này"), TODAY + 60 * DAY)
    assert closed(10) == 0
    actions.remove_membership(membership=later, reason="Ghi nhầm", **by())
    boss = appoint(person("Lê Văn Trưởng"), post("Trưởng phòng"))
    stand_in(boss, who, TODAY, TODAY + 20 * DAY)
    assert closed(20) == 0
    assert closed(21) == 1
    user.refresh_from_db()
    assert not user.is_active


def test_operators_and_who_was_never_appointed_are_left_alone() -> None:
    usual = {"password": cast.PASSWORD, **by()}
    operator = cast.accounts.open_account(login="quantri", is_operator=True, **usual)
    past = person("Lê Văn Cũ")
    appoint(past, post(), SINCE, until=SINCE)
    actions.link_account(person=past, user=operator, **by())
    bare = cast.accounts.open_account(login="khong-ai", **usual)
    new = cast.accounts.open_account(login="moi-vao", **usual)
    actions.link_account(person=person(), user=new, **by())
    assert closed(100) == 0
    assert User.objects.filter(pk__in=[operator.pk, bare.pk, new.pk], is_active=True).count() == 3


def test_the_tick_closes_them() -> None:
    user = opened(holder(until=TODAY))
    out = StringIO()
    call_command("tick", at=NOW + DAY, stdout=out)
    user.refresh_from_db()
    assert not user.is_active
    assert "1 tài khoản" in out.getvalue()
    assert journal.of(user)[0].by == system_actor()
