"""Mail: stored with what it is about, sent by a job to a real server, again under the same Message-ID at worst."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from tests import cast, smtp
from thongsuot.apps.core import actions, journal, queries
from thongsuot.apps.core.actions.mail import MOST_ATTEMPTS, is_away, is_final, message
from thongsuot.apps.core.models import Mail, User
from thongsuot.config import mail as wiring

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LETTER: dict[str, Any] = {
    "to": "an@quangngai.example",
    "subject": "Việc\nhôm nay",
    "text": "Xã Đăk Bla: 3",
    "at": NOW,
}


@pytest.fixture
def server(settings: Any) -> Iterator[smtp.Server]:
    with smtp.listening() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "thong-suot@quangngai.example"
        yield server


def send(after: timedelta = timedelta(0)) -> int:
    return actions.send_waiting(now=lambda: NOW + after)


def test_a_mail_is_stored_then_sent_once(
    server: smtp.Server, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = actions.post_mail(key="a", html="<p>Xã Đăk Bla: 3</p>", **LETTER)
    assert (row.state, row.subject, server.mails) == ("waiting", "Việc hôm nay", [])
    assert DBTaskResult.objects.count() == 1
    assert [send(), send()] == [1, 0]
    (mail,) = server.mails
    assert mail["Message-ID"] == f"<{row.uid}@quangngai.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["To"], mail["Subject"]) == ("an@quangngai.example", "Việc hôm nay")
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Xã Đăk Bla: 3"
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.attempts) == ("sent", NOW, 1)


def test_the_same_key_is_one_mail_and_one_task(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.post_mail(key="a", **LETTER)
        assert actions.post_mail(key="a", **LETTER | {"text": "khác"}) == first
    assert Mail.objects.get().text == LETTER["text"]
    assert DBTaskResult.objects.count() == 1


def test_what_is_undone_posts_no_mail() -> None:
    with pytest.raises(ArithmeticError), transaction.atomic():
        actions.post_mail(key="a", **LETTER)
        raise ArithmeticError
    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_crash_after_the_server_took_it_sends_it_again_under_the_same_id(server: smtp.Server) -> None:
    actions.post_mail(key="a", **LETTER)
    server.hangs_up = True
    with pytest.MonkeyPatch.context() as crash:
        crash.setattr("thongsuot.apps.core.actions.mail._note", _die)
        with pytest.raises(SystemExit):
            send()
    assert Mail.objects.get().state == "waiting"
    server.hangs_up = False
    assert [send(timedelta(minutes=4)), send(timedelta(minutes=5)), send(timedelta(days=1))] == [0, 1, 0]
    assert len(server.mails) == 2
    assert len(set(server.ids())) == 1


def _die(*given: object) -> None:
    raise SystemExit


def test_many_mails_are_one_conversation_and_one_refusal_stops_no_other(server: smtp.Server) -> None:
    server.answers["b@quangngai.example"] = "550 no such user b@quangngai.example"
    server.answers["c@quangngai.example"] = "450 full"
    for name in "abcd":
        actions.post_mail(key=name, **LETTER | {"to": f"{name}@quangngai.example"})
    assert send() == 4
    assert [mail["To"][0] for mail in server.mails] == ["a", "d"]
    assert server.conversations == 1
    states = dict(Mail.objects.values_list("key", "last_error"))
    assert states == {"a": "", "b": "SMTPRecipientsRefused 550", "c": "SMTPRecipientsRefused 450", "d": ""}
    assert {row.key: row.state for row in Mail.objects.all()} == {
        "a": "sent", "b": "failed", "c": "waiting", "d": "sent"
    }  # fmt: skip
    del server.answers["c@quangngai.example"]
    assert [send(MINUTE - timedelta(seconds=1)), send(MINUTE)] == [0, 1]


def test_a_server_that_is_away_costs_no_mail_an_attempt(server: smtp.Server, settings: Any) -> None:
    for name in "ab":
        actions.post_mail(key=name, **LETTER)
    settings.EMAIL_PORT = 1
    for hour in range(2 * MOST_ATTEMPTS):
        send(timedelta(hours=hour))
    assert {(row.state, row.attempts) for row in Mail.objects.all()} == {("waiting", 0)}
    settings.EMAIL_PORT = server.port
    assert send(timedelta(days=1)) == 2


def test_a_mail_that_cannot_be_made_is_given_up_and_an_operator_may_send_it_again(
    server: smtp.Server,
) -> None:
    row = actions.post_mail(key="a", **LETTER | {"to": "an @"})
    for day in range(MOST_ATTEMPTS + 1):
        send(timedelta(days=day))
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", MOST_ATTEMPTS)
    operator = cast.accounts.open_account(
        login="quantri", password=cast.PASSWORD, by=queries.system_actor(), at=NOW, is_operator=True
    )
    Mail.objects.update(to="an@quangngai.example")
    browser = cast.browser(operator)
    assert "Gửi lại" in browser.get(reverse("core:work")).content.decode()
    again = reverse("core:send-again", args=[row.uid])
    assert browser.post(again, {"post_key": cast.key()}).status_code == 302
    assert browser.post(again, {"post_key": cast.key()}).status_code == 404
    assert journal.of(row).get().act == "send-again"
    assert actions.send_waiting(now=lambda: Mail.objects.get().next_at or NOW) == 1
    assert len(server.mails) == 1


def test_a_worker_that_dies_of_a_mail_does_so_a_few_times_only(server: smtp.Server) -> None:
    actions.post_mail(key="a", **LETTER)
    Mail.objects.update(attempts=MOST_ATTEMPTS)
    assert send() == 0
    assert Mail.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("error", "away", "final"),
    [
        (ConnectionRefusedError(), True, False),
        (SMTPServerDisconnected("x"), True, False),
        (SMTPConnectError(554, "x"), True, False),
        (SMTPAuthenticationError(535, b"x"), True, False),
        (SMTPDataError(554, b"x"), False, True),
        (SMTPDataError(451, b"x"), False, False),
        (ValueError(), False, False),
    ],
)
def test_what_is_wrong_with_the_server_and_what_with_the_mail(
    error: Exception, away: bool, final: bool
) -> None:
    assert (is_away(error), is_final(error)) == (away, final)


def test_the_tick_wakes_what_waits_and_forgets_what_is_old() -> None:
    row = actions.post_mail(key="a", **LETTER)
    DBTaskResult.objects.all().delete()
    assert actions.wake_mail(at=NOW - MINUTE) == 0
    assert actions.wake_mail(at=NOW) == actions.wake_mail(at=NOW) == 1
    assert DBTaskResult.objects.count() == 1
    assert actions.forget_mail(at=NOW + timedelta(days=99)) == 0
    Mail.objects.filter(pk=row.pk).update(sent_at=NOW, next_at=None)
    assert actions.forget_mail(at=NOW + timedelta(days=30)) == 0
    assert actions.forget_mail(at=NOW + timedelta(days=30, seconds=1)) == 1


def test_a_mail_goes_with_its_account_and_is_shown_to_its_owner() -> None:
    user = cast.coordinator()
    actions.post_mail(key="a", user=user, **LETTER)
    assert "Việc hôm nay" in {one.value for one in queries.held_on(user)}
    actions.erase_account(user=user, by=queries.system_actor(), at=NOW)
    assert not Mail.objects.exists()
    assert User.objects.filter(pk=user.pk).exists()


def test_the_id_is_made_from_the_uid_alone(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "thong-suot@a.example"
    row = actions.post_mail(key="a", **LETTER)
    assert message(row).extra_headers["Message-ID"] == f"<{row.uid}@a.example>"


def test_the_address_of_a_mail_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def server(url: str, *, is_demo: bool = False) -> wiring.Server:
        monkeypatch.setenv("EMAIL_URL", url)
        return wiring.server(tmp_path, is_demo=is_demo)

    assert server("") == wiring.Server("dummy")
    assert server("", is_demo=True) == wiring.Server("filebased", folder=str(tmp_path / "mail"))
    assert server("console:", is_demo=True) == wiring.Server("console")
    assert server("smtp://mail.vn") == wiring.Server("smtp", "mail.vn", 25)
    assert server("smtps://a%40b.vn:p%23@mail.vn") == wiring.Server(
        "smtp", "mail.vn", 465, "a@b.vn", "p#", use_ssl=True
    )
    assert server("smtp+tls://u:p@mail.vn:2525").use_tls
    for bad in (
        "mail.vn",
        "http://mail.vn",
        "smtp://u:se#cret@mail.vn",
        "smtp://u:secret@mail.vn:x",
        "smtp:",
    ):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as refused:
            server(bad)
        assert "cret" not in str(refused.value)


def test_who_sends_and_where_links_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wiring.sender(".quangngai.vn") == "thong-suot@quangngai.vn"
    assert wiring.site("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    monkeypatch.setenv("EMAIL_FROM", "Van phong <a@b.vn>")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_FROM"):
        wiring.sender("x")
    monkeypatch.setenv("SITE_URL", "https://thongsuot.vn/")
    assert wiring.site("") == "https://thongsuot.vn"
    monkeypatch.setenv("SITE_URL", "thongsuot.vn")
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        wiring.site("")
