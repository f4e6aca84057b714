"""With scripts: a filter changes the list, the address and what a screen reader hears, and Back undoes it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases import orders
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal

pytestmark = pytest.mark.browser


def rows(page: Page) -> list[str]:
    return page.locator(".ledger tbody th a").all_inner_texts()


def test_filters_without_a_new_page(committed: None, page: Page) -> None:
    cast.case("Đo đạc đất", topic="land", raised_on=date(2025, 8, 1))
    cast.case("Sửa cầu treo", raised_on=date(2025, 8, 2))
    cast.case("Rà soát đất công", topic="land", kind="directive", raised_on=date(2025, 8, 3))
    steps.log_in(page, cast.coordinator())
    page.goto("/so-theo-doi/")
    page.evaluate("window.isSamePage = true")

    page.get_by_role("link", name=re.compile("^Kiến nghị")).click()
    expect(page).to_have_url(re.compile(r"/so-theo-doi/\?kind=recommendation$"))
    assert rows(page) == ["Sửa cầu treo", "Đo đạc đất"]
    expect(page.get_by_role("link", name=re.compile("^Kiến nghị"))).to_be_focused()
    expect(page.locator("#register-said")).to_have_text("2 kiến nghị của 1 phường.")

    page.get_by_text("Lọc thêm").click()
    page.get_by_label("Lĩnh vực").select_option(label="Đất đai")
    expect(page).to_have_url(re.compile(r"\?topic=land&kind=recommendation$|kind=recommendation&topic=land$"))
    assert rows(page) == ["Đo đạc đất"]
    search = page.get_by_role("searchbox", name="Tìm trong nội dung")
    search.fill("cau treo")
    search.press("Enter")
    expect(page.get_by_role("heading", name="Không có nội dung nào khớp")).to_be_visible()
    assert page.evaluate("window.isSamePage")

    page.go_back()
    expect(page.get_by_role("link", name="Đo đạc đất")).to_be_visible()
    assert "topic=land" in page.url
    page.get_by_role("link", name="Bỏ mọi điều kiện lọc").click()
    expect(page.get_by_text("3 nội dung của 1 phường.")).to_be_visible()


def test_pages_by_links(committed: None, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders.page, "__kwdefaults__", {"size": 3})
    for n in range(5):
        cast.case(f"việc {n}")
    steps.log_in(page, cast.coordinator())
    page.goto("/so-theo-doi/")
    assert rows(page) == ["Việc 4", "Việc 3", "Việc 2"]
    page.get_by_role("link", name="Trang sau").click()
    expect(page.get_by_text("Hết danh sách")).to_be_visible()
    assert rows(page) == ["Việc 1", "Việc 0"]
    page.reload()
    assert rows(page) == ["Việc 1", "Việc 0"]
    page.get_by_role("link", name="Về đầu danh sách").click()
    expect(page.get_by_role("link", name="Việc 4")).to_be_visible()


def test_assigning_withdrawing_undoing(committed: None, page: Page, complaints: list[str]) -> None:
    case = cast.case()
    cast.organ("Sở Xây dựng")
    steps.log_in(page, cast.coordinator())
    page.goto(f"/so-theo-doi/{case.uid}/")
    page.get_by_text("Giao cơ quan", exact=True).click()
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_role("link", name="Cơ quan")).to_be_visible()
    page.get_by_label("Cơ quan").select_option(label="Sở Xây dựng")
    page.get_by_role("button", name="Giao việc").dblclick()
    expect(page.get_by_text("Đã giao “Sở Xây dựng” chủ trì.")).to_be_visible()

    page.locator("summary", has_text="Rút khỏi sổ").click()
    page.get_by_label("Lý do").fill("Trùng nội dung")
    page.get_by_role("button", name="Rút khỏi sổ").click()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đến lượt")).to_be_visible()
    complaints[:] = [said for said in complaints if "422" not in said]

    assert [entry.act for entry in journal.of(Case.objects.get())] == [
        "restore-assigned",
        "withdraw",
        "assign",
        "recorded",
    ]
