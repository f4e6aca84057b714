"""One act on many rows: the fate of each is told, nothing is half done in a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions import bulk
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core.errors import BrokenRule

pytestmark = pytest.mark.django_db
URL = "/so-theo-doi/nhieu/"


def office() -> dict[str, Any]:
    return {"by": cast.coordinator(), "at": NOW}


def three() -> list[Case]:
    """Two that wait to be assigned, and one that is led already."""
    return [cast.case("Kiến nghị một"), cast.case("Kiến nghị hai"), life.assigned(text="Kiến nghị ba")]


def test_what_can_be_assigned_is_and_the_rest_says_why() -> None:
    cases = three()
    fates = actions.assign_many(cases=cases, organisation=cast.organ("Sở Tài chính"), role="lead", **office())
    assert [fate.is_done for fate in fates] == [True, True, False]
    assert "đã có cơ quan chủ trì" in fates[2].why
    assert [life.fresh(case).status for case in cases] == ["assigned"] * 3
    assert cases[2].assignments.count() == 1


def test_many_are_urged_and_shared_each_by_itself() -> None:
    cases, other = three(), cast.state_coordinator()
    assert [fate.is_done for fate in actions.remind_many(cases=cases, **office())] == [False, False, True]
    to = cast.organ("Văn phòng UBND tỉnh")
    shared = actions.share_many(cases=cases, organisation=to, reason="Cùng theo dõi", **office())
    assert all(fate.is_done for fate in shared)
    again = actions.share_many(cases=cases[:1], organisation=to, reason="Cùng theo dõi", **office())
    assert not again[0].is_done
    assert queries.cases(for_=other).count() == 3
    refused = actions.remind_many(cases=cases, by=other, at=NOW)
    assert all("cơ quan giữ sổ" in fate.why for fate in refused)


def test_no_more_than_a_person_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    with pytest.raises(BrokenRule):
        actions.remind_many(cases=three(), **office())


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    cast.stop_clock(monkeypatch)
    return cast.browser(cast.coordinator())


def post(client: Client, **typed: Any) -> Any:
    return client.post(URL, {"post_key": cast.key(), **typed})


def test_rows_are_ticked_in_the_list_asked_about_once_and_acted_on(client: Client) -> None:
    first, second, third = three()
    page = client.get("/so-theo-doi/").content.decode()
    assert page.count('name="chosen"') == 3
    assert post(client, act="assign").status_code == 422
    asked = post(client, act="assign", chosen=[first.uid.hex, third.uid.hex])
    assert asked.status_code == 200
    assert asked.content.decode().count('name="chosen"') == 2
    chosen = [first.uid.hex, third.uid.hex]
    assert post(client, act="assign", do="1", chosen=chosen).status_code == 422
    organ = str(cast.organ("Sở Tài chính").uid)
    done = post(client, act="assign", do="1", chosen=chosen, organisation=organ, role="lead")
    told = [str(one) for one in get_messages(done.wsgi_request)]
    assert told[0] == "Đã làm 1."
    assert third.number in told[1]
    assert (life.fresh(first).status, life.fresh(second).status) == ("assigned", "raised")


def test_all_rows_of_the_page_are_urged_or_taken_away(client: Client) -> None:
    cases = three()
    shown = [case.uid.hex for case in cases]
    assert post(client, act="remind", do="1", all="1", shown=shown).status_code == 302
    assert len(queries.reminders_of(cases[2])) == 1
    file = post(client, act="export", all="1", shown=shown)
    assert file["Content-Type"].startswith("text/csv")
    assert all(case.number in file.content.decode() for case in cases)


def test_who_keeps_no_register_ticks_nothing(client: Client) -> None:
    case = life.assigned()
    commune = cast.browser(cast.commune_officer())
    assert 'name="chosen"' not in commune.get("/so-theo-doi/").content.decode()
    assert post(commune, act="remind", do="1", chosen=[case.uid.hex]).status_code == 403
    assert (
        post(cast.browser(cast.state_coordinator()), act="remind", chosen=[case.uid.hex]).status_code == 422
    )
