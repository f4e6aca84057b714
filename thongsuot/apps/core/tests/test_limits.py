"""What is too large is refused at the door, in words that say what to do."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client, RequestFactory

from conftest import NOW
from tests import cast
from thongsuot.apps.core.middleware import STRANGERS_MAY_SEND, most_bytes

pytestmark = pytest.mark.django_db


class Unread(BytesIO):
    """A body that nobody may touch."""

    def read(self, *given: Any) -> bytes:
        raise AssertionError("the body was read")


def send(client: Client, length: int | str, address: str = "/dang-nhap/") -> Any:
    return client.generic(
        "POST", address, b"", "application/x-www-form-urlencoded", CONTENT_LENGTH=str(length)
    )


@pytest.fixture
def limit() -> int:
    request = RequestFactory().get("/")
    request.user, request.now = cast.coordinator(), NOW  # type: ignore[attr-defined]
    return most_bytes(request)


def test_a_stranger_sends_little() -> None:
    client = Client()
    refused = client.post(
        "/dang-nhap/",
        CONTENT_LENGTH=str(STRANGERS_MAY_SEND + 1),
        **{"wsgi.input": Unread()},  # type: ignore[arg-type]
    )
    assert refused.status_code == 413
    assert "Gửi lên lớn quá giới hạn" in refused.content.decode()
    assert "Hãy đăng nhập lại rồi gửi lại" in refused.content.decode()
    assert client.post("/dang-nhap/", {"username": "a", "password": "b"}).status_code == 200


def test_an_account_sends_a_few_files(limit: int) -> None:
    client = cast.browser(cast.coordinator())
    assert limit == 61_000_000
    refused = client.post("/buoi-lam-viec/", CONTENT_LENGTH=str(limit + 1), **{"wsgi.input": Unread()})  # type: ignore[arg-type]
    html = refused.content.decode()
    assert refused.status_code == 413
    assert "Mỗi lần gửi nhận tối đa 61 MB, mỗi tệp tối đa 20 MB" in html
    assert "ở trang trước" in html


@pytest.mark.parametrize("length", ["", "-5", "khong-phai-so"])
def test_a_length_that_is_none_is_left_to_the_server(length: str) -> None:
    assert send(Client(), length, "/khong-co/").status_code == 404


def test_a_text_that_is_too_long_is_refused_in_words(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    client = cast.browser(cast.coordinator())
    client.get("/buoi-lam-viec/moi/")
    client.handler.enforce_csrf_checks = True  # as in life: the form is first read for its token
    response = client.post("/buoi-lam-viec/moi/", {"paste": "đ" * 1_500_000})
    html = response.content.decode()
    assert response.status_code == 400
    assert "Phần chữ gửi lên dài quá 2 MB" in html
    assert "vẫn còn ở trang trước" in html


def test_another_request_that_makes_no_sense_has_a_page_too(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    client = Client(enforce_csrf_checks=True)
    client.get("/dang-nhap/")
    response = client.post("/dang-nhap/", {"username": "a", "password": "b"})
    assert response.status_code == 400
    assert "Máy chủ không đọc được yêu cầu này" in response.content.decode()
