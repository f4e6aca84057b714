"""The door: passwords, the second step, who guesses too often, and who may not come in at all."""

from __future__ import annotations

from datetime import timedelta
from textwrap import wrap
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from conftest import NOW
from tests import cast
from thongsuot.apps.core import actions, journal, lockout
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
NEW = "mot-mat-khau-moi-hon"


def log_in(client: Client, login: str, password: str = cast.PASSWORD, **more: Any) -> Any:
    return client.post("/dang-nhap/", {"login": login, "password": password}, **more)


def acts(user: User) -> list[str]:
    return [row.act for row in reversed(journal.of(user))]


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"post_key": cast.key(), **fields})


def confirmed(client: Client, password: str = cast.PASSWORD) -> None:
    """The client said once more who it is."""
    response = post(client, "/tai-khoan/xac-nhan/", password=password)
    assert response.status_code == 302, response.content.decode()


def inside(user: User) -> Client:
    client = Client()
    assert log_in(client, user.login).status_code == 302
    return client


def elsewhere(user: User) -> Client:
    """A session that came about without the door; a first log-in may have hashed the password anew."""
    user.refresh_from_db()
    return cast.browser(user)


def with_app(user: User) -> tuple[Client, str]:
    """A client that is logged in and has set an authenticator app up; the app's secret."""
    client = inside(user)
    confirmed(client)
    client.get("/tai-khoan/ung-dung/")
    secret = client.session[totp.SECRET_SESSION_KEY]
    response = post(client, "/tai-khoan/ung-dung/", code=code_of(secret))
    assert response["Location"] == "/tai-khoan/ma-du-phong/"
    return client, secret


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, list(totp.yield_hotp_counters_from_time())[1]))


def test_who_knows_the_password_comes_in_where_they_wanted() -> None:
    user = cast.coordinator()
    response = log_in(Client(), " TongHop ", QUERY_STRING="next=/dia-phuong/")
    assert response["Location"] == "/dia-phuong/"
    assert acts(user)[-1] == "logged-in"
    assert log_in(Client(), user.login, QUERY_STRING="next=https://evil.example/")["Location"] == "/"


def test_a_wrong_password_is_told_and_journalled_without_it() -> None:
    user = cast.coordinator()
    response = log_in(Client(), user.login, "khong-phai-mat-khau")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in response.content.decode()
    (row,) = journal.of(user).filter(act="log-in-failed")
    assert (row.by, row.payload) == (system_actor(), {})


def test_an_unknown_log_in_is_told_the_same() -> None:
    cast.coordinator()
    known, unknown = log_in(Client(), "tonghop", "sai-mat-khau"), log_in(Client(), "khong-co", "sai-mat-khau")
    told = [response.context["form"].non_field_errors() for response in (known, unknown)]
    assert told[0] == told[1]


def test_nobody_signs_up() -> None:
    for address in ("/dang-ky/", "/accounts/signup/", "/signup/"):
        assert Client().get(address).status_code == 404
    assert not User.objects.exists()


def test_logging_out_takes_a_post_and_is_journalled() -> None:
    user = cast.coordinator()
    client = inside(user)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/").status_code == 302
    assert acts(user)[-1] == "logged-out"


def test_a_closed_account_dies_at_once_and_is_told_so_at_the_door() -> None:
    user = cast.coordinator()
    clients = [inside(user), elsewhere(user)]
    assert [client.get("/buoi-lam-viec/").status_code for client in clients] == [200, 200]
    User.objects.filter(pk=user.pk).update(is_active=False)
    for client in clients:
        assert client.get("/buoi-lam-viec/")["Location"].startswith("/dang-nhap/")
    response = log_in(Client(), user.login)
    assert response["Location"] == "/dang-nhap/da-dong/"
    assert "Tài khoản này đã đóng" in Client().get(response["Location"]).content.decode()
    assert log_in(Client(), user.login, "sai-mat-khau").status_code == 200


