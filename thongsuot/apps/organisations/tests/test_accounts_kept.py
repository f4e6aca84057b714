"""Keeping accounts: who may, whose, and that nobody gains more than they had."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from conftest import NOW
from tests import cast
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import PostAnswer, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Person
from thongsuot.apps.organisations.queries import accounts
from thongsuot.apps.organisations.tests import apparatus

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
HOME = "/tai-khoan/quan-ly/"


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def page_of(user: User) -> str:
    return f"{HOME}{Person.objects.get(user=user).uid}/"


def post(client: Client, address: str, **fields: Any) -> Any:
    version = apparatus.version_in(client.get(address))
    return client.post(address, {"post_key": cast.key(), "version": version, **fields})


def commune_keeper() -> User:
    unit = cast.unit()
    return cast.account("quanly-xa", "keeper", cast.committee(unit), "Quản lý tài khoản của phường")


def log_in(login: str, password: str) -> Any:
    return Client().post("/dang-nhap/", {"login": login, "password": password})


def acts(user: User) -> list[str]:
    return [row.act for row in reversed(journal.of(user))]


def test_a_keeper_finds_people_by_name_log_in_and_state() -> None:
    officer, keeper = cast.commune_officer(), cast.keeper()
    client = cast.browser(keeper)
    for query in ("", "?q=xa-23293", "?q=nguoi+xa", "?tinh-trang=one-step"):
        assert officer.login in client.get(HOME + query).content.decode(), query
    for query in ("?q=khong-co-ai", "?tinh-trang=closed", "?tinh-trang=none"):
        assert officer.login not in client.get(HOME + query).content.decode(), query


def test_others_do_not_come_in() -> None:
    officer = cast.commune_officer()
    client = cast.browser(cast.coordinator())
    for address in (HOME, page_of(officer), f"{page_of(officer)}mat-khau/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("act", ["", "mat-khau/", "mo-khoa/", "hai-buoc/", "dang-xuat/", "dong/"])
def test_a_keeper_of_a_commune_reaches_no_further(act: str) -> None:
    beyond = [cast.commune_officer(cast.unit(cast.DAK_BLA)), cast.coordinator(), cast.keeper()]
    client = cast.browser(commune_keeper())
    for user in beyond:
        hashed = User.objects.get(pk=user.pk).password
        method = client.get if not act else lambda address: post(client, address, reason="thử")
        assert method(page_of(user) + act).status_code == 404, user
        assert User.objects.get(pk=user.pk).password == hashed


def test_who_also_holds_a_post_elsewhere_is_out_of_reach() -> None:
    officer, keeper = cast.commune_officer(), commune_keeper()
    person = Person.objects.get(user=officer)
    assert accounts.keeps_account(keeper, person, on=TODAY)
    post_there = cast.post(cast.organ("Sở Tài chính"), "Kiêm nhiệm", "department")
    by = {"by": system_actor(), "at": NOW}
    held = actions.appoint(person=person, post=post_there, since=TODAY, is_concurrent=True, **by)
    assert not accounts.keeps_account(keeper, person, on=TODAY)
    actions.end_membership(membership=held, until=TODAY, **by)
    assert accounts.keeps_account(keeper, person, on=TODAY + timedelta(days=1))


def test_whose_role_reaches_a_whole_block_is_kept_by_the_province() -> None:
    """A password of theirs, given in the commune, would open the register of a block."""
    officer, keeper = cast.commune_officer(), commune_keeper()
    person = Person.objects.get(user=officer)
    held = person.memberships.get()
    actions.grant_role(post=held.post, role="leader", since=TODAY, by=system_actor(), at=NOW)
    assert not accounts.keeps_account(keeper, person, on=TODAY)
    assert accounts.keeps_account(cast.keeper(), person, on=TODAY)
    assert cast.browser(keeper).get(page_of(officer)).status_code == 404


def test_nobody_touches_operators_or_oneself() -> None:
    keeper = cast.keeper()
    assert cast.browser(keeper).get(page_of(keeper)).status_code == 404
    officer = cast.commune_officer()
    User.objects.filter(pk=officer.pk).update(is_operator=True)
    assert cast.browser(keeper).get(page_of(officer)).status_code == 404


def test_a_given_password_is_shown_once_and_changed_at_the_door() -> None:
    officer, keeper = cast.commune_officer(), cast.keeper()
    client = cast.browser(keeper)
    assert post(client, f"{page_of(officer)}mat-khau/").status_code == 302
    shown = client.get(page_of(officer))
    password = shown.context["given"]
    assert len(password) == 19
    assert password in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert password not in client.get(page_of(officer)).content.decode()
    assert not PostAnswer.objects.filter(body__contains=password).exists()
    assert password not in str([row.payload for row in journal.of(officer)])
    assert log_in(officer.login, cast.PASSWORD).status_code == 200
    visitor = Client()
    visitor.post("/dang-nhap/", {"login": officer.login, "password": password})
    assert visitor.get("/")["Location"] == "/tai-khoan/mat-khau/"


def test_an_account_is_opened_for_who_holds_a_post() -> None:
    cast.unit()
    by = {"by": system_actor(), "at": NOW}
    person = actions.enter_person(name="Đinh Thị Mới", **by)
    held = cast.post(cast.committee(cast.unit()), "Công chức", "commune")
    actions.appoint(person=person, post=held, since=TODAY, **by)
    client = cast.browser(cast.keeper())
    address = f"{HOME}{person.uid}/"
    assert 'value="dinh.thi.moi"' in client.get(f"{address}mo/").content.decode()
    refused = post(client, f"{address}mo/", login="Đinh Mới")
    assert refused.status_code == 422
    assert "chữ thường không dấu" in refused.content.decode()
    taken = post(client, f"{address}mo/", login=cast.coordinator().login)
    assert "đã có" in taken.content.decode()
    assert post(client, f"{address}mo/", login="dinh.thi.moi").status_code == 302
    password = client.get(address).context["given"]
    assert log_in("dinh.thi.moi", password).status_code == 302
    assert client.get(f"{address}mo/").status_code == 404, "there is one now"


def test_closing_ends_sessions_and_needs_a_reason() -> None:
    officer = cast.commune_officer()
    inside, client = cast.browser(officer), cast.browser(cast.keeper())
    assert inside.get("/so-theo-doi/").status_code == 200
    assert post(client, f"{page_of(officer)}dong/", reason=" ").status_code == 422
    assert post(client, f"{page_of(officer)}dong/", reason="Chuyển công tác").status_code == 302
    assert inside.get("/so-theo-doi/").status_code == 302
    assert "Chuyển công tác" in client.get(page_of(officer)).content.decode()
    assert post(client, f"{page_of(officer)}mo-lai/", reason="Nhầm").status_code == 302
    assert log_in(officer.login, cast.PASSWORD).status_code == 302


def test_who_is_locked_out_or_lost_a_phone_is_helped() -> None:
    officer, client = cast.commune_officer(), cast.browser(cast.keeper())
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    for _time in range(5):
        log_in(officer.login, "sai")
    for act in ("mo-khoa", "hai-buoc", "dang-xuat"):
        assert post(client, f"{page_of(officer)}{act}/").status_code == 302, act
    assert acts(officer)[-3:] == ["unlocked", "second-factor-taken-off", "sessions-ended"]
    assert log_in(officer.login, cast.PASSWORD)["Location"] == "/"
    assert post(client, f"{page_of(officer)}hai-buoc/").status_code == 404, "there is none any more"


def test_every_act_of_an_account_has_its_word() -> None:
    from thongsuot.apps.organisations.views.accounts import WORDS

    officer = cast.commune_officer()
    core.end_sessions(user=officer, by=system_actor(), at=NOW)
    assert set(acts(officer)) <= set(WORDS)
    shown = cast.browser(cast.keeper()).get(page_of(officer)).context["history"]
    assert [str(row["word"]) for row in shown] == ["Buộc đăng xuất", "Mở tài khoản"]


def test_the_list_costs_few_questions(django_assert_max_num_queries: Any) -> None:
    keeper = cast.keeper()
    for number in range(8):
        cast.account(f"nguoi-{number}", "department", cast.organ("Sở Y tế"), "Chuyên viên")
    client = cast.browser(keeper)
    client.get(HOME)
    with django_assert_max_num_queries(14):
        client.get(HOME)
