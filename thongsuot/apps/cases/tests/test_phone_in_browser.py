"""A phone without a connection: what was typed and photographed waits on it and is sent once; pages stay light."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases.models import Answer, Comment, Evidence
from thongsuot.apps.cases.tests import life
from thongsuot.apps.documents.tests.test_evidence import photo

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
LIGHT = 100_000


def test_typed_and_photographed_without_a_connection_is_sent_once(
    committed: None, context: BrowserContext, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, head = life.assigned(), life.head()
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(photo())
    page.set_viewport_size(PHONE)
    steps.log_in(page, head)
    page.goto(f"/so-theo-doi/{case.uid}/")
    page.locator("summary", has_text="Gửi minh chứng").click()
    context.set_offline(True)
    form = page.locator('form[action$="/minh-chung/"]')
    form.get_by_label("Chụp ảnh").set_input_files(picture)
    form.get_by_label("Chú thích").fill("Ảnh chụp tại thôn Ba")
    form.get_by_role("button", name="Gửi minh chứng").click()
    expect(page.get_by_text("Chờ gửi (1)")).to_be_visible()
    page.locator("summary", has_text="Ghi trao đổi").click()
    page.get_by_label("Nội dung trao đổi").fill("Đang ở hiện trường")
    page.get_by_role("button", name="Gửi trao đổi").click()
    expect(page.get_by_text("Chờ gửi (2)")).to_be_visible()
    assert not Evidence.objects.exists()

    context.set_offline(False)
    expect(page.locator("#outbox")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("link", name="anh.pdf")).to_be_visible()
    expect(page.get_by_text("Đang ở hiện trường")).to_be_visible()
    expect(page.locator("#outbox")).to_be_hidden()
    assert [one.note for one in Evidence.objects.all()] == ["Ảnh chụp tại thôn Ba"]
    assert Comment.objects.count() == 1


def test_drafts_and_what_waits_go_with_their_owner(
    committed: None, context: BrowserContext, page: Page
) -> None:
    case = life.assigned()
    steps.log_in(page, life.head())
    page.goto(f"/so-theo-doi/{case.uid}/")
    page.locator("summary", has_text="Ghi trao đổi").click()
    page.get_by_label("Nội dung trao đổi").fill("Chưa gửi")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 1
    page.locator("header details.menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0


def test_a_confirmation_takes_three_taps_on_a_light_page(committed: None, page: Page) -> None:
    case = life.answered()
    officer = cast.commune_officer()
    page.set_viewport_size(PHONE)
    steps.log_in(page, officer)
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.ok and response.request.method == "GET":
            body = response.body()
            packed = body if response.url.endswith((".woff2", ".png")) else brotli.compress(body)
            weights[response.url] = len(packed)

    page.on("response", weigh)
    page.goto(f"/so-theo-doi/{case.uid}/", wait_until="networkidle")
    page.remove_listener("response", weigh)
    assert sum(weights.values()) <= LIGHT, weights
    card = page.get_by_role("region", name="Việc cần làm ngay")
    card.locator("summary").click()
    card.locator("form").get_by_role("button").last.click()
    expect(page.get_by_text("Đã ghi")).to_be_visible()
    assert life.fresh(case).confirmations.get().status == "confirmed"
    assert Answer.objects.count() == 1
