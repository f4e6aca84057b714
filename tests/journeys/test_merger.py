"""An organiser merges two communes in a browser, sees the sums, finds the old name, and takes it all back."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import cast
from tests.journeys import steps
from thongsuot.apps.desk.tests import province
from thongsuot.apps.places import queries as places

pytestmark = [pytest.mark.browser, pytest.mark.journey]


@pytest.fixture
def communes(committed: None) -> None:
    for code in (cast.KON_TUM, cast.DAK_BLA):
        province.commune(cast.unit(code), f"A {code}")
        province.given(f"Sửa đường ở {cast.unit(code).name}", cast.committee(cast.unit(code)))
    cast.organiser()


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def check(page: Page) -> None:
    """The page as it stands: nobody is kept out, on a phone nothing runs off its side."""
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def add_source(page: Page, name: str) -> None:
    page.get_by_label("Tìm bên cũ theo tên").fill(name)
    page.locator("#cu").get_by_role("button", name="Tìm").click()
    page.get_by_role("button", name=f"Thêm phường {name}").click()
    expect(page.get_by_role("button", name=f"Bỏ phường {name}")).to_be_visible()


def draft(page: Page) -> None:
    page.goto("/sap-xep/")
    page.get_by_role("link", name="Lập phương án").click()
    page.get_by_label("Nhập nhiều đơn vị thành một").check()
    page.get_by_label("Ngày hiệu lực").fill("2025-08-20")
    page.get_by_label("Số văn bản").fill("77/NQ-HĐND")
    page.get_by_label("Ngày văn bản").fill("2025-08-18")
    page.get_by_role("button", name="Lập bản soạn").click()
    for name in ("Kon Tum", "Đăk Bla"):
        add_source(page, name)
    page.get_by_label("Tên đơn vị mới").fill("Đăk Kon")
    page.get_by_label("Mã đơn vị hành chính").fill("23999")
    page.get_by_role("button", name="Thêm bên mới").click()


def test_two_communes_become_one_and_come_back(communes: None, page: Page) -> None:
    before = province.snapshot()
    steps.log_in(page, cast.organiser())
    draft(page)
    check(page)
    page.get_by_role("link", name="Xem trước").click()
    balance = page.get_by_role("region", name="Bảng cân đối")
    expect(balance).to_contain_text("Đầu việc đang mở của địa phương")
    expect(page.get_by_text("vượt số lượng, cần quyết định người đứng đầu").first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Thực hiện").click()
    page.get_by_role("dialog").get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Số trước và sau khớp nhau")).to_be_visible()
    merger = page.url
    check(page)
    page.goto("/dia-phuong/tim/?q=kon+tum")
    page.get_by_role("link", name="phường Đăk Kon").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đăk Kon")
    page.goto(merger)
    page.get_by_role("link", name="Hoàn tác").click()
    page.get_by_label("Lý do hoàn tác").fill("Ghi nhầm văn bản")
    page.get_by_role("button", name="Hoàn tác phương án").click()
    expect(page.get_by_text("Mọi dòng trở lại như trước")).to_be_visible()
    assert province.snapshot() == before
    assert places.by_code(cast.KON_TUM)