class TestLockout:
    @pytest.fixture
    def user(self) -> User:
        user = cast.coordinator()
        for _time in range(4):
            assert log_in(Client(), user.login, "sai").status_code == 200
        return user

    def test_after_five_failures_one_waits(self, user: User) -> None:
        locked = log_in(Client(), user.login, "sai")
        html = locked.content.decode()
        assert locked.status_code == 429
        assert "Đã nhập sai mật khẩu 5 lần" in html
        assert "phải chờ 15 phút" in html
        assert "nhờ người quản lý tài khoản" in html
        assert log_in(Client(), user.login).status_code == 429, "the right password does not help"
        assert lockout.is_locked(user, at=timezone.now())

    def test_after_the_wait_one_may_try_again(self, user: User) -> None:
        log_in(Client(), user.login, "sai")
        for attempt in AccessAttempt.objects.all():
            AccessAttempt.objects.filter(pk=attempt.pk).update(
                attempt_time=attempt.attempt_time - timedelta(minutes=16)
            )
        assert log_in(Client(), user.login).status_code == 302
        assert not AccessAttempt.objects.exists()

    def test_trying_while_locked_makes_it_no_longer(self, user: User) -> None:
        log_in(Client(), user.login, "sai")
        before = AccessAttempt.objects.get().attempt_time
        log_in(Client(), user.login, "sai")
        assert AccessAttempt.objects.get().attempt_time == before
        assert acts(user)[-5:] == ["log-in-failed"] * 4 + ["locked-out"]

    def test_others_and_other_addresses_are_not_locked(self, user: User) -> None:
        log_in(Client(), user.login, "sai")
        assert log_in(Client(), cast.leader().login).status_code == 302
        assert log_in(Client(), user.login, REMOTE_ADDR="10.0.0.9").status_code == 302

    def test_a_header_that_anybody_can_send_does_not_help(self, user: User) -> None:
        assert log_in(Client(), user.login, "sai", HTTP_X_FORWARDED_FOR="10.1.1.1").status_code == 429

    def test_behind_a_proxy_that_is_told_of_its_word_counts(self, user: User, settings: Any) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        spoofed = "10.9.9.9, 10.1.1.1"
        assert log_in(Client(), user.login, "sai", HTTP_X_FORWARDED_FOR=spoofed).status_code == 200
        assert AccessAttempt.objects.filter(ip_address="10.1.1.1").exists()

    def test_no_row_tells_the_log_in(self, user: User) -> None:
        (row,) = AccessAttempt.objects.all()
        told = f"{row.username} {row.get_data} {row.post_data}"
        assert user.login not in told
        assert "sai" not in told

    def test_who_keeps_accounts_unlocks(self, user: User) -> None:
        log_in(Client(), user.login, "sai")
        actions.unlock(user=user, by=system_actor(), at=NOW)
        assert log_in(Client(), user.login).status_code == 302
        assert "unlocked" in acts(user)

    def test_rows_are_dropped_after_a_day(self, user: User) -> None:
        assert lockout.forget(at=timezone.now()) == 0
        assert lockout.forget(at=timezone.now() + timedelta(days=2)) == 1


class TestOwnPassword:
    def test_it_is_changed_with_the_old_one(self) -> None:
        user = cast.coordinator()
        here, there = inside(user), inside(user)
        fields = {"oldpassword": cast.PASSWORD, "password1": NEW, "password2": NEW}
        assert post(here, "/tai-khoan/mat-khau/", **fields)["Location"] == "/tai-khoan/"
        assert here.get("/tai-khoan/").status_code == 200
        assert there.get("/tai-khoan/").status_code == 302, "other sessions are over"
        assert log_in(Client(), user.login, NEW).status_code == 302
        assert acts(user).count("password-changed") == 1

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"oldpassword": "khong-dung"}, "Mật khẩu hiện tại chưa đúng."),
            ({"password1": "ngan", "password2": "ngan"}, "Mật khẩu quá ngắn, cần ít nhất 12 ký tự."),
            ({"password2": "khac-di-mot-chut"}, "Hai lần nhập mật khẩu phải giống nhau."),
            ({"password1": "203948571029", "password2": "203948571029"}, "chỉ toàn chữ số"),
        ],
    )
    def test_what_breaks_a_rule_is_told(self, fields: dict[str, str], told: str) -> None:
        user = cast.coordinator()
        usual = {"oldpassword": cast.PASSWORD, "password1": NEW, "password2": NEW}
        assert told in post(inside(user), "/tai-khoan/mat-khau/", **usual | fields).content.decode()
        assert "password-changed" not in acts(user)

    def test_a_given_one_must_be_changed_first(self) -> None:
        user = cast.coordinator()
        before = inside(user)
        actions.give_password(user=user, password=NEW, by=system_actor(), at=NOW)
        assert before.get("/tai-khoan/").status_code == 302, "whoever was in is out"
        client = Client()
        assert log_in(client, user.login, NEW).status_code == 302
        for address in ("/", "/buoi-lam-viec/", "/tai-khoan/quan-ly/"):
            assert client.get(address)["Location"] == "/tai-khoan/mat-khau/", address
        part = client.get("/buoi-lam-viec/", headers={"HX-Request": "true"})
        assert part["HX-Redirect"] == "/tai-khoan/mat-khau/"
        own = "cua-rieng-toi-thoi"
        post(client, "/tai-khoan/mat-khau/", oldpassword=NEW, password1=own, password2=own)
        assert client.get("/buoi-lam-viec/").status_code == 200


