"""Logging in by the provincial identity provider, against one that runs beside the test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from conftest import NOW
from tests import cast
from tests import provider as local
from thongsuot.apps.core import actions, journal
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.config import identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[local.Provider]:
    with local.running() as provider:
        settings.IDENTITY_PROVIDER = provider.settings
        yield provider


def there_and_back(client: Client, wanted: str = "") -> Any:
    """From our door to the provider's and back; what we answer."""
    sent = client.post("/dang-nhap/tinh/", {"next": wanted} if wanted else {})
    assert sent.status_code == 302, sent.content.decode()
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def is_inside(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_there_is_no_button_without_a_provider() -> None:
    assert "Đăng nhập bằng" not in Client().get("/dang-nhap/").content.decode()
    assert Client().post("/dang-nhap/tinh/").status_code == 404
    assert Client().get("/dang-nhap/tinh/ve/").status_code == 404


def test_who_has_an_account_comes_in_where_they_wanted(provider: local.Provider) -> None:
    user, client = cast.coordinator(), Client()
    assert "Đăng nhập bằng Cổng định danh thử" in client.get("/dang-nhap/").content.decode()
    assert there_and_back(client, "/dia-phuong/")["Location"] == "/dia-phuong/"
    assert is_inside(client)
    assert journal.of(user)[0].payload == {"method": "provider"}


def test_nothing_that_the_provider_tells_is_kept(provider: local.Provider) -> None:
    cast.coordinator()
    there_and_back(Client())
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_what_is_asked_of_the_provider(provider: local.Provider) -> None:
    sent = Client().post("/dang-nhap/tinh/?process=connect&scope=admin&auth_params=prompt%3Dnone")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert "prompt" not in asked
    assert asked["redirect_uri"] == ["http://testserver/dang-nhap/tinh/ve/"]


def test_somebody_unknown_gets_a_page_and_no_account(provider: local.Provider) -> None:
    provider.login, client = "khong-co-ai", Client()
    cast.coordinator()
    before = User.objects.count()
    response = there_and_back(client)
    assert response.status_code == 403
    assert "Không có tài khoản nào được tự lập" in response.content.decode()
    assert User.objects.count() == before
    assert not is_inside(client)


def test_a_closed_account_stays_closed(provider: local.Provider) -> None:
    user, client = cast.coordinator(), Client()
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert there_and_back(client)["Location"] == "/dang-nhap/da-dong/"
    assert not is_inside(client)


@pytest.mark.parametrize("login", ["quan-tri", "he-thong"])
def test_operators_and_the_system_do_not_come_in_this_way(provider: local.Provider, login: str) -> None:
    by = system_actor()
    actions.open_account(login="quan-tri", password=cast.PASSWORD, by=by, at=NOW, is_operator=True)
    provider.login, client = login, Client()
    there_and_back(client)
    assert not is_inside(client)


def test_a_second_factor_is_asked_for_still(provider: local.Provider) -> None:
    user, client = cast.coordinator(), Client()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert there_and_back(client)["Location"] == "/dang-nhap/buoc-hai/"
    assert not is_inside(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signs_with": "another"},
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": [local.CLIENT, "another"], "azp": "another"}},
        {"claims": {"nonce": "another-nonce"}},
        {"claims": {"nonce": None}},
        {"claims": {"exp": 1_000_000_000}},
        {"claims": {"sub": None}},
    ],
    ids=lambda wrong: str(wrong),
)
def test_a_token_that_does_not_hold_opens_nothing(provider: local.Provider, wrong: dict[str, Any]) -> None:
    cast.coordinator()
    for name, value in wrong.items():
        setattr(provider, name, value)
    client = Client()
    response = there_and_back(client)
    assert response.status_code == 401
    assert "chưa ai được vào" in response.content.decode()
    assert not is_inside(client)


@pytest.mark.parametrize("login", [None, 7, ["tonghop"], ""])
def test_a_claim_that_names_nobody_opens_nothing(provider: local.Provider, login: Any) -> None:
    cast.coordinator()
    provider.claims = {"preferred_username": login}
    assert there_and_back(Client()).status_code == 403


def test_a_provider_that_says_it_is_another_is_refused(provider: local.Provider) -> None:
    provider.config = {"issuer": "https://elsewhere.example"}
    response = Client().post("/dang-nhap/tinh/")
    assert response.status_code == 401
    assert "Cổng định danh không trả lời, hoặc trả lời không hợp lệ" in response.content.decode()


def test_a_provider_that_is_down_is_told(settings: Any) -> None:
    with local.running() as gone:
        settings.IDENTITY_PROVIDER = gone.settings
    assert Client().post("/dang-nhap/tinh/").status_code == 401


def test_who_turns_back_is_told(provider: local.Provider) -> None:
    provider.refuses = True
    assert there_and_back(Client())["Location"] == "/dang-nhap/da-thoi/"
    assert "Bạn đã dừng lại" in Client().get("/dang-nhap/da-thoi/").content.decode()


def test_an_answer_to_another_browser_opens_nothing(provider: local.Provider) -> None:
    cast.coordinator()
    sent = Client().post("/dang-nhap/tinh/")
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    stranger = Client()
    assert stranger.get(back.removeprefix("http://testserver")).status_code == 401
    assert not is_inside(stranger)


NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")


class TestSettings:
    @pytest.fixture(autouse=True)
    def _given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in (*NEEDED, "OIDC_NAME", "OIDC_CLAIM"):
            monkeypatch.delenv(name, raising=False)

    def test_nothing_is_no_provider(self) -> None:
        assert identity.provider() is None

    def test_half_of_it_stops_the_start(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OIDC_ISSUER", "https://id.example.vn")
        with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID, OIDC_CLIENT_SECRET"):
            identity.provider()

    @pytest.mark.parametrize(
        "issuer", ["id.example.vn", "http://id.example.vn", "https://id.example.vn/?a=b", "https://a:b@id.vn"]
    )
    def test_an_address_that_is_not_safe_stops_the_start(
        self, monkeypatch: pytest.MonkeyPatch, issuer: str
    ) -> None:
        for name, value in zip(NEEDED, (issuer, "a", "b"), strict=True):
            monkeypatch.setenv(name, value)
        with pytest.raises(ImproperlyConfigured, match="OIDC_ISSUER"):
            identity.provider()

    def test_the_origin_is_what_forms_may_lead_to(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in zip(NEEDED, ("https://id.example.vn:8443/realms/qn", "a", "b"), strict=True):
            monkeypatch.setenv(name, value)
        provider = identity.provider()
        assert provider
        assert provider.origin == "https://id.example.vn:8443"
