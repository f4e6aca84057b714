"""A small apparatus of invented people for the tests of the pages: phường Kon Tum and the organs over it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from conftest import NOW
from tests import cast
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post

SINCE = date(2025, 7, 1)


def by() -> dict[str, Any]:
    return {"by": system_actor(), "at": NOW}


def post(organ: Organisation, title: str, **facts: Any) -> Post:
    return actions.open_post(organisation=organ, title=title, since=SINCE, **{"seats": 1} | facts, **by())


def person(name: str, **facts: Any) -> Person:
    return actions.enter_person(name=name, is_distinct=True, **facts, **by())


def sits(name: str, seat: Post, **facts: Any) -> Membership:
    return actions.appoint(person=person(name), post=seat, since=SINCE, **facts, **by())


def version_in(page: Any) -> str:
    """The hidden version of the form on a page, as a browser would send it; "" where there is none."""
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    return found[1] if found else ""


def ward() -> Organisation:
    """The people's committee of phường Kon Tum, with a head, a free seat beside, and a division under it."""
    unit = cast.unit()
    province = cast.organ("UBND tỉnh", kind="peoples-committee")
    committee = cast.committee(unit)
    party = cast.organ(f"Đảng ủy {unit.full_name}", kind="party-committee", block="party", of=unit)
    division = actions.found(
        name="Phòng Văn hóa - Xã hội phường Kon Tum",
        kind="division",
        block="state",
        unit=unit,
        parent=committee,
        founded_on=SINCE,
        **by(),
    )
    actions.guide(organisation=division, departments=[cast.organ("Sở Nội vụ")], **by())
    sits("Trần Văn Thử", post(party, "Bí thư", is_lead=True, is_head=True, rank=10))
    sits("Lê Thị Mẫu", post(committee, "Chủ tịch", is_lead=True, is_head=True, rank=10, filled_by=province))
    sits("Phạm Văn Ví", post(committee, "Phó Chủ tịch", is_lead=True, seats=2, rank=20, filled_by=province))
    post(division, "Trưởng phòng", is_lead=True, is_head=True, rank=10)
    return committee


def addresses() -> dict[str, str]:
    """Name -> address of every page of the apparatus that everybody in it may read, with something on it."""
    committee = ward()
    unit, somebody = committee.unit, Person.objects.get(name="Lê Thị Mẫu")
    assert unit.province
    return {
        "apparatus": "/to-chuc/",
        "apparatus-search": "/to-chuc/tim/?q=kon+tum",
        "organs": "/to-chuc/co-quan/",
        "organs-of-a-unit": f"/to-chuc/dia-phuong/{unit.uid}/",
        "organ": f"/to-chuc/co-quan/{committee.uid}/",
        "people": "/to-chuc/nguoi/",
        "person": f"/to-chuc/nguoi/{somebody.uid}/",
        "vacancies": "/to-chuc/khuyet/",
        "chart": f"/to-chuc/so-do/{unit.uid}/",
        "chart-of-the-province": f"/to-chuc/so-do/{unit.province.uid}/?xem=cay",
        "frames": "/to-chuc/khung/",
        "terms": "/to-chuc/nhiem-ky/",
        "positions": "/to-chuc/vi-tri/",
    }
