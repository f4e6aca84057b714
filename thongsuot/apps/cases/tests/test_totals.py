"""Totals by unit: counted once a unit, within scope, each number leading to its rows."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.cases.queries import Filters

pytestmark = pytest.mark.django_db

URL = "/so-theo-doi/tong-hop/"
TODAY = date(2025, 8, 22)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def told(to: Any = None, **filters: str) -> dict[str, dict[str, int]]:
    found = queries.totals(Filters(**filters), for_=to or cast.coordinator(), on=TODAY)  # type: ignore[arg-type]
    return {one.name: dict(one.by) for one in found}


def several() -> None:
    dak_bla = cast.unit(cast.DAK_BLA)
    cast.case("Đo đạc lại đất ở", topic="land")
    cast.case("Cấp đất", topic="land", raising_units=(dak_bla, cast.unit()))
    late = cast.case("Làm đường", raising_units=(dak_bla,))
    Case.objects.filter(pk=late.pk).update(status="seen")
    Clock.objects.create(case=late, kind="answering", started_on=date(2025, 8, 1), due_on=date(2025, 8, 21))
    actions.clocks.settle(late)
    gone = cast.case("Ghi nhầm")
    actions.take_step(case=gone, step="withdraw", reason="ghi nhầm", by=cast.coordinator(), at=NOW)


def test_each_unit_has_its_own_and_what_it_shares() -> None:
    several()
    assert told()["phường Kon Tum"] == {"office": 2}
    assert told()["phường Đăk Bla"] == {"office": 1, "lead": 1, "overdue": 1}
    assert told(topic="land")["phường Đăk Bla"] == {"office": 1}
    assert told(kind="directive") == {}


def test_nobody_counts_what_they_do_not_see() -> None:
    several()
    assert told(cast.stranger()) == {}
    assert told(cast.commune_officer())["phường Kon Tum"] == {"office": 2}


def test_every_number_leads_to_so_many_rows(django_assert_max_num_queries: Any) -> None:
    several()
    client = cast.browser(cast.coordinator())
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(f"{URL}?kind=recommendation").content.decode()
    links = re.findall(r'<a href="(/so-theo-doi/\?unit=[^"]+)">(\d+)</a>', page)
    assert len(links) > 4
    for address, number in links:
        assert len(client.get(unescape(address)).context["cases"]) == int(number), address


def test_an_empty_register_says_so() -> None:
    assert not Case.objects.exists()
    assert "Chưa có nội dung nào" in cast.browser(cast.coordinator()).get(URL).content.decode()
