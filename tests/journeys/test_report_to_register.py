"""The main job, in a real Chromium: a report comes in, is read, reviewed, corrected, confirmed and found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.journeys import steps
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.browser


@pytest.fixture
def recorder(committed: None, page: Page) -> Page:
    """A page where the coordinator is logged in."""
    cast.unit()
    steps.log_in(page, cast.coordinator())
    return page


@pytest.mark.journey
def test_a_report_becomes_cases_in_the_register(
    recorder: Page, work: Callable[[], None], tmp_path: Path
) -> None:
    page, report = recorder, tmp_path / "bao-cao.txt"
    report.write_text(room.REPORT, encoding="utf-8")
    page.goto("/buoi-lam-viec/moi/")
    page.get_by_label("Hoặc đưa tệp lên").set_input_files(report)
    page.get_by_role("button", name="Đọc và lập bản nháp").click()
    expect(page.get_by_text("Đang đọc “bao-cao.txt”")).to_be_visible()
    work()
    expect(page.get_by_role("heading", name="Kiến nghị, đề xuất")).to_be_visible()

    card = page.locator("article.kind-recommendation").filter(has_text="quy hoạch khu trung tâm")
    card.hover()
    expect(page.locator("mark.is-lit")).to_contain_text("phê duyệt quy hoạch")
    card.get_by_role("link", name="Sửa").click()
    page.get_by_label("Nội dung", exact=True).fill(
        "sớm phê duyệt quy hoạch khu trung tâm hành chính mới, gồm tuyến đường Vành đai"
    )
    page.get_by_role("button", name="Lưu và chấp nhận").click()

    page.get_by_role("button", name="mục chắc chắn").click()
    while (accept := page.locator(".is-drafted").get_by_role("button", name="Chấp nhận")).count():
        left = accept.count()
        accept.first.click()
        expect(page.locator(".is-drafted")).to_have_count(left - 1)
    expect(page.get_by_text("Đã duyệt hết các mục.")).to_be_visible()
    steps.confirm(page)
    expect(page.get_by_text("vào sổ theo dõi").first).to_be_visible()

    page.goto("/so-theo-doi/?q=duong+vanh+dai")
    page.get_by_role("link", name="tuyến đường Vành đai").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("tuyến đường Vành đai")
    expect(page.locator("blockquote")).to_contain_text("phê duyệt quy hoạch")
    page.get_by_role("link", name="Tháo gỡ").or_(page.get_by_role("link", name="làm việc")).last.click()
    expect(page.get_by_text("Đã xác nhận").first).to_be_visible()


def test_the_keys_alone_review_a_record(recorder: Page, work: Callable[[], None]) -> None:
    page = recorder
    steps.paste(page, room.REPORT)
    work()
    expect(page.locator("[data-item]").first).to_be_visible()
    total = page.locator("[data-item]").count()
    page.keyboard.press("j")
    expect(page.locator("[data-item]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".is-accepted")).to_have_count(1)
    expect(page.locator("[data-item]").nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".is-rejected")).to_have_count(1)
    page.keyboard.press("a")
    expect(page.get_by_text("mục chắc chắn.")).to_be_visible()
    assert page.locator(".is-accepted").count() >= total - 3
    page.locator(".is-accepted").first.focus()
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Sửa mục")).to_be_visible()


def test_text_that_is_selected_becomes_an_item(recorder: Page, work: Callable[[], None]) -> None:
    page = recorder
    steps.paste(page, room.REPORT)
    work()
    source = page.locator(".source-text")
    expect(source).to_be_visible()
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('.source-text'), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf('phát huy tinh thần');
            if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 18); return; }
          }
        }"""
    )
    page.get_by_role("link", name="Thêm mục từ đoạn đã chọn").click()
    expect(page.get_by_label("Nội dung", exact=True)).to_have_value("phát huy tinh thần")
    page.get_by_label("Loại").select_option("statement")
    page.get_by_role("button", name="Thêm mục", exact=True).click()
    expect(page.locator("article.kind-statement blockquote").last).to_have_text("phát huy tinh thần")


def test_without_scripts_the_same_work_is_done(committed: None, server: str, _browser: object) -> None:
    user = cast.coordinator()
    session = room.opened()
    room.read(session)
    with _browser.new_context(base_url=server, locale="en-US", java_script_enabled=False) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        steps.log_in(page, user)
        page.goto(f"/buoi-lam-viec/{session.uid}/")
        page.locator(".is-drafted").get_by_role("button", name="Chấp nhận").first.click()
        expect(page.locator(".is-accepted")).to_have_count(1)
        page.locator(".is-accepted").get_by_role("button", name="Hoàn tác").first.click()
        expect(page.locator(".is-accepted")).to_have_count(0)
