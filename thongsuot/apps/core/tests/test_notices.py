"""Notices by every channel, what may leave the product, the page behind the bell, the digest of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from tests import cast
from thongsuot.apps.core import actions, digest, journal, queries
from thongsuot.apps.core.channels import short
from thongsuot.apps.core.digest import DigestLine
from thongsuot.apps.core.models import Mail, Notice, NoticeChoice, User, new_uid

pytestmark = pytest.mark.django_db
HERE = "thongsuot.apps.core.tests.test_notices"
FRIDAY, SATURDAY = date(2025, 8, 22), date(2025, 8, 23)
SECRET = "Kiến nghị của một người dân"


class Recorded:
    """A channel that keeps what it was given."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, notices: Sequence[Notice], *, body: str, at: datetime) -> None:
        self.sent.extend((one.user.login, one.text) for one in notices)


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Any) -> Iterator[None]:
    settings.HAS_MAIL, settings.SITE_URL = True, "https://thongsuot.example"
    Recorded.sent.clear()
    DUE.clear()
    yield


def chooses(user: User, mode: str, email: str = "an@quangngai.example") -> User:
    actions.choose_notices(user=user, email=email, mode=mode, by=user, at=NOW)
    return user


def tell(*users: User, text: str = SECRET, **more: Any) -> None:
    actions.tell(users=users, text=text, url="/so-theo-doi/", at=NOW, **more)


def test_every_channel_of_the_settings_is_taken(settings: Any) -> None:
    settings.CHANNELS = [*settings.CHANNELS, f"{HERE}.Recorded"]
    user, subject = cast.coordinator(), new_uid()
    tell(user, user, kind="due", subject=subject, level="late")
    assert Recorded.sent == [("tonghop", SECRET)]
    notice = Notice.objects.get()
    assert (notice.kind, notice.subject_uid, notice.level, notice.is_public) == (
        "due",
        subject,
        "late",
        False,
    )
    tell()
    assert len(Recorded.sent) == 1


def test_a_mail_of_what_is_not_public_says_nothing_of_it() -> None:
    tell(chooses(cast.coordinator(), "each"))
    mail = Mail.objects.get()
    assert SECRET not in f"{mail.subject} {mail.text}"
    assert "https://thongsuot.example/so-theo-doi/" in mail.text
    assert "https://thongsuot.example/tai-khoan/nhac-viec/" in mail.text
    assert mail.to == "an@quangngai.example"


def test_what_is_public_may_be_said() -> None:
    tell(chooses(cast.coordinator(), "each"), text="Có 3 việc đến hạn", is_public=True)
    mail = Mail.objects.get()
    assert mail.subject == "Có 3 việc đến hạn"
    assert short(Notice.objects.get()) == "Có 3 việc đến hạn\nhttps://thongsuot.example/so-theo-doi/"


@pytest.mark.parametrize(
    ("mode", "of_each", "of_digest"), [("each", 1, 1), ("digest", 0, 1), ("none", 0, 0), (None, 0, 0)]
)
def test_who_wants_which_mail(mode: str | None, of_each: int, of_digest: int) -> None:
    user = cast.coordinator()
    if mode:
        chooses(user, mode)
    tell(user)
    assert Mail.objects.count() == of_each
    Mail.objects.all().delete()
    tell(user, kind="digest")
    assert Mail.objects.count() == of_digest


def test_without_an_address_or_a_server_there_is_no_mail(settings: Any) -> None:
    tell(chooses(cast.coordinator(), "each", ""))
    settings.HAS_MAIL = False
    tell(chooses(cast.coordinator(), "each"))
    assert not Mail.objects.exists()
    assert Notice.objects.count() == 2


def test_a_hundred_people_are_told_with_a_handful_of_questions(django_assert_max_num_queries: Any) -> None:
    users = [User.objects.create(login=f"nguoi-{n}") for n in range(100)]
    NoticeChoice.objects.bulk_create(
        NoticeChoice(user=user, email=f"{user.login}@a.example", mode="each") for user in users
    )
    with django_assert_max_num_queries(12):
        tell(*users)
    assert Mail.objects.count() == Notice.objects.count() == 100


def test_the_choice_is_made_on_a_page_and_its_address_stands_in_no_journal() -> None:
    user = cast.coordinator()
    browser, address = cast.browser(user), reverse("core:notice-choice")
    assert "Thư điện tử công vụ" in browser.get(address).content.decode()
    empty = {"mode": "each", "email": ""}
    refused = browser.post(address, empty | {"post_key": cast.key()})
    assert refused.status_code == 422
    assert "Hãy ghi địa chỉ" in refused.content.decode()
    given = {"mode": "each", "email": "an@quangngai.example"}
    assert browser.post(address, given | {"post_key": cast.key()}).status_code == 302
    chosen = queries.notice_choice(user)
    assert (chosen.email, chosen.mode) == ("an@quangngai.example", "each")
    row = journal.of(user)[0]
    assert (row.act, row.payload) == ("notices-chosen", {"mode": "each", "has_address": True})
    assert "an@quangngai.example" in {one.value for one in queries.held_on(user)}
    actions.erase_account(user=user, by=queries.system_actor(), at=NOW)
    assert not NoticeChoice.objects.exists()


