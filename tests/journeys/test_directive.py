"""A directive is drafted clear, issued, given a later day, falls due, is urged, told to the leaders, and is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from conftest import NOW
from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case, Clock, Extension, Reminder
from thongsuot.apps.core import journal
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.journey

LEAD, COMMITTEE = "Sở Xây dựng", "UBND tỉnh"
DUE, LATER = date(2025, 9, 12), date(2025, 9, 19)


@pytest.fixture
def noted(committed: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """What a press report says was ordered, without a document yet; and everybody who will deal with it."""
    cast.stop_clock(monkeypatch)
    cast.organ(COMMITTEE, kind="peoples-committee")
    cast.head(cast.organ(LEAD)), cast.leader()
    return cast.case("Rà soát các dự án chậm tiến độ", kind="directive", raising_units=())


def at(day: date) -> datetime:
    return NOW + timedelta(days=(day - timezone.localdate(NOW)).days)


def issue(page: Page, case: Case) -> None:
    steps.take_step(
        page, case, "draft", lead=LEAD, due_on=DUE.isoformat(), reply_kind="Để thực hiện và báo cáo",
        responsibility="Giám đốc Sở Xây dựng", product="Báo cáo kết quả rà soát", authority=COMMITTEE,
    )  # fmt: skip
    steps.take_step(
        page, case, "issue", organisation=COMMITTEE, number="15/UBND-KT", issued_on="2025-08-22",
        signer="Lê Văn A (ví dụ)", signer_title="Chủ tịch UBND tỉnh",
    )  # fmt: skip
    expect(page.get_by_text("15/UBND-KT").first).to_be_visible()


def urge_until_leaders_are_told(case: Case) -> tuple[Reminder, datetime]:
    """Days pass: what time proposes the officer sends, until it proposes to tell the leaders; when that was."""
    day = LATER
    for _turn in range(40):
        day += timedelta(days=1)
        actions.propose_reminders(by=system_actor(), at=at(day))
        if found := case.reminders.filter(kind="escalation").first():
            return found, at(day)
        for one in case.reminders.filter(status="proposed"):
            actions.send_reminder(reminder=one, by=cast.coordinator(), at=at(day))
    raise AssertionError("nobody proposed to tell the leaders")


def test_a_directive_late_and_done(
    noted: Case, page: Page, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, head = cast.coordinator(), cast.head(cast.organ(LEAD))
    steps.enter(page, office, server)
    issue(page, noted)

    steps.enter(page, head, server)
    page.goto(f"/so-theo-doi/{noted.uid}/")
    page.get_by_role("button", name="Tiếp nhận").first.click()
    expect(page.get_by_text("Đã tiếp nhận").first).to_be_visible()
    why = "Chờ số liệu của chủ đầu tư."
    steps.take_step(page, noted, "ask-extension", until=LATER.isoformat(), reason=why)
    steps.enter(page, office, server)
    steps.take_step(page, noted, "grant-extension", until=LATER.isoformat())
    assert Extension.objects.get().granted_until == LATER
    clock = Clock.objects.get(case=noted, kind="doing")
    assert (clock.first_due_on, clock.due_on) == (DUE, LATER)

    told, late = urge_until_leaders_are_told(noted)
    cast.stop_clock(monkeypatch, late)
    assert noted.reminders.filter(kind="reminder", status="sent").count() == 3
    assert queries.buckets(Case.objects.all(), on=late.date())[Bucket.OVERDUE] == 1
    steps.enter(page, office, server)
    page.goto("/don-doc/")
    page.get_by_role("link", name="Rà soát các dự án chậm tiến độ").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/don-doc/")
    told.refresh_from_db()
    assert told.status == "sent"
    steps.enter(page, cast.leader(), server)
    page.goto("/nhac-viec/")
    expect(page.get_by_text(noted.number).first).to_be_visible()

    steps.enter(page, head, server)
    steps.take_step(page, noted, "report", text="Báo cáo 41/SXD: 12 dự án, ba dự án chậm.")
    steps.enter(page, office, server)
    page.goto(f"/so-theo-doi/{noted.uid}/")
    page.get_by_role("button", name="Nghiệm thu, khép").first.click()
    expect(page.get_by_text("Đã nghiệm thu, khép").first).to_be_visible()
    noted.refresh_from_db()
    assert noted.status == "closed"
    assert queries.buckets(Case.objects.all(), on=late.date())[Bucket.DONE_LATE] == 1
    assert journal.verify("cases.case", noted.uid) == []
