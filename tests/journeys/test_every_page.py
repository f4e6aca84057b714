"""Every page, at a phone's width and a desktop's, light and dark: no fault of accessibility, no sideways scroll,
no complaint in the console, and a picture kept to be looked at."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from conftest import NOW
from tests import cast
from tests.journeys import steps
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases import queries, states
from thongsuot.apps.cases.models import Case, SavedView
from thongsuot.apps.cases.tests import test_reminders, test_sheets
from thongsuot.apps.meetings.tests import room
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.tests import apparatus as apparatus_pages

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
UNREADABLE = """[...document.querySelectorAll('.btn')].filter(one => {
  const style = getComputedStyle(one)
  return style.color === style.backgroundColor && one.checkVisibility()
}).map(one => one.textContent.trim())"""
"""Buttons whose word has the colour of the button: axe says of some that it cannot tell."""
PICTURES = os.environ.get("PICTURES")
"""A folder to keep the pictures in, when somebody wants to look at them."""


@pytest.fixture
def addresses(committed: None) -> dict[str, str]:
    """Name -> address of every page that a coordinator can open, with something on it."""
    draft, confirmed, unit = room.opened(), room.opened("Buổi đã xác nhận"), cast.unit()
    run = room.read(draft)
    room.heard(confirmed, kind="directive", assignees=(("Sở Xây dựng", "lead"),))
    (case,) = room.confirm(confirmed)
    item = draft.items.first()
    assert item
    sheet = test_sheets.brought(test_sheets.ROAD, ["2", "", "hôm qua", "Xã Không Có"])
    return {
        "sessions": "/buoi-lam-viec/",
        "no-session": "/buoi-lam-viec/?q=khong-co",
        "new-session": "/buoi-lam-viec/moi/",
        "review": f"/buoi-lam-viec/{draft.uid}/",
        "record": f"/buoi-lam-viec/{confirmed.uid}/",
        "head": f"/buoi-lam-viec/{draft.uid}/thong-tin/",
        "documents": f"/buoi-lam-viec/{draft.uid}/tai-lieu/",
        "item": f"/buoi-lam-viec/{draft.uid}/muc/{item.uid}/",
        "new-item": f"/buoi-lam-viec/{draft.uid}/muc/?text_uid={run.text.uid}&start=1&end=9",
        "my-desk": "/viec-cua-toi/",
        "approvals": "/cho-duyet/",
        "reminders": "/don-doc/",
        "reminder": f"/don-doc/{test_reminders.urged().uid}/",
        "sheets": "/so-theo-doi/nhap/",
        "sheet-columns": f"/so-theo-doi/nhap/{sheet.uid}/cot/",
        "sheet-lines": f"/so-theo-doi/nhap/{sheet.uid}/",
        "register": "/so-theo-doi/",
        "totals": "/so-theo-doi/tong-hop/",
        "raise": "/so-theo-doi/moi/",
        "released": "/hoi-dap/",
        "measures": "/giai-phap/",
        "saved-views": f"/so-theo-doi/bo-loc/?la={saved().pk}",
        **form_pages(),
        "register-filtered": "/so-theo-doi/?kind=directive&q=tru+so",
        "case": f"/so-theo-doi/{case.uid}/",
        **apparatus_pages.addresses(),
        "calendar": "/lich-lam-viec/?nam=2026&tu=2026-08-20&so=8&tinh=working",
        "provinces": "/dia-phuong/",
        "province": "/dia-phuong/quang-ngai/",
        "unit": f"/dia-phuong/don-vi/{unit.uid}/",
        "place-search": "/dia-phuong/tim/?q=kon+tum",
        "notices": "/nhac-viec/?unseen=1",
        "notice-choice": "/tai-khoan/nhac-viec/",
        "parts": "/giao-dien/",
        "missing": "/khong-co-trang-nay/",
    }


def saved() -> SavedView:
    by = cast.coordinator()
    return cases.save_view(name="Đất đai quá hạn", query="topic=land&bucket=overdue", by=by, at=NOW)


def form_pages() -> dict[str, str]:
    """Each form of a step that a coordinator may fill in, on a case that stands where it is asked for."""
    found: dict[str, str] = {}
    user = equip(cast.coordinator(), at=NOW)
    for kind in ("recommendation", "directive", "commitment"):
        for state in states.BY_KIND[kind].states:
            case = cast.case(f"Nội dung ở bước {state.code}", kind=kind)
            Case.objects.filter(pk=case.pk).update(status=state.code)
            case.refresh_from_db()
            steps_now = [one for one in queries.form_steps(case, for_=user) if one.form not in found]
            found |= {one.form: f"/so-theo-doi/{case.uid}/buoc/{one.code}/" for one in steps_now}
    assert len(found) > 5, found
    return {f"form-{name}": address for name, address in found.items()}


@pytest.mark.parametrize(("width", "look"), [(1280, "light"), (360, "dark")])
def test_every_page(
    addresses: dict[str, str], page: Page, complaints: list[str], width: int, look: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    steps.log_in(page, cast.coordinator())
    page.context.add_cookies([{"name": "look", "value": look, "url": urljoin(page.url, "/")}])
    faults: list[str] = []
    for name, address in addresses.items():
        page.goto(address)
        if name == "missing":
            assert "404" in complaints.pop()
        found = Axe().run(page, options=RULES)
        faults += [
            f"{name}: {rule['id']} {node['target']}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]
        faults += [f"{name}: nobody can read “{word}”" for word in page.evaluate(UNREADABLE)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{name}: scrolls sideways")
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{look}.png", full_page=True)
    assert not faults, "\n".join(faults)


def test_the_log_in_page(server: str, page: Page) -> None:
    page.goto("/dang-nhap/")
    assert not Axe().run(page, options=RULES).response["violations"]
