"""Appointing, ending, amending, removing: what is refused, where on the form, and what the journal keeps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post
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
from thongsuot.apps.places.models import Unit

pytestmark = pytest.mark.django_db
AUGUST = date(2025, 8, 1)


def gone_organ() -> Post:
    found = post(organ="Sở Cũ")
    heir = cast.organ("Sở Mới")
    found.organisation.successors.add(heir)
    Organisation.objects.filter(pk=found.organisation_id).update(dissolved_on=AUGUST)
    return found


def gone_unit() -> Post:
    unit = cast.unit(cast.NGOK_BAY)
    found = actions.open_post(organisation=cast.committee(unit), title="Chủ tịch", since=SINCE, **by())
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=AUGUST)
    return found


def young_organ() -> Post:
    found = post(organ="Sở Trẻ")
    Organisation.objects.filter(pk=found.organisation_id).update(founded_on=AUGUST)
    return found


def young_unit() -> Post:
    found = gone_unit()
    Unit.objects.filter(pk=found.organisation.unit_id).update(dissolved_on=None, founded_on=AUGUST)
    return found


def held_by(who: Person) -> Post:
    found = post("Phó Giám đốc", seats=3)
    appoint(who, found)
    return found


def full() -> Post:
    found = post("Giám đốc")
    appoint(person("Lê Văn Đủ"), found)
    return found


REFUSED: dict[str, tuple[Any, dict[str, Any], str, str]] = {
    "dates reversed": (post, {"until": date(2025, 6, 30)}, "until", "dates-reversed"),
    "before the post": (post, {"since": date(2025, 6, 30)}, "since", "post-not-there"),
    "after the post": (lambda: post(until=AUGUST), {"since": TODAY}, "since", "post-not-there"),
    "longer than the post": (lambda: post(until=AUGUST), {}, "until", "post-not-there"),
    "after the organ": (gone_organ, {"since": AUGUST}, "since", "organisation-not-there"),
    "longer than the organ": (gone_organ, {"until": AUGUST}, "until", "organisation-not-there"),
    "before the organ": (young_organ, {}, "since", "organisation-not-there"),
    "after the unit": (gone_unit, {"since": AUGUST}, "since", "unit-not-there"),
    "longer than the unit": (gone_unit, {}, "until", "unit-not-there"),
    "before the unit": (young_unit, {}, "since", "unit-not-there"),
    "no seat": (full, {}, "post", "seats"),
    "no seat later": (full, {"since": TODAY, "until": TODAY}, "post", "seats"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_held_is_refused_at_its_field_with_a_way_out(case: str) -> None:
    make, facts, field, code = REFUSED[case]
    found = make()
    before = Membership.objects.count()
    rule = refusal(actions.appoint, **{"person": person(), "post": found, "since": SINCE, **facts})
    assert (rule.field, rule.code) == (field, code)
    assert "Hãy" in rule.message
    assert Membership.objects.count() == before


@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (post, {"until": SINCE}),
        (lambda: post(until=AUGUST), {"until": AUGUST}),
        (gone_organ, {"until": date(2025, 7, 31)}),
        (gone_unit, {"until": date(2025, 7, 31)}),
        (young_organ, {"since": AUGUST}),
        (young_unit, {"since": AUGUST}),
    ],
)
def test_the_first_and_the_last_day_can_be_held(make: Any, facts: dict[str, Any]) -> None:
    assert appoint(person(), make(), **facts).version == 1


def test_the_refusal_of_a_gone_organ_names_its_successor() -> None:
    rule = refusal(actions.appoint, person=person(), post=gone_organ(), since=AUGUST)
    assert "“Sở Mới”" in rule.message
    assert "01/08/2025" in rule.message


def test_nobody_sits_twice_in_one_post_on_a_day() -> None:
    who = person()
    what = held_by(who)
    rule = refusal(actions.appoint, person=who, post=what, since=TODAY, is_concurrent=True)
    assert (rule.field, rule.code) == ("since", "already-holds")
    actions.end_membership(membership=who.memberships.get(), until=AUGUST, **by())
    assert appoint(who, what, AUGUST + timedelta(days=1))


def test_a_second_working_time_is_held_concurrently_or_not_at_all() -> None:
    who, first, second = person(), post("Giám đốc"), post("Trưởng ban", organ="Sở Xây dựng")
    appoint(who, first)
    rule = refusal(actions.appoint, person=who, post=second, since=TODAY)
    assert (rule.field, rule.code) == ("is_concurrent", "second-full-time")
    assert "Giám đốc, Sở Nội vụ" in rule.message
    assert appoint(who, second, TODAY, is_concurrent=True).is_concurrent


@pytest.mark.parametrize(
    ("fractions", "fits"), [(("0.5", "0.5"), True), (("0.6", "0.5"), False), (("1", "0"), True)]
)
def test_parts_of_a_working_time_add_up(fractions: tuple[str, str], fits: bool) -> None:
    who = person()
    one, other = (post(f"Phần {n}", fraction=Decimal(part)) for n, part in enumerate(fractions))
    appoint(who, one)
    if fits:
        assert appoint(who, other)
    else:
        assert refusal(actions.appoint, person=who, post=other, since=SINCE).code == "second-full-time"


def test_parts_that_follow_each_other_do_not_add_up() -> None:
    who = person()
    appoint(who, post("Một"), until=date(2025, 7, 15))
    appoint(who, post("Hai"), date(2025, 8, 16))
    assert appoint(who, post("Ba"), date(2025, 7, 16), until=date(2025, 8, 15))


def test_who_was_erased_is_not_appointed() -> None:
    who = person()
    Person.objects.filter(pk=who.pk).update(erased_at=by()["at"])
    rule = refusal(actions.appoint, person=who, post=post(), since=SINCE)
    assert (rule.field, rule.code) == ("person", "erased")


def test_words_too_long_for_their_column_are_refused() -> None:
    rule = refusal(actions.appoint, person=person(), post=post(), since=SINCE, decision_number="1" * 61)
    assert (rule.field, rule.code) == ("decision_number", "too-long")


def test_an_appointment_is_journalled_without_the_name() -> None:
    who = person("Trần Thị Lan")
    held = appoint(who, post(), decision_number="12-QĐ/TU", appointed_by=cast.organ("Tỉnh ủy Quảng Ngãi"))
    (entry,) = journal.of(held)
    assert entry.act == "appointed"
    assert entry.payload["person"] == str(who.uid)
    assert entry.payload["decision_number"] == "12-QĐ/TU"
    assert "Thị Lan" not in str(entry.payload)


def test_a_future_end_leaves_today_as_it_is() -> None:
    held = appoint(person(), post())
    end = TODAY + timedelta(days=30)
    actions.end_membership(membership=held, until=end, reason="Nghỉ hưu", **by())
    assert (held.until, held.end_reason, held.version) == (end, "Nghỉ hưu", 2)
    assert list(queries.holders(held.post, on=TODAY)) == [held]
    assert not queries.holders(held.post, on=end + timedelta(days=1))


def test_why_somebody_left_stands_sealed_in_the_journal() -> None:
    held = appoint(person(), post())
    actions.end_membership(membership=held, until=TODAY, reason="Nghỉ chữa bệnh", **by())
    entry = journal.of(held)[0]
    assert entry.act == "ended"
    assert "chữa bệnh" not in str(entry.payload)
    assert entry.payload["until"] == "2025-08-22"
    assert "Nghỉ chữa bệnh" in str(journal.shown(entry, for_=cast.organiser()))


def test_an_end_is_not_before_the_beginning_nor_later_than_recorded() -> None:
    held = appoint(person(), post(), AUGUST)
    rule = refusal(actions.end_membership, membership=held, until=date(2025, 7, 31))
    assert (rule.field, rule.code) == ("until", "dates-reversed")
    actions.end_membership(membership=held, until=AUGUST, **by())
    rule = refusal(actions.end_membership, membership=held, until=TODAY)
    assert (rule.field, rule.code) == ("until", "already-ended")


def test_an_end_cuts_who_stands_in() -> None:
    held, other = appoint(person(), post()), person("Lê Văn Thay")
    cut = stand_in(held, other, TODAY, TODAY + timedelta(days=20))
    later = stand_in(held, other, TODAY + timedelta(days=30), TODAY + timedelta(days=40))
    end = TODAY + timedelta(days=10)
    actions.end_membership(membership=held, until=end, **by())
    assert [(row.pk, row.until) for row in held.stand_ins.all()] == [(cut.pk, end)]
    assert [entry.act for entry in journal.of(cut)] == ["ended", "began"]
    assert [entry.act for entry in journal.of(later)] == ["removed", "began"]


def test_amending_keeps_the_rules() -> None:
    what = post("Giám đốc")
    first = appoint(person("Lê Văn Một"), what, until=AUGUST)
    second = appoint(person("Lê Văn Hai"), what, TODAY)
    rule = refusal(actions.amend_membership, membership=second, since=AUGUST)
    assert rule.code == "seats"
    assert refusal(actions.amend_membership, membership=first, until=TODAY).code == "seats"
    assert (
        refusal(actions.amend_membership, membership=first, until=date(2025, 6, 1)).code == "dates-reversed"
    )
    second.refresh_from_db()
    actions.amend_membership(membership=second, since=AUGUST + timedelta(days=1), **by())
    assert (second.since, second.version) == (AUGUST + timedelta(days=1), 2)


def test_amending_says_what_was_and_what_is_and_nothing_when_nothing_changed() -> None:
    held = appoint(person(), post())
    actions.amend_membership(membership=held, decision_number="5-QĐ/TU", since=SINCE, **by())
    assert journal.of(held)[0].payload == {"changed": {"decision_number": ["", "5-QĐ/TU"]}}
    actions.amend_membership(membership=held, decision_number="5-QĐ/TU", **by())
    assert held.version == journal.of(held).count() == 2


def test_amending_leaves_nobody_standing_in_for_nobody() -> None:
    held = appoint(person(), post())
    stand_in(held, person("Lê Văn Thay"), AUGUST, TODAY)
    rule = refusal(actions.amend_membership, membership=held, since=TODAY)
    assert (rule.field, rule.code) == ("since", "stand-in-outside")
    assert refusal(actions.amend_membership, membership=held, until=AUGUST).field == "until"
    actions.amend_membership(membership=held, since=AUGUST, until=TODAY, **by())


def test_another_person_is_another_membership() -> None:
    held = appoint(person(), post())
    with pytest.raises(TypeError, match="person"):
        actions.amend_membership(membership=held, person=person("Lê Văn Khác"), **by())


@pytest.mark.parametrize("act", ["end", "amend", "remove"])
def test_who_saw_an_older_version_changes_nothing(act: str) -> None:
    held = appoint(person(), post())
    seen = Membership.objects.get(pk=held.pk)
    actions.amend_membership(membership=held, decision_number="5-QĐ/TU", **by())
    with pytest.raises(Stale):
        {
            "end": lambda: actions.end_membership(membership=seen, until=TODAY, **by()),
            "amend": lambda: actions.amend_membership(membership=held, version=1, until=TODAY, **by()),
            "remove": lambda: actions.remove_membership(membership=seen, reason="Ghi nhầm", **by()),
        }[act]()
    held.refresh_from_db()
    assert (held.until, held.version) == (None, 2)


def test_what_was_entered_wrongly_goes_and_the_journal_keeps_it() -> None:
    held = appoint(person(), post())
    who, uid = held.person, held.uid
    stand_in(held, person("Lê Văn Thay"), AUGUST, TODAY)
    assert refusal(actions.remove_membership, membership=held, reason="  ").field == "reason"
    actions.remove_membership(membership=held, reason="Ghi nhầm người", **by())
    assert not Membership.objects.exists()
    assert journal.of(who)[0].act == "membership-removed"
    assert journal.of(who)[0].payload["membership"] == str(uid)
    assert journal.verify("organisations.membership", uid) == []


def test_everything_held_is_found_as_of_a_day() -> None:
    who = person()
    first, second = appoint(who, post("Một"), until=AUGUST), appoint(who, post("Hai"), TODAY)
    assert list(queries.memberships_of(who)) == [second, first]
    assert list(queries.memberships_of(who, on=AUGUST)) == [first]
    assert list(queries.memberships_of(who, on=AUGUST + timedelta(days=1))) == []
    assert list(queries.memberships_of(who, on=TODAY)) == [second]
    assert {entry.act for entry in queries.history(who)} == {"entered", "appointed"}


def test_a_membership_that_something_else_needs_is_not_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.models import ProtectedError

    def protected(self: Membership) -> None:
        raise ProtectedError("", set())

    held = appoint(person(), post())
    monkeypatch.setattr(Membership, "delete", protected)
    with pytest.raises(BrokenRule) as refused:
        actions.remove_membership(membership=held, reason="Ghi nhầm", **by())
    assert refused.value.code == "in-use"
    assert Membership.objects.filter(pk=held.pk).exists()
