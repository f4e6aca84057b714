"""The door in Chromium: an authenticator app, a security key, the provincial identity provider, and its pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from csp.constants import SELF
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests import provider as local
from tests.journeys import steps
from tests.journeys.test_every_page import RULES
from thongsuot.apps.organisations.models import Person

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PICTURES")


def code_of(secret: str, step: int = 1) -> str:
    """What an app would show; step 0 is the code before, 2 the one after."""
    return totp.format_hotp_value(totp.hotp_value(secret, list(totp.yield_hotp_counters_from_time())[step]))


def out(page: Page) -> None:
    page.locator("header .menu > summary").click()
    page.locator("header").get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập", level=1)).to_be_visible()


def to_second_step(page: Page, login: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(cast.PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()


def confirm(page: Page) -> None:
    page.get_by_label("Mật khẩu").fill(cast.PASSWORD)
    page.get_by_role("button", name="Xác nhận", exact=True).click()


def set_app_up(page: Page) -> str:
    """From the account's page on; the secret of the app."""
    page.get_by_role("link", name="Đặt ứng dụng xác thực").click()
    confirm(page)
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Mã trong ứng dụng xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Đặt ứng dụng").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    return secret


@pytest.mark.journey
def test_an_app_is_set_up_and_asked_for(page: Page) -> None:
    user = cast.coordinator()
    steps.log_in(page, user)
    page.goto("/tai-khoan/")
    secret = set_app_up(page)
    code = page.locator(".codes code").first.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải về tệp").click()
    assert code in Path(saved.value.path()).read_text(encoding="utf-8")
    out(page)
    to_second_step(page, user.login)
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("main")).to_contain_text("Mã chưa đúng")
    page.get_by_label("Mã xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Việc của tôi", level=1)).to_be_visible()
    out(page)
    to_second_step(page, user.login)
    page.get_by_label("Mã xác thực").fill(code)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.goto("/tai-khoan/")
    expect(page.get_by_text("Còn 9 mã chưa dùng.")).to_be_visible()


@pytest.fixture
def with_key(server: str, _browser: Any) -> Iterator[Page]:
    """A browser with a security key plugged in; keys are bound to a name, and an address is none."""
    base = server.replace("127.0.0.1", "localhost")
    with _browser.new_context(base_url=base, locale="vi-VN") as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        key = {
            "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
        yield page


def test_a_security_key_opens_the_door(with_key: Page) -> None:
    page, user = with_key, cast.coordinator()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    steps.log_in(page, user)
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Thêm khóa bảo mật").click()
    confirm(page)
    page.get_by_label("Tên của khóa").fill("Khóa ở cơ quan")
    page.get_by_role("button", name="Thêm khóa này").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.goto("/tai-khoan/")
    expect(page.get_by_text("Khóa ở cơ quan").first).to_be_visible()
    out(page)
    to_second_step(page, user.login)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page.get_by_role("heading", name="Việc của tôi", level=1)).to_be_visible()
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Đổi tên").click()
    page.get_by_role("link", name="Dùng khóa bảo mật").click()
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.get_by_label("Tên của khóa").fill("Khóa ở nhà")
    page.get_by_role("button", name="Lưu tên").click()
    expect(page.get_by_text("Khóa ở nhà").first).to_be_visible()
    page.get_by_role("link", name="Gỡ", exact=False).first.click()
    page.get_by_role("button", name="Gỡ khóa").click()
    expect(page.get_by_text("Đã gỡ khóa bảo mật.")).to_be_visible()
    assert heard == []


def test_a_key_that_does_not_answer_is_told(server: str, page: Page) -> None:
    """On an address without a name no key answers: the browser says so at once."""
    user = cast.coordinator()
    steps.log_in(page, user)
    page.goto("/tai-khoan/khoa/them/")
    confirm(page)
    page.get_by_role("button", name="Thêm khóa này").click()
    expect(page.locator("#messages")).to_contain_text("Chưa nhận được khóa bảo mật")


def test_the_provincial_provider_opens_the_door(server: str, page: Page, settings: Any) -> None:
    user = cast.coordinator()
    with local.running() as provider:
        settings.IDENTITY_PROVIDER = provider.settings
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": [SELF, provider.issuer]}}
        page.goto("/so-theo-doi/")
        page.get_by_role("button", name="Đăng nhập bằng Cổng định danh thử").click()
        expect(page).to_have_url(f"{server}/so-theo-doi/")
        expect(page.locator("header .who")).to_contain_text(user.login)


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (360, "dark")])
def test_its_pages(
    server: str, page: Page, complaints: list[str], context: BrowserContext, width: int, look: str
) -> None:
    officer, keeper = cast.commune_officer(), cast.keeper()
    page.set_viewport_size({"width": width, "height": 900})
    steps.log_in(page, keeper)
    page.context.add_cookies([{"name": "look", "value": look, "url": server}])
    page.goto("/tai-khoan/ung-dung/")
    check(page, f"confirm-{width}")
    confirm(page)
    kept = f"/tai-khoan/quan-ly/{Person.objects.get(user=officer).uid}/"
    addresses = {
        "app": "/tai-khoan/ung-dung/",
        "add-key": "/tai-khoan/khoa/them/",
        "account": "/tai-khoan/",
        "password": "/tai-khoan/mat-khau/",
        "kept": "/tai-khoan/quan-ly/",
        "kept-none": "/tai-khoan/quan-ly/?q=khong-co",
        "kept-one": kept,
        "kept-close": f"{kept}dong/",
    }
    for name, address in addresses.items():
        page.goto(address)
        check(page, f"{name}-{width}")
    page.goto("/tai-khoan/")
    page.goto("/tai-khoan/ung-dung/")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Mã trong ứng dụng xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Đặt ứng dụng").click()
    check(page, f"codes-{width}")
    for name, address in {"account-two": "/tai-khoan/", "remove-app": "/tai-khoan/ung-dung/tat/"}.items():
        page.goto(address)
        check(page, f"{name}-{width}")
    page.goto(kept)
    page.get_by_role("button", name="Cấp mật khẩu dùng một lần").click()
    page.get_by_role("dialog").get_by_role("button", name="Cấp mật khẩu dùng một lần").click()
    expect(page.locator(".given")).to_be_visible()
    check(page, f"given-{width}")
    context.clear_cookies(name="sessionid")
    to_second_step(page, keeper.login)
    check(page, f"second-step-{width}")
    context.clear_cookies(name="sessionid")
    for _time in range(5):
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(officer.login)
        page.get_by_label("Mật khẩu").fill("sai-mat-khau")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Tạm khóa đăng nhập")).to_be_visible()
    assert "429" in complaints.pop()
    check(page, f"locked-{width}")


def check(page: Page, name: str) -> None:
    """No fault of accessibility, nothing to scroll sideways for."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{name}: {rule['id']} {node['target']}" for rule in found for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name  # type: ignore[index]
