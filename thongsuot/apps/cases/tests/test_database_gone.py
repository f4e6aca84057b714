"""The database goes away in the middle of an act: nothing is half done, and the same form is sent again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection

from tests import cast
from thongsuot.apps.cases.models import Answer, Evidence
from thongsuot.apps.cases.tests import life
from thongsuot.apps.cases.tests.test_notes import pdf, url
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import JournalEntry, Notice, PostAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def counted() -> tuple[int, ...]:
    return tuple(kind.objects.count() for kind in (Answer, Evidence, JournalEntry, Notice, PostAnswer))


@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_was_begun_is_undone_and_the_same_form_goes_through_later(
    monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    case, browser, written = life.assigned(), cast.browser(life.head()), journal.write
    browser.raise_request_exception = False
    left = [after]

    def away(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OperationalError("server closed the connection unexpectedly")
        return written(*args, **kwargs)

    typed = {"version": case.version, "post_key": cast.key(), "text": "Đã làm xong", "result": "resolved"}
    before = counted()
    with monkeypatch.context() as broken:
        broken.setattr(journal, "write", away)
        answer = browser.post(url(case, "buoc", "resolve"), typed | {"evidence": [pdf()]})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer["X-Request-ID"] in answer.content.decode()
    assert (counted(), life.fresh(case).status) == (before, "assigned")
    assert browser.post(url(case, "buoc", "resolve"), typed | {"evidence": [pdf()]}).status_code == 302
    assert life.fresh(case).status == "resolved"
    again = counted()
    assert browser.post(url(case, "buoc", "resolve"), typed).status_code == 302
    assert counted() == again


@pytest.mark.parametrize("address", ["/so-theo-doi/", "/dang-nhap/", "/suc-khoe/"])
def test_a_page_of_a_database_that_is_away_says_so_without_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    browser = cast.browser(life.head())
    browser.raise_request_exception = False

    def away(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = browser.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Máy chủ dữ liệu tạm ngừng" in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()
