"""What people do in a browser, in the words of the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import cast
from thongsuot.apps.core.models import User


def log_in(page: Page, user: User) -> None:
    """Through the log-in page, as a person does."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.login)
    page.get_by_label("Mật khẩu").fill(cast.PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_have_count(0)


def paste(page: Page, report: str) -> None:
    page.goto("/buoi-lam-viec/moi/")
    page.get_by_label("Dán nội dung báo cáo").fill(report)
    page.get_by_role("button", name="Đọc và lập bản nháp").click()


def confirm(page: Page) -> None:
    """The one act that cannot be undone asks first."""
    page.get_by_role("button", name="Xác nhận bản ghi").click()
    page.get_by_role("dialog").get_by_role("button", name="Xác nhận bản ghi").click()
