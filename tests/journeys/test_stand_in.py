"""Somebody stands in for the head of a department for some days, acts in that capacity, and then no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from conftest import NOW
from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core.models import JournalEntry
from thongsuot.apps.organisations.models import Membership

pytestmark = pytest.mark.journey


def test_a_stand_in(
    committed: None, page: Page, complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.stop_clock(monkeypatch)
    department = cast.organ("Sở Xây dựng")
    organiser, head = cast.organiser(), cast.head(department)
    substitute = cast.account(
        "nguoi-thay", "department", cast.organ("Sở Tài chính"), "Chuyên viên", "Ngô Thị Thay"
    )
    case = cast.case()
    cases.assign(case=case, organisation=department, role="lead", by=cast.coordinator(), at=NOW)

    steps.log_in(page, organiser)
    page.goto(f"/to-chuc/co-quan/{department.uid}/")
    page.get_by_role("link", name=Membership.objects.get(person__user=head).person.name).click()
    page.get_by_role("link", name="Giao người thay").click()
    page.get_by_label("Họ và tên").fill("ngo thi thay")
    page.get_by_role("button", name="Tìm người").click()
    page.get_by_label("Ngô Thị Thay").check()
    page.get_by_label("Đến hết ngày").fill("2025-08-26")
    page.get_by_label("Lý do").fill("đi học")
    page.get_by_role("button", name="Giao người thay").click()
    expect(page.get_by_text("Ngô Thị Thay thay từ 22/08/2025 đến hết 26/08/2025")).to_be_visible()

    page.context.clear_cookies()
    steps.log_in(page, substitute)
    page.locator("header summary").click()
    page.get_by_role("button", name="Người đứng đầu, Sở Xây dựng").click()
    expect(page.locator("header summary small")).to_contain_text("Người đứng đầu, Sở Xây dựng")
    page.goto(f"/so-theo-doi/{case.uid}/")
    page.get_by_role("button", name="Tiếp nhận").first.click()
    expect(page.get_by_text("Đã tiếp nhận.")).to_be_visible()
    entry = JournalEntry.objects.filter(by=substitute).latest("pk")
    assert entry.acting_as == "Người đứng đầu, Sở Xây dựng"
    assert entry.acting_for == department.uid

    offered = page.get_by_role("button", name="Người đứng đầu, Sở Xây dựng")
    for day, count in ((4, 1), (5, 0)):
        cast.stop_clock(monkeypatch, NOW + timedelta(days=day))
        page.context.clear_cookies()
        steps.log_in(page, substitute)
        page.locator("header summary").click()
        expect(offered).to_have_count(count)
        answer = page.goto(f"/so-theo-doi/{case.uid}/")
        assert answer
        assert answer.ok is bool(count)
    assert "404" in complaints.pop()
