"""Six communes ask the same; one measure answers them all; five confirm, one does not agree, the office decides."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from conftest import NOW
from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases import actions
from thongsuot.apps.cases.models import Case, Confirmation, Measure
from thongsuot.apps.core import journal
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.places import actions as places

pytestmark = pytest.mark.journey

SIX = (cast.KON_TUM, cast.DAK_BLA, cast.NGOK_BAY, cast.LY_SON, "21040", "21061")
TEXT = "Hỗ trợ kinh phí sửa chữa trụ sở làm việc xuống cấp"
LEAD = "Sở Xây dựng"


@pytest.fixture
def six(committed: None, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """What six communes ask, each by its own officer; the first one's stands for the page of the form."""
    cast.stop_clock(monkeypatch)
    shipped = places.shipped()
    communes = [row for row in shipped.communes if row["code"] in SIX]
    province = [row for row in shipped.provinces if row["code"] == cast.PROVINCE]
    tables = places.Tables(province, communes, [], [])
    places.load(by=system_actor(), at=NOW, tables=tables)
    cast.coordinator(), cast.head(cast.organ(LEAD))
    return [asked(code) for code in SIX[1:]]


def asked(code: str) -> Case:
    unit = cast.unit(code)
    new = actions.NewCase(
        kind="recommendation",
        topic="facilities",
        text=f"{TEXT} của {unit.full_name}",
        raised_on=NOW.date(),
        raising_units=(unit,),
        register=cast.organ("Văn phòng Tỉnh ủy"),
    )
    return actions.raise_case(new=new, by=cast.commune_officer(unit), at=NOW)


def raise_by_page(page: Page) -> Case:
    page.goto("/so-theo-doi/moi/")
    text = f"{TEXT} của phường"
    steps.fill(page, text=text, register="Văn phòng Tỉnh ủy", topic="Trụ sở và cơ sở vật chất")
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.wait_for_url(re.compile(r"/so-theo-doi/[0-9a-f-]{36}/"))
    return Case.objects.get(text=text)


def make_measure(page: Page, cases: list[Case]) -> Measure:
    page.goto("/giai-phap/moi/")
    numbers = ", ".join(case.number for case in cases)
    told = {"title": "Sửa chữa trụ sở cấp xã", "text": "Rà soát, sửa chữa theo thứ tự cấp bách."}
    steps.fill(page, **told, topic="Trụ sở và cơ sở vật chất", organisation=LEAD, numbers=numbers)
    page.get_by_role("button", name="Lập giải pháp").click()
    page.get_by_role("button", name="Giao thực hiện").click()
    expect(page.get_by_text("Đang thực hiện").first).to_be_visible()
    return Measure.objects.get()


def answer(page: Page, measure: Measure) -> None:
    page.goto(f"/giai-phap/{measure.uid}/")
    page.get_by_text("Trả lời mọi nơi kiến nghị").first.click()
    page.get_by_label("Nội dung trả lời chung").fill("Đã bố trí kinh phí và sửa chữa sáu trụ sở.")
    page.get_by_role("button", name="Trả lời mọi nơi kiến nghị").click()
    expect(page.get_by_text("Đã trả lời các nơi kiến nghị").first).to_be_visible()


def test_one_measure_answers_six(six: list[Case], page: Page, server: str) -> None:
    steps.enter(page, cast.commune_officer(), server)
    cases = [raise_by_page(page), *six]
    steps.enter(page, cast.coordinator(), server)
    measure = make_measure(page, cases)
    steps.enter(page, cast.head(cast.organ(LEAD)), server)
    answer(page, measure)
    assert {case.status for case in Case.objects.all()} == {"resolved"}
    assert Confirmation.objects.filter(status="waiting").count() == len(SIX)

    *content, last = zip(SIX, cases, strict=True)
    for code, case in content:
        steps.enter(page, cast.commune_officer(cast.unit(code)), server)
        steps.take_step(page, case, "confirm")
    expect(page.get_by_text("Đã xác nhận, khép").first).to_be_visible()
    code, contested = last
    steps.enter(page, cast.commune_officer(cast.unit(code)), server)
    steps.take_step(page, contested, "contest", reason="Trụ sở của chúng tôi chưa được sửa.")

    steps.enter(page, cast.coordinator(), server)
    page.goto(f"/so-theo-doi/{contested.uid}/")
    expect(page.get_by_text("Trụ sở của chúng tôi chưa được sửa.").first).to_be_visible()
    steps.take_step(page, contested, "uphold", reason="Đã kiểm tra: đang sửa, xong trong tháng.")
    expect(page.get_by_text("Khép theo quyết định").first).to_be_visible()
    page.goto(f"/giai-phap/{measure.uid}/")
    page.get_by_role("button", name="Khép giải pháp").click()
    expect(page.get_by_text("Đã khép").first).to_be_visible()

    ends = [Case.objects.get(pk=case.pk).status for case in cases]
    assert ends == ["confirmed"] * 5 + ["decided"]
    assert Measure.objects.get().status == "done"
    for subject in (*cases, measure, *Confirmation.objects.all()):
        assert journal.verify(subject._meta.label_lower, subject.uid) == []
