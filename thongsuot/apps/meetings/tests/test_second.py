"""The second reader: only when asked, only where the settings say, only what stands in the text. All of it invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast, second
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry
from thongsuot.apps.meetings import actions
from thongsuot.apps.meetings.models import Item, SecondReading, WorkingSession
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db
ADDED = "thẩm định phương án sử dụng trụ sở dôi dư"


@pytest.fixture
def server(settings: Any) -> Iterator[second.Server]:
    with second.served() as found:
        settings.SECOND_READER_URL = found.url
        settings.SECOND_READER_MODEL = "mau-thu"
        settings.SECOND_READER_KEY = "chia-khoa"
        settings.SECOND_READER_SECONDS = 20
        yield found


def asked(run: Any) -> SecondReading:
    reading = actions.ask_second(run=run, by=cast.coordinator(), at=NOW)
    actions.perform_second(uid=reading.uid, at=NOW)
    reading.refresh_from_db()
    return reading


def test_nothing_is_sent_until_somebody_asks(server: second.Server) -> None:
    room.read(room.opened())
    assert server.asked == []


def test_the_text_goes_to_the_server_of_the_settings_with_a_schema(server: second.Server) -> None:
    run = room.read(room.opened())
    reading = asked(run)
    (body,) = server.asked
    assert body["path"] == "/v1/chat/completions"
    assert body["model"] == "mau-thu"
    assert body["messages"][-1]["content"] == run.text.content
    assert body["response_format"]["json_schema"]["strict"] is True
    assert server.headers[0]["Authorization"] == "Bearer chia-khoa"
    assert reading.host == server.url.removeprefix("http://").removesuffix("/v1")


def test_asking_stands_in_the_journal_with_where_it_went(server: second.Server) -> None:
    run = room.read(room.opened())
    reading = asked(run)
    row = JournalEntry.objects.get(act="second-reading-asked")
    assert row.payload["host"] == reading.host


def test_only_what_stands_in_the_text_is_kept(server: second.Server) -> None:
    server.says(
        second.item(ADDED), second.item("xây mới trụ sở phường"), {"kind": "lie"}, second.item(ADDED, by=3)
    )
    reading = asked(room.read(room.opened()))
    assert [found["text"] for found in reading.result] == [ADDED]
    assert (reading.progress_status, reading.dropped) == ("done", 3)


def test_an_answer_between_fences_is_taken(server: second.Server) -> None:
    server.says(second.item(ADDED))
    server.content = f"```json\n{server.content}\n```"
    assert len(asked(room.read(room.opened())).result) == 1


@pytest.mark.parametrize(
    "content",
    ["", "xin chào", "[]", '{"items": 3}', '{"things": []}', '{"items": [', "[" * 100_000],
)
def test_nonsense_is_said_to_be_nonsense(server: second.Server, content: str) -> None:
    server.content = content
    reading = asked(room.read(room.opened()))
    assert (reading.progress_status, reading.problem, reading.result) == ("refused", "nonsense", [])


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"x" * 2_000_001]
)  # fmt: skip
def test_an_answer_of_another_shape_is_nonsense_too(server: second.Server, body: bytes) -> None:
    server.body = body
    assert asked(room.read(room.opened())).problem == "nonsense"


def test_a_server_that_is_late_is_given_up(server: second.Server, settings: Any) -> None:
    settings.SECOND_READER_SECONDS = 0.05
    server.may_answer.clear()
    assert asked(room.read(room.opened())).problem == "timeout"


def test_a_server_that_is_away_is_said(server: second.Server, settings: Any) -> None:
    server.server_close()
    assert asked(room.read(room.opened())).problem == "unreachable"


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_a_refusal_is_said(server: second.Server, status: int) -> None:
    server.status = status
    assert asked(room.read(room.opened())).problem == "refused"


def test_a_redirect_is_not_followed(server: second.Server) -> None:
    with second.served() as elsewhere:
        server.status, server.location = 307, f"{elsewhere.url}/chat/completions"
        assert asked(room.read(room.opened())).problem == "refused"
        assert elsewhere.asked == []


def test_the_proxy_of_the_shell_is_not_used(server: second.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with second.served() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "")
        server.says()
        assert asked(room.read(room.opened())).progress_status == "done"
        assert proxy.asked == []


def test_a_text_too_long_is_not_sent(server: second.Server, settings: Any) -> None:
    settings.SECOND_READER_CHARS = 100
    assert asked(room.read(room.opened())).problem == "too-long"
    assert server.asked == []


def test_doing_the_job_twice_sends_once(server: second.Server) -> None:
    reading = asked(room.read(room.opened()))
    actions.perform_second(uid=reading.uid, at=NOW)
    assert len(server.asked) == 1


def test_one_reading_at_a_time(server: second.Server) -> None:
    run = room.read(room.opened())
    first = actions.ask_second(run=run, by=cast.coordinator(), at=NOW)
    assert actions.ask_second(run=run, by=cast.coordinator(), at=NOW) == first


def test_without_the_setting_nothing_can_be_asked() -> None:
    run = room.read(room.opened())
    with pytest.raises(BrokenRule):
        actions.ask_second(run=run, by=cast.coordinator(), at=NOW)


def test_a_person_takes_over_what_only_the_second_reader_saw(server: second.Server) -> None:
    session = room.opened()
    run = room.read(session)
    found = "tình hình vận hành chính quyền địa phương 2 cấp"
    server.says(second.item(found, "result"))
    reading = asked(run)
    client = cast.browser(cast.coordinator())
    address = reverse("meetings:adopt", args=[session.uid, reading.uid, 0])
    client.post(address, {"post_key": cast.key()})
    item = Item.objects.get(text=found)
    assert (item.status, item.origin, item.passage.quote if item.passage else "") == (
        "accepted",
        "selected",
        found,
    )
    assert client.post(reverse("meetings:adopt", args=[session.uid, reading.uid, 7]), {"post_key": cast.key()}).status_code == 302  # fmt: skip
    assert Item.objects.filter(origin="selected").count() == 1


def test_the_session_page_leads_there_only_where_it_is_set_up(server: second.Server, settings: Any) -> None:
    session = room.opened()
    run = room.read(session)
    client = cast.browser(cast.coordinator())
    page, link = (
        reverse("meetings:session", args=[session.uid]),
        reverse("meetings:second", args=[session.uid, run.uid]),
    )
    assert link in client.get(page).content.decode()
    settings.SECOND_READER_URL = ""
    assert link not in client.get(page).content.decode()
    assert "Chưa bật máy đọc thứ hai" in client.get(link).content.decode()


def test_a_session_of_another_office_is_not_told(server: second.Server) -> None:
    session = room.opened()
    run = room.read(session)
    reading = asked(run)
    stranger = cast.browser(cast.department_officer())
    for name, args in (("second", [run.uid]), ("how", [run.uid])):
        assert stranger.get(reverse(f"meetings:{name}", args=[session.uid, *args])).status_code in (403, 404)
    assert stranger.post(reverse("meetings:adopt", args=[session.uid, reading.uid, 0])).status_code in (
        403,
        404,
    )
    assert WorkingSession.objects.count() == 1


def test_how_it_read_tells_each_decision() -> None:
    session = room.opened()
    run = room.read(session)
    page = cast.browser(cast.coordinator()).get(reverse("meetings:how", args=[session.uid, run.uid]))
    said = page.content.decode()
    for item in session.items.all():
        assert item.text in said
    for words in (
        "câu mở đầu nói làm việc với nơi này",
        "cấp trên yêu cầu, đề nghị, giao",
        "giờ đăng",
        "nêu ngay trong câu",
    ):
        assert words in said