def test_the_page_shows_what_is_new_and_what_may_be_copied() -> None:
    user = cast.coordinator()
    tell(user)
    tell(user, text="Lịch tiếp công dân tháng 9", is_public=True, level="act")
    browser, address = cast.browser(user), reverse("core:notices")
    shown = browser.get(address, {"unseen": "1"}).content.decode()
    assert shown.count("data-copy") == 2
    assert "Bạn có một nhắc việc mới trong Thông Suốt.\nhttps://thongsuot.example/so-theo-doi/" in shown
    assert "Lịch tiếp công dân tháng 9\nhttps://thongsuot.example/so-theo-doi/" in shown
    assert f"{SECRET}\nhttps" not in shown
    browser.post(reverse("core:see-notices"), {"post_key": cast.key()})
    assert "Không có nhắc việc nào" in browser.get(address, {"unseen": "1"}).content.decode()
    assert SECRET in browser.get(address).content.decode()


def test_paging_keeps_the_filter() -> None:
    user = cast.coordinator()
    for number in range(31):
        tell(user, text=f"Việc {number}")
    browser, address = cast.browser(user), reverse("core:notices")
    assert "unseen=1&amp;page=2" in browser.get(address, {"unseen": "1"}).content.decode()
    assert "Việc 0" in browser.get(address, {"unseen": "1", "page": "2"}).content.decode()


# Digest

DUE: dict[str, list[DigestLine]] = {}
"""Log-in -> what this user has to do."""


def digest_for(user: User, *, on: date) -> list[DigestLine]:
    assert on == FRIDAY
    assert user.acting_as or user.login == "chua-co-vai", "in their capacities"
    if user.login not in DUE:
        raise ArithmeticError(user.login)
    return DUE[user.login]


@pytest.fixture
def asked(settings: Any) -> None:
    settings.DIGESTS = [f"{HERE}.digest_for"]


def send() -> int:
    return digest.send(on=FRIDAY, at=NOW)


@pytest.mark.usefixtures("asked")
def test_a_digest_goes_once_to_who_has_something_to_do() -> None:
    busy, idle = chooses(cast.coordinator(), "digest"), cast.stranger()
    late = DigestLine("Quá hạn", SECRET, "/so-theo-doi/?late=1", 2)
    today = DigestLine("Đến hạn hôm nay", "Tuyến đường vành đai", "/so-theo-doi/?due=1", 1, is_public=True)
    nothing = DigestLine("Chờ xác nhận", "", "/so-theo-doi/", 0)
    DUE.update({busy.login: [late, today, nothing], idle.login: [nothing]})
    assert [send(), send()] == [1, 0]
    notice, mail = Notice.objects.get(), Mail.objects.get()
    assert notice.user == busy
    assert notice.text == mail.subject == "Việc hôm nay: Quá hạn: 2; Đến hạn hôm nay: 1."
    assert "Việc của bạn ngày 22/08/2025" in mail.text
    assert "Quá hạn: 2\nhttps://thongsuot.example/so-theo-doi/?late=1" in mail.text
    assert "Đến hạn hôm nay – Tuyến đường vành đai: 1" in mail.text
    assert SECRET not in mail.text


@pytest.mark.usefixtures("asked")
def test_one_digest_that_fails_stops_no_other_and_is_tried_again() -> None:
    first, second = cast.coordinator(), cast.leader()
    line = DigestLine("Quá hạn", "", "/", 1)
    DUE[second.login] = [line]
    with pytest.raises(digest.NotAllTold):
        send()
    assert Notice.objects.get().user == second
    DUE[first.login] = [line]
    assert send() == 1
    assert Notice.objects.count() == 2


def test_digests_are_asked_for_once_a_working_day() -> None:
    assert [digest.ask(at=NOW), digest.ask(at=NOW + timedelta(hours=1))] == [1, 0]
    assert DBTaskResult.objects.get().args_kwargs["args"] == ["2025-08-22"]
    holiday = datetime.fromisoformat("2025-09-02T08:00+07:00")
    sunday = datetime.fromisoformat("2025-08-24T08:00+07:00")
    assert [digest.ask(at=holiday), digest.ask(at=sunday)] == [0, 0]


def test_the_tick_does_by_turns_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tick", at=NOW, due=True)
    assert "1 lượt tổng hợp việc hằng ngày" in capsys.readouterr().out
    call_command("tick", at=NOW + timedelta(seconds=30), due=True)
    assert capsys.readouterr().out == "Chưa có gì đến lượt.\n"
    call_command("tick", at=NOW + timedelta(seconds=60), due=True, verbosity=0)
    assert capsys.readouterr().out == ""
    assert {turn.done_at for turn in queries.turns() if turn.act in {"mail", "digest"}} == {
        NOW,
        NOW + timedelta(seconds=60),
    }