class TestSecondFactor:
    def test_an_app_is_asked_for_at_the_door(self) -> None:
        user = cast.coordinator()
        _client, secret = with_app(user)
        stranger = Client()
        assert log_in(stranger, user.login)["Location"] == "/dang-nhap/buoc-hai/"
        assert stranger.get("/buoi-lam-viec/").status_code == 302, "half in is out"
        wrong = stranger.post("/dang-nhap/buoc-hai/", {"code": "000000"})
        assert "Mã chưa đúng" in wrong.content.decode()
        assert stranger.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)})["Location"] == "/"
        assert stranger.get("/buoi-lam-viec/").status_code == 200
        assert [act for act in acts(user) if "second" in act] == ["second-factor-added", "second-step-failed"]

    def test_a_code_is_good_once(self) -> None:
        user = cast.coordinator()
        _client, secret = with_app(user)
        code = code_of(secret)
        first, second = Client(), Client()
        for client in (first, second):
            log_in(client, user.login)
        assert first.post("/dang-nhap/buoc-hai/", {"code": code}).status_code == 302
        assert second.post("/dang-nhap/buoc-hai/", {"code": f" {code}"}).status_code == 200

    def test_guessing_codes_is_stopped(self) -> None:
        user = cast.coordinator()
        _client, secret = with_app(user)
        client = Client()
        log_in(client, user.login)
        for _time in range(10):
            client.post("/dang-nhap/buoc-hai/", {"code": "000000"})
        stopped = client.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)})
        assert "Đã thử quá nhiều lần" in stopped.content.decode()

    def test_secrets_are_sealed_and_shown_to_nobody_else(self) -> None:
        user = cast.coordinator()
        client, secret = with_app(user)
        rows = Authenticator.objects.filter(user=user)
        assert {row.type for row in rows} == {"totp", "recovery_codes"}
        assert all(secret not in str(row.data) for row in rows)
        codes = RecoveryCodes(rows.get(type="recovery_codes")).generate_codes()
        page = client.get("/tai-khoan/ma-du-phong/").content.decode()
        assert all(code in page for code in codes)
        saved = client.get("/tai-khoan/ma-du-phong/tai-ve/")
        assert "attachment" in saved["Content-Disposition"]
        assert codes[0] in saved.content.decode()

    def test_no_kept_answer_holds_a_secret(self) -> None:
        from thongsuot.apps.core.models import PostAnswer

        client = inside(cast.coordinator())
        confirmed(client)
        client.get("/tai-khoan/ung-dung/")
        secret = client.session[totp.SECRET_SESSION_KEY]
        refused = post(client, "/tai-khoan/ung-dung/", code="000000")
        assert refused.status_code == 422
        assert " ".join(wrap(secret, 4)) in refused.content.decode()
        assert not PostAnswer.objects.filter(body__contains=secret[:4]).exists()

    def test_a_recovery_code_is_good_once(self) -> None:
        user = cast.coordinator()
        with_app(user)
        codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
        for times, status in ((1, 302), (2, 200)):
            client = Client()
            log_in(client, user.login)
            response = client.post("/dang-nhap/buoc-hai/", {"code": codes.generate_codes()[0]})
            assert response.status_code == status, times

    def test_making_new_codes_and_dropping_the_app_are_journalled(self) -> None:
        user = cast.coordinator()
        client, _secret = with_app(user)
        assert post(client, "/tai-khoan/ma-du-phong/lap-lai/").status_code == 302
        assert post(client, "/tai-khoan/ung-dung/tat/")["Location"] == "/tai-khoan/"
        assert acts(user)[-2:] == ["recovery-codes-made", "second-factor-removed"]
        assert not Authenticator.objects.filter(user=user).exists(), "codes go with the last factor"

    def test_such_acts_ask_once_more_who_one_is(self) -> None:
        client = inside(cast.coordinator())
        asked = client.get("/tai-khoan/ung-dung/")
        assert asked["Location"].startswith("/tai-khoan/xac-nhan/?next=")
        wrong = post(client, "/tai-khoan/xac-nhan/", password="khong-dung-dau")
        assert "Mật khẩu chưa đúng." in wrong.content.decode()

    def test_who_lost_everything_is_helped(self) -> None:
        user = cast.coordinator()
        client, _secret = with_app(user)
        actions.remove_second_factor(user=user, by=system_actor(), at=NOW)
        assert client.get("/tai-khoan/").status_code == 302
        assert log_in(Client(), user.login)["Location"] == "/"
        assert acts(user)[-2] == "second-factor-taken-off"

    def test_a_role_may_need_one_before_anything_else(self, settings: Any) -> None:
        settings.MFA_REQUIRED_ROLES = ["coordinator"]
        user = cast.coordinator()
        client = inside(user)
        assert client.get("/buoi-lam-viec/")["Location"] == "/tai-khoan/"
        assert "Vai trò của bạn cần xác thực hai bước" in client.get("/tai-khoan/").content.decode()
        assert inside(cast.department_officer()).get("/so-theo-doi/").status_code == 200
        with_app(user)
        assert elsewhere(user).get("/buoi-lam-viec/").status_code == 200


