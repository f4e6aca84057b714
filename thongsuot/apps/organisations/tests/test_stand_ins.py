"""Standing in: for some days, for somebody else, inside of what they hold, by one at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import Stale
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Person, StandIn
from thongsuot.apps.organisations.tests.posts_held import (
    SINCE,
    TODAY,
    appoint,
    by,
    person,
    post,
    refusal,
    stand_in,
)

pytestmark = pytest.mark.django_db
AUGUST, END = date(2025, 8, 1), date(2025, 12, 31)

REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "dates reversed": ({"since": TODAY, "until": AUGUST}, "until", "dates-reversed"),
    "no end": ({"until": None}, "until", "end-missing"),
    "no reason": ({"reason": " "}, "reason", "reason-missing"),
    "a reason too long": ({"reason": "a" * 201}, "reason", "too-long"),
    "before the membership": ({"since": SINCE - timedelta(days=1)}, "since", "outside-membership"),
    "after the membership": ({"until": END + timedelta(days=1)}, "until", "outside-membership"),
    "too long": ({"since": SINCE, "until": SINCE + timedelta(days=180)}, "until", "stands-in-too-long"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_standing_in_is_refused_at_its_field(case: str) -> None:
    facts, field, code = REFUSED[case]
    usual = {"since": AUGUST, "until": TODAY, "reason": "Đi công tác"}
    held = appoint(person(), post(), until=END)
    rule = refusal(
        actions.stand_in, **{"membership": held, "person": person("Lê Văn Thay"), **usual, **facts}
    )
    assert (rule.field, rule.code) == (field, code)
    assert not StandIn.objects.exists()


def test_half_a_year_is_the_longest() -> None:
    held = appoint(person(), post(), until=END)
    row = stand_in(held, person("Lê Văn Thay"), SINCE, SINCE + timedelta(days=actions.LONGEST_STAND_IN - 1))
    assert row.version == 1


def test_nobody_stands_in_for_themselves_nor_after_being_erased() -> None:
    held, gone = appoint(person(), post()), person("Lê Văn Xóa")
    usual = {"membership": held, "since": AUGUST, "until": TODAY, "reason": "Đi công tác"}
    assert refusal(actions.stand_in, person=held.person, **usual).code == "stands-in-for-oneself"
    Person.objects.filter(pk=gone.pk).update(erased_at=by()["at"])
    assert refusal(actions.stand_in, person=gone, **usual).code == "erased"


def test_one_stands_in_at_a_time() -> None:
    held, other = appoint(person(), post()), person("Lê Văn Thay")
    stand_in(held, other, AUGUST, TODAY)
    usual = {"membership": held, "person": person("Phạm Thị Sau"), "reason": "Đi công tác"}
    rule = refusal(actions.stand_in, since=TODAY, until=END, **usual)
    assert (rule.field, rule.code) == ("since", "stood-in-already")
    assert "Lê Văn Thay" in rule.message
    assert actions.stand_in(since=TODAY + timedelta(days=1), until=END, **usual, **by())


def test_who_stands_in_has_the_roles_of_the_post_on_its_days_only() -> None:
    boss = cast.leader()
    held = queries.memberships_of(boss.person).get()
    clerk = cast.department_officer()
    stand_in(held, clerk.person, AUGUST, TODAY)
    days = (AUGUST - timedelta(days=1), AUGUST, TODAY, TODAY + timedelta(days=1))
    lent = [[c.role for c in queries.capacities(clerk, on=on) if c.stands_in_for] for on in days]
    assert lent == [[], ["leader"], ["leader"], []]
    assert [row.membership for row in queries.stands_in(clerk.person, on=TODAY)] == [held]


def test_an_earlier_end_and_nothing_later() -> None:
    held = appoint(person(), post())
    row = stand_in(held, person("Lê Văn Thay"), AUGUST, END)
    actions.end_stand_in(stand_in=row, until=TODAY, **by())
    assert (row.until, row.version) == (TODAY, 2)
    assert refusal(actions.end_stand_in, stand_in=row, until=END).code == "already-ended"
    assert refusal(actions.end_stand_in, stand_in=row, until=SINCE).code == "dates-reversed"
    assert [entry.act for entry in journal.of(row)] == ["ended", "began"]
    with pytest.raises(Stale):
        actions.end_stand_in(stand_in=row, until=AUGUST, version=1, **by())


def test_what_will_not_take_place_is_removed_with_its_reason() -> None:
    row = stand_in(appoint(person(), post()), person("Lê Văn Thay"), AUGUST, END)
    kept = StandIn.objects.get(pk=row.pk)
    assert refusal(actions.remove_stand_in, stand_in=row, reason="").field == "reason"
    actions.remove_stand_in(stand_in=row, reason="Không đi công tác nữa", **by())
    assert not StandIn.objects.exists()
    entry = journal.of(kept)[0]
    assert "công tác" not in str(entry.payload)
    assert journal.shown(entry, for_=cast.organiser())["why"] == "Không đi công tác nữa"
    with pytest.raises(Stale):
        actions.remove_stand_in(stand_in=kept, reason="Lần nữa", **by())


def test_why_somebody_is_away_stands_sealed_in_the_journal() -> None:
    row = stand_in(appoint(person(), post()), person("Lê Văn Thay"), AUGUST, END, reason="Nghỉ ốm dài ngày")
    entry = journal.of(row).get()
    assert "ốm" not in str(entry.payload)
    assert "Nghỉ ốm dài ngày" in str(journal.shown(entry, for_=cast.organiser()))
