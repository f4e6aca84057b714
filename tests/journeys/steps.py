"""What people do in a browser, in the words of the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import cast
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.models import User


def log_in(page: Page, user: User) -> None:
    """Through the log-in page, as a person does."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.login)
    page.get_by_label("Mật khẩu").fill(cast.PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_have_count(0)


def enter(page: Page, user: User, server: str) -> None:
    """As somebody who has logged in before, without the page for it."""
    page.context.clear_cookies()
    session = cast.browser(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])


def fill(page: Page, **typed: str) -> None:
    """The fields of a page by their names; of a list, the choice by its words."""
    for name, value in typed.items():
        field = page.locator(f"main [name={name}]").last
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def take_step(page: Page, case: Case, step: str, **typed: str) -> None:
    """The page of a step of a case, filled in and sent; it leads back to the case."""
    page.goto(f"/so-theo-doi/{case.uid}/buoc/{step}/")
    fill(page, **typed)
    page.locator("main .form-foot button.btn-primary").first.click()
    page.wait_for_url(f"**/so-theo-doi/{case.uid}/")


def paste(page: Page, report: str) -> None:
    page.goto("/buoi-lam-viec/moi/")
    page.get_by_label("Dán nội dung báo cáo").fill(report)
    page.get_by_role("button", name="Đọc và lập bản nháp").click()


def confirm(page: Page) -> None:
    """The one act that cannot be undone asks first."""
    page.get_by_role("button", name="Xác nhận bản ghi").click()
    page.get_by_role("dialog").get_by_role("button", name="Xác nhận bản ghi").click()
