"""What a merger remembers of somebody goes with them; data officers hear of requests."""

from __future__ import annotations

import json
from datetime import date

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions
from thongsuot.apps.desk.models import DataRequest, MergerMove
from thongsuot.apps.desk.tests import province
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations.models import Membership, Person, StandIn

pytestmark = pytest.mark.django_db
WHY = "chữa bệnh hiểm"


def officer(login: str = "bao-ve-khac") -> User:
    return cast.account(login, "data-officer", cast.organ("Sở Nội vụ"), "Bảo vệ dữ liệu")


def asked(kind: str, person: Person | None = None) -> DataRequest:
    new = actions.NewRequest(kind, "Người Đi Hỏi", "Y Vắng", date(2025, 8, 22), words="xóa", person=person)
    return actions.record_request(new=new, by=cast.data_officer(), at=NOW)


def away_while_merged() -> Person:
    """The chair of a ward is ill and stood in for while the ward is merged, and has left since."""
    by = {"by": system_actor(), "at": NOW}
    chair = province.commune(cast.unit(), "Y Vắng")
    province.commune(cast.unit(cast.DAK_BLA), "A Bla")
    other = organisations.enter_person(name="A Thay", is_distinct=True, **by)
    organisations.stand_in(
        membership=chair, person=other, since=date(2025, 8, 1), until=date(2025, 9, 30), reason=WHY, **by
    )
    province.do(province.of_two())
    now = Membership.objects.get(person=chair.person, until=None)
    organisations.end_membership(membership=now, until=date(2025, 8, 21), **by)
    return Person.objects.get(pk=chair.person.pk)


def ledger() -> str:
    rows = MergerMove.objects.values_list("before", "after")
    return json.dumps(list(rows), ensure_ascii=False)


def test_why_somebody_was_away_leaves_the_ledger_with_them() -> None:
    person = away_while_merged()
    assert WHY in ledger()
    actions.erase(request=asked("erase", person), refs=(), by=cast.data_officer(), at=NOW)
    assert WHY not in ledger()
    assert set(StandIn.objects.values_list("reason", flat=True)) == {"(đã xóa)"}
    copied = MergerMove.objects.filter(kind="organisations.standin", after__reason="(đã xóa)")
    assert copied.exists(), "rows still match their ledger"


def test_the_ledger_names_nobody() -> None:
    away_while_merged()
    told = MergerMove.objects.values_list("what", "old", "new", "before", "after")
    assert "Y Vắng" not in json.dumps(list(told), ensure_ascii=False)


def test_the_other_data_officers_hear_of_a_request() -> None:
    other = officer()
    request = asked("export")
    notice = Notice.objects.get(user=other)
    assert request.number in notice.text
    assert "26/08/2025" in notice.text
    assert notice.url == f"/du-lieu-ca-nhan/{request.uid}/"
    assert not notice.is_public
    assert not Notice.objects.filter(user=cast.data_officer()).exists()