class TestSessions:
    def test_one_sees_where_one_is_logged_in_and_ends_one(self) -> None:
        user = cast.coordinator()
        firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        here, there = inside(user), Client(headers={"User-Agent": firefox})
        log_in(there, user.login)
        page = here.get("/tai-khoan/")
        assert "Firefox trên Linux" in page.content.decode()
        (other,) = (one for one in page.context["sessions"] if not one.is_current)
        assert post(here, f"/tai-khoan/thiet-bi/{other.key}/dang-xuat/").status_code == 302
        assert there.get("/tai-khoan/").status_code == 302
        assert here.get("/tai-khoan/").status_code == 200
        assert acts(user)[-1] == "session-ended"

    def test_nobody_ends_anothers(self) -> None:
        victim = inside(cast.leader())
        (row,) = victim.get("/tai-khoan/").context["sessions"]
        response = post(inside(cast.coordinator()), f"/tai-khoan/thiet-bi/{row.key}/dang-xuat/")
        assert response.status_code == 422
        assert victim.get("/tai-khoan/").status_code == 200

    def test_all_others_end_at_once(self) -> None:
        user = cast.coordinator()
        here, others = inside(user), [inside(user), inside(user)]
        post(here, "/tai-khoan/thiet-bi/dang-xuat/")
        assert [client.get("/tai-khoan/").status_code for client in (here, *others)] == [200, 302, 302]

    def test_forced_log_out_ends_those_too_that_no_list_knows(self) -> None:
        user = cast.coordinator()
        known, unknown = inside(user), elsewhere(user)
        assert unknown.get("/tai-khoan/").status_code == 200
        assert actions.end_sessions(user=user, by=system_actor(), at=NOW) == 1
        assert [client.get("/tai-khoan/").status_code for client in (known, unknown)] == [302, 302]
        assert acts(user)[-1] == "sessions-ended"

    def test_when_it_was_last_seen_is_noted_every_few_minutes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        user = cast.coordinator()
        cast.stop_clock(monkeypatch)
        client = inside(user)
        for minutes, seen in ((1, 0), (6, 6), (8, 6)):
            cast.stop_clock(monkeypatch, NOW + timedelta(minutes=minutes))
            (row,) = client.get("/tai-khoan/").context["sessions"]
            if seen:
                assert row.seen_at == NOW + timedelta(minutes=seen), minutes

    def test_what_ran_out_is_dropped(self) -> None:
        inside(cast.coordinator())
        assert actions.forget_sessions(at=timezone.now()) == 0
        assert actions.forget_sessions(at=timezone.now() + timedelta(days=1)) >= 2


def test_the_chain_of_an_account_holds() -> None:
    user = cast.coordinator()
    with_app(user)
    log_in(Client(), user.login, "sai")
    assert journal.verify("core.user", user.uid) == []


def test_the_admin_shows_no_row_of_the_libraries() -> None:
    user = actions.open_account(
        login="quan-tri", password=cast.PASSWORD, by=system_actor(), at=NOW, is_operator=True
    )
    index = cast.browser(user).get("/quan-tri/").content.decode()
    for table in (
        "authenticator",
        "usersession",
        "socialaccount",
        "accessattempt",
        "emailaddress",
        "cacheentry",
    ):
        assert table not in index
