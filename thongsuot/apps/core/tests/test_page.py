"""A POST is answered once: a double click, a retry and a lost answer change nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from conftest import NOW
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import NumberSeries, PostAnswer, User
from thongsuot.apps.core.numbers import take
from thongsuot.apps.core.page import asked, page
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"


def post(user: User, key: str = KEY, **data: str) -> HttpRequest:
    request = RequestFactory().post("/", {"post_key": key, **data})
    request.user, request.now, request.id, request.session = user, NOW, "r", {}
    request._messages = FallbackStorage(request)
    request.htmx = HtmxDetails(request)
    return request


def by_htmx(request: HttpRequest, at: str = "http://testserver/trang/?q=1") -> HttpRequest:
    request.META |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": at}
    request.htmx = HtmxDetails(request)
    return request


@page("core.is_logged_in")
def number(request: HttpRequest) -> HttpResponse:
    taken = take("thu", 2025)[0]
    if request.POST.get("fail") == "rule":
        raise BrokenRule("Chưa đủ.")
    if request.POST.get("fail") == "form":
        return HttpResponse("form", status=422)
    if request.POST.get("fail") == "bug":
        raise RuntimeError
    return HttpResponse(f"số {taken}", status=200, headers={"HX-Trigger": "done"})


@pytest.fixture
def user() -> User:
    actor = system_actor()
    actor.is_active = True
    actor.save()
    return actor


def last() -> int:
    return sum(NumberSeries.objects.values_list("last", flat=True))


def test_the_same_key_gets_the_same_answer(user: User) -> None:
    first, second = number(post(user)), number(post(user))
    assert first.content == second.content == "số 1".encode()
    assert second["HX-Trigger"] == "done"
    assert last() == 1


def test_another_key_is_another_act(user: User) -> None:
    number(post(user))
    assert number(post(user, key="fedcba9876543210")).content == "số 2".encode()


@pytest.mark.parametrize("fail", ["rule", "form"])
def test_what_was_refused_wrote_nothing_and_may_be_sent_again(user: User, fail: str) -> None:
    assert number(post(user, fail=fail)).status_code == 422
    assert (last(), PostAnswer.objects.count()) == (0, 0)
    assert number(post(user)).content == "số 1".encode()


def test_a_bug_is_not_swallowed_and_writes_nothing(user: User) -> None:
    with pytest.raises(RuntimeError):
        number(post(user, fail="bug"))
    assert (last(), PostAnswer.objects.count()) == (0, 0)


def test_no_key_no_act(user: User) -> None:
    response = number(post(user, key=""))
    assert response.status_code == 422
    assert "tải lại trang" in response.content.decode()


def test_who_may_not_is_refused(user: User) -> None:
    user.is_active = False
    with pytest.raises(NotAllowed):
        number(post(user))


@pytest.mark.parametrize(("cookie", "language"), [("", "vi"), ("en", "en"), ("xx", "vi")])
def test_pages_speak_vietnamese_unless_told_otherwise(client: Client, cookie: str, language: str) -> None:
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/dang-nhap/", headers={"Accept-Language": "en-US,en"})
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (" trụ sở ", "trụ sở"),
        ("\x00", ""),
        ("trụ\x00sở\n", "trụ sở"),
        ("Ngo\u0323k", "Ngo\u0323k"),
        ("a" * 60_000, "a" * 200),
        (None, ""),
    ],
)
def test_a_parameter_is_plain_and_short(given: str | None, text: str) -> None:
    request = RequestFactory().get("/", {"q": given} if given is not None else {})
    assert asked(request, "q") == text


@pytest.mark.parametrize("key", [f"{KEY}\x00", "khoá-không-phải-la-tinh", "a" * 15, "a" * 65, f"{KEY} "])
def test_a_key_is_letters_and_figures(user: User, key: str) -> None:
    assert number(post(user, key=key)).status_code == 422
    assert last() == 0


def test_a_refusal_by_htmx_is_a_notice_and_leaves_the_page_as_it_is(user: User) -> None:
    response = number(by_htmx(post(user, fail="rule")))
    html = response.content.decode()
    assert response.status_code == 422
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#messages", "innerHTML show:top")
    assert "Chưa đủ." in html
    assert "<html" not in html
    assert (last(), PostAnswer.objects.count()) == (0, 0)


def test_a_refusal_without_htmx_is_a_page(user: User) -> None:
    response = number(post(user, fail="rule"))
    assert "<html" in response.content.decode()
    assert "HX-Retarget" not in response


def test_who_was_logged_out_meanwhile_leaves_the_page_instead_of_logging_in_inside_it(user: User) -> None:
    request = by_htmx(post(user))
    request.user = AnonymousUser()
    response = number(request)
    assert response["HX-Redirect"] == "/dang-nhap/?next=/trang/%3Fq%3D1"
    assert response.status_code == 200
    elsewhere = by_htmx(post(user), at="https://khac.example/x")
    elsewhere.user = AnonymousUser()
    assert number(elsewhere)["HX-Redirect"] == "/dang-nhap/?next=/"


def test_a_refusal_speaks_the_language_of_the_page(user: User) -> None:
    user.is_active = False
    with translation.override("en"):
        assert "Somebody else" in Stale().message
        with pytest.raises(NotAllowed, match="role"):
            number(post(user))
    assert "người khác" in Stale().message
