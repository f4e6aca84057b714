"""The second reader through the queue, on a database where two connections see each other's writes. All invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests import cast, second
from thongsuot.apps.meetings.tests import room

ADDED = "thẩm định phương án sử dụng trụ sở dôi dư"


@pytest.fixture
def server(settings: Any) -> Iterator[second.Server]:
    with second.served() as found:
        settings.SECOND_READER_URL = found.url
        yield found


def test_the_worker_reads_it_and_the_page_shows_both_sides(
    committed: None, work: Callable[[], None], server: second.Server
) -> None:
    session = room.opened()
    run = room.read(session)
    quote = "giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng " + ADDED
    server.says(second.item(quote), second.item("tình hình vận hành chính quyền địa phương 2 cấp", "result"))
    client = cast.browser(cast.coordinator())
    page = reverse("meetings:second", args=[session.uid, run.uid])
    assert server.url.removeprefix("http://").removesuffix("/v1") in client.get(page).content.decode()
    client.post(reverse("meetings:ask-second", args=[session.uid, run.uid]), {"post_key": cast.key()})
    work()
    shown = client.get(page).content.decode()
    assert (
        "Hai bên giống nhau" in shown and "Chỉ máy đọc thứ hai thấy" in shown and "Chỉ trong bản ghi" in shown
    )
    differences = client.get(page, {"chi": "khac"}).content.decode()
    assert "Hai bên giống nhau" not in differences and "Chỉ trong bản ghi" in differences
