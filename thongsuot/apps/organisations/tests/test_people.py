"""Entering, finding, correcting and merging people. Everybody here is invented."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import NotAllowed, Stale
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Membership, Person, Post
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
DECOMPOSED = "Tra\u0302\u0300n  Thi\u0323 \u00a0Lan "
AUGUST = date(2025, 8, 1)


@pytest.fixture(autouse=True)
def _few_rounds(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.cast.FewRounds"]


def names(rows: Any) -> list[str]:
    return [row.name for row in rows]


def test_a_name_is_kept_composed_with_single_blanks() -> None:
    assert person(DECOMPOSED).name == "Trần Thị Lan"


@pytest.mark.parametrize(
    ("name", "code"), [("", "name-missing"), (" \t", "name-missing"), ("a" * 121, "too-long")]
)
def test_a_name_is_needed_and_fits(name: str, code: str) -> None:
    rule = refusal(actions.enter_person, name=name)
    assert (rule.field, rule.code) == ("name", code)


def test_of_the_same_name_is_asked_and_never_merged() -> None:
    known = person("Trần Thị Lan")
    rule = refusal(actions.enter_person, name="Tran thi LAN")
    assert isinstance(rule, actions.SameName)
    assert (rule.field, rule.code, rule.candidates) == ("name", "same-name", [known])
    assert Person.objects.count() == 1
    other = actions.enter_person(name="Trần Thị Lan", is_distinct=True, **by())
    assert list(other.distinct_from.all()) == [known]
    assert list(known.distinct_from.all()) == [other]
    assert journal.of(other).get().payload["distinct_from"] == [str(known.uid)]


def test_who_was_erased_is_no_candidate() -> None:
    Person.objects.filter(pk=person().pk).update(erased_at=by()["at"])
    assert person().pk


def test_no_name_stands_in_clear_in_a_journal() -> None:
    who = person("Trần Thị Lan")
    actions.correct_person(person=who, name="Trần Thị Mai", degrees="TS.", **by())
    actions.qualify(person=who, field="Luật hành chính", level="Thạc sĩ", **by())
    told = str([entry.payload for entry in journal.of(who)])
    assert not [word for word in ("Lan", "Mai", "TS.", "Luật", "Thạc") if word in told]
    entered = journal.of(who).get(act="entered")
    assert journal.shown(entered, for_=cast.organiser()) == {"name": "Trần Thị Lan"}


def test_correcting_takes_the_next_version_and_asks_about_a_new_name() -> None:
    who, other = person("Trần Thị Lan"), person("Trần Thị Mai")
    seen = Person.objects.get(pk=who.pk)
    actions.correct_person(person=who, name="Trần Thị Lân", gender="female", **by())
    assert (who.name, who.gender, who.version) == ("Trần Thị Lân", "female", 2)
    with pytest.raises(Stale):
        actions.correct_person(person=seen, name="Khác", **by())
    assert refusal(actions.correct_person, person=who, name="Tran Thi Mai").code == "same-name"
    actions.correct_person(person=who, name="Trần Thị Mai", is_distinct=True, **by())
    assert list(who.distinct_from.all()) == [other]
    actions.correct_person(person=who, name="Trần Thị  Mai", **by())
    assert who.version == 3


def test_only_what_is_of_a_person_is_corrected() -> None:
    with pytest.raises(TypeError, match="user"):
        actions.correct_person(person=person(), user="x", **by())


def test_qualifications_come_and_go() -> None:
    who = person()
    row = actions.qualify(person=who, field="Luật", level="Cử nhân", obtained_in=2010, **by())
    assert refusal(actions.qualify, person=who, field="Luật ", level="Cử nhân").code == "qualification-known"
    assert refusal(actions.qualify, person=who, field="Luật", level="").field == "level"
    wrong = {"person": who, "field": "Luật", "level": "Thạc sĩ"}
    assert refusal(actions.qualify, obtained_in=2026, **wrong).field == "obtained_in"
    actions.unqualify(qualification=row, **by())
    assert not who.qualifications.exists()
    with pytest.raises(Stale):
        actions.unqualify(qualification=row, **by())


SEALED = {"birth_date": date(1980, 1, 31), "phone": "0912 345 678", "email": "lan@quangngai.example.vn"}


def test_sealed_details_stand_nowhere_in_clear() -> None:
    who = person()
    actions.seal_details(person=who, **SEALED, **by())
    told = str([entry.payload for entry in journal.of(who)]) + str(Person.objects.values().get(pk=who.pk))
    assert not [word for word in ("1980", "0912345678", "lan@") if word in told]
    assert who.sealed.keys() == SEALED.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("birth_date", "31/01/1980"),
        ("birth_date", date(2025, 1, 1)),
        ("birth_date", date(1900, 1, 1)),
        ("phone", "0912"),
        ("phone", "không có"),
        ("email", "lan@"),
    ],
)
def test_a_detail_that_cannot_be_is_refused(name: str, value: Any) -> None:
    who = person()
    rule = refusal(actions.seal_details, person=who, **{name: value})
    assert rule.field == name
    assert who.sealed == {}


def test_a_detail_is_taken_out() -> None:
    who = person()
    actions.seal_details(person=who, **SEALED, **by())
    actions.seal_details(person=who, phone=None, email="", **by())
    assert who.sealed.keys() == {"birth_date"}


def test_reading_sealed_details_needs_the_unit_and_leaves_a_row() -> None:
    who = person()
    appoint(who, post())
    actions.seal_details(person=who, **SEALED, **by())
    at = by()["at"]
    read = actions.read_details(person=who, by=cast.organiser(), at=at)
    assert read == {"birth_date": "1980-01-31", "phone": "0912345678", "email": "lan@quangngai.example.vn"}
    entry = journal.of(who)[0]
    assert (entry.act, entry.payload) == ("details-read", {"fields": ["birth_date", "email", "phone"]})
    for stranger in (cast.leader(), cast.stranger(), cast.keeper(), cast.head(cast.organ("Sở Nội vụ"))):
        with pytest.raises(NotAllowed):
            actions.read_details(person=who, by=stranger, at=at)
    assert journal.of(who)[0] == entry


def test_an_organiser_of_a_commune_reads_of_who_is_there_now() -> None:
    ward, other = cast.unit(), cast.unit(cast.DAK_BLA)
    clerk = cast.account("tochuc-xa", "organiser", cast.committee(ward), "Công chức nội vụ")
    who, reach = person(), "organisations.read_sealed"
    there, elsewhere = (
        actions.open_post(organisation=cast.committee(unit), title="Chuyên viên", since=SINCE, **by())
        for unit in (ward, other)
    )
    assert not queries.reaches_person(clerk, reach, who, on=TODAY)
    held = appoint(who, there)
    assert queries.reaches_person(clerk, reach, who, on=TODAY)
    actions.end_membership(membership=held, until=AUGUST, **by())
    assert queries.reaches_person(clerk, reach, who, on=TODAY)
    appoint(who, elsewhere, TODAY)
    assert not queries.reaches_person(clerk, reach, who, on=TODAY)


def test_a_seat_beside_another_opens_nothing_to_those_who_gave_it() -> None:
    ward = cast.unit()
    clerk = cast.account("tochuc-xa", "organiser", cast.committee(ward), "Công chức nội vụ")
    who, reach = person(), "organisations.read_sealed"
    appoint(who, post())
    seat = actions.open_post(organisation=cast.committee(ward), title="Ủy viên", since=SINCE, **by())
    actions.appoint(person=who, post=seat, since=SINCE, is_concurrent=True, **by())
    assert not queries.reaches_person(clerk, reach, who, on=TODAY)


class Twins:
    """Two records that are one person, with everything that can hang on either."""

    def __init__(self) -> None:
        self.keep = person("Trần Thị Lan")
        self.drop = person("Trần Thi Lan Anh")
        self.held = appoint(self.drop, post("Phó phòng"))
        self.boss = appoint(person("Lê Văn Trưởng"), post("Trưởng phòng"))
        self.lent = stand_in(self.boss, self.drop, AUGUST, TODAY)
        actions.qualify(person=self.keep, field="Luật", level="Cử nhân", **by())
        for field in ("Luật", "Kế toán"):
            actions.qualify(person=self.drop, field=field, level="Cử nhân", **by())
        actions.seal_details(person=self.drop, **SEALED, **by())
        actions.seal_details(person=self.keep, phone="0987654321", **by())
        self.user = actions.open_account_for(person=self.drop, login="lan.tt", password=cast.PASSWORD, **by())

    def merge(self) -> None:
        actions.merge_people(keep=self.keep, drop=self.drop, **by())


def test_what_hung_on_one_hangs_on_the_other() -> None:
    twins = Twins()
    former = twins.drop.uid
    twins.merge()
    keep = twins.keep
    assert [row.pk for row in keep.memberships.all()] == [twins.held.pk]
    assert [row.pk for row in keep.stands_in.all()] == [twins.lent.pk]
    assert sorted(keep.qualifications.values_list("field", flat=True)) == ["Kế toán", "Luật"]
    assert keep.user == twins.user
    read = actions.read_details(person=keep, by=cast.organiser(), at=by()["at"])
    assert read == {"birth_date": "1980-01-31", "phone": "0987654321", "email": "lan@quangngai.example.vn"}
    assert not Person.objects.filter(uid=former).exists()


def test_posts_are_held_before_people_when_records_merge() -> None:
    twins = Twins()
    with CaptureQueriesContext(connection) as asked:
        twins.merge()
    tables = [query["sql"].partition(" FROM ")[2].split(" ")[0].strip('"') for query in asked]
    post, person = Post._meta.db_table, Person._meta.db_table
    assert tables.index(post) < tables.index(person)


def test_a_merger_of_records_is_told_on_both_and_found_by_the_old_uid() -> None:
    twins = Twins()
    former, middle, last = twins.drop.uid, twins.keep.uid, person("Trần Lan")
    twins.merge()
    entry = journal.of(twins.keep)[0]
    assert (entry.act, entry.payload["dropped"]) == ("merged", str(former))
    told = str(entry.payload)
    assert "Thị Lan" not in told and "Lan Anh" not in told
    assert journal.of(twins.held)[0].payload["person"] == [str(former), str(middle)]
    actions.merge_people(keep=last, drop=twins.keep, **by())
    assert queries.former_uids(last) == [middle, former]
    assert queries.known_as(former) == last
    assert queries.known_as(uuid4()) is None
    assert {"merged", "merged-into", "entered"} <= {entry.act for entry in queries.history(last)}
    assert journal.verify("organisations.person", former) == []


def test_who_is_recorded_as_distinct_is_not_merged_until_that_is_taken_back() -> None:
    keep = person()
    drop = actions.enter_person(name="Trần Thị Lan", is_distinct=True, **by())
    both = {"keep": keep, "drop": drop}
    assert refusal(actions.merge_people, **both).code == "recorded-distinct"
    pair = {"person": keep, "other": drop}
    assert refusal(actions.doubt_distinction, reason="", **pair).field == "reason"
    actions.doubt_distinction(reason="Cùng số căn cước", **pair, **by())
    actions.merge_people(**both, **by())
    assert Person.objects.get() == keep


def test_two_accounts_are_not_merged() -> None:
    twins = Twins()
    appoint(twins.keep, post("Chuyên viên"), until=SINCE, is_concurrent=True)
    other = cast.accounts.open_account(login="lan2", password=cast.PASSWORD, **by())
    actions.link_account(person=twins.keep, user=other, **by())
    assert refusal(actions.merge_people, keep=twins.keep, drop=twins.drop).code == "both-have-accounts"
    actions.unlink_account(person=twins.drop, **by())
    twins.merge()
    assert twins.keep.user == other


def test_one_person_could_not_hold_what_both_hold() -> None:
    keep, drop, what = person("Trần Thị Lan"), person("Trần Thị Lân An"), post(seats=2)
    appoint(keep, what)
    appoint(drop, what)
    assert refusal(actions.merge_people, keep=keep, drop=drop).code == "already-holds"
    assert Membership.objects.filter(person=drop).count() == 1
    assert Person.objects.filter(pk=drop.pk).exists()


def test_one_person_does_not_stand_in_for_themselves() -> None:
    keep, drop = person("Trần Thị Lan"), person("Trần Thị Lân An")
    stand_in(appoint(keep, post()), drop, AUGUST, TODAY)
    assert refusal(actions.merge_people, keep=keep, drop=drop).code == "stands-in-for-oneself"
    assert refusal(actions.merge_people, keep=drop, drop=keep).code == "stands-in-for-oneself"


def test_one_and_the_same_record_is_not_merged_nor_told_apart() -> None:
    who = person()
    assert refusal(actions.merge_people, keep=who, drop=who).code == "same-person"
    assert refusal(actions.tell_apart, person=who, other=who).code == "same-person"
    other = person("Trần Thị Mai")
    actions.tell_apart(person=who, other=other, **by())
    assert list(other.distinct_from.all()) == [who]


def test_people_are_listed_by_given_name_as_vietnamese_does() -> None:
    for name in ("Đinh Văn Ánh", "Nguyễn Thị An", "Đặng Đức Ân", "Lê Văn Yên", "Y Ánh"):
        person(name)
    assert names(queries.people(on=TODAY)) == [
        "Nguyễn Thị An",
        "Đinh Văn Ánh",
        "Y Ánh",
        "Đặng Đức Ân",
        "Lê Văn Yên",
    ]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("an", ["Nguyễn Thị An", "Lê Ánh Nguyệt"]),
        ("NGUYỄN an", ["Nguyễn Thị An"]),
        ("thi ng", ["Nguyễn Thị An"]),
        ("lan", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_each_word_begins_a_word_of_the_name(q: str, found: list[str]) -> None:
    for name in ("Nguyễn Thị An", "Lê Ánh Nguyệt", "Trần Đoàn Hoàng"):
        person(name)
    assert names(queries.people(q, on=TODAY)) == found


def test_people_are_narrowed_by_where_they_are_on_the_day_and_by_account() -> None:
    here, there = person("Trần Thị Lan"), person("Lê Văn Khác")
    here_held = appoint(here, post())
    appoint(here, post("Kiêm nhiệm"), is_concurrent=True)
    unit = cast.committee(cast.unit())
    appoint(there, actions.open_post(organisation=unit, title="Chuyên viên", since=SINCE, **by()))
    organ = here_held.post.organisation
    assert list(queries.people(organisation=organ, on=TODAY)) == [here]
    assert list(queries.people(organisation=organ, on=date(2025, 6, 30))) == []
    assert list(queries.people(unit=cast.unit(), on=TODAY)) == [there]
    assert list(queries.people(has_account=True, on=TODAY)) == []
    actions.open_account_for(person=there, login="khac", password=cast.PASSWORD, **by())
    assert list(queries.people(has_account=True, on=TODAY)) == [there]
    assert list(queries.people(has_account=False, on=TODAY)) == [here]


def test_who_was_erased_is_not_listed() -> None:
    Person.objects.filter(pk=person().pk).update(erased_at=by()["at"])
    assert not queries.people(on=TODAY)
    assert not queries.same_names("Trần Thị Lan")


def test_heads_of_an_organ_on_a_day() -> None:
    organ = cast.organ("Sở Nội vụ")
    boss = appoint(person(), post("Giám đốc", is_head=True), until=AUGUST)
    appoint(person("Lê Văn Phó"), post("Phó Giám đốc"))
    assert list(queries.heads(organ, on=AUGUST)) == [boss]
    assert not queries.heads(organ, on=TODAY)
    assert queries.person(boss.person.uid) == boss.person
    assert queries.person(system_actor().uid) is None
