"""Cell by cell: who reaches which record, asked of every door and compared with the table.

A record out of scope is not listed, counted, hinted at, linked or downloaded, and an act on it is answered as if
it did not exist.
"""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from tests.scope import world
from thongsuot.apps.cases import actions as cases_actions
from thongsuot.apps.cases import queries as cases
from thongsuot.apps.cases.models import Assignment
from thongsuot.apps.cases.queries import Filters
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings import actions as meetings_actions
from thongsuot.apps.meetings import queries as meetings
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import Membership
from thongsuot.apps.organisations.permissions import RELATIONS, ROLES, TABLE, Relation

pytestmark = pytest.mark.django_db
PEOPLE = sorted(world.PEOPLE)
KEYS = re.compile(r'name="(?:csrfmiddlewaretoken|post_key)" value="[^"]*"')


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def words_in(response: Any, records: list[world.Record]) -> set[str]:
    """Which records' words stand in an answer."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8-sig").lower()
    return {record.word for record in records if record.word in text}


def same(one: HttpResponse, other: HttpResponse, *uids: UUID) -> bool:
    """Whether two answers differ in nothing but keys, the number of the request and the uid asked for."""
    texts = [KEYS.sub("", response.content.decode()) for response in (one, other)]
    for told in (one["X-Request-ID"], other["X-Request-ID"], *map(str, uids)):
        texts = [text.replace(told, "") for text in texts]
    return one.status_code == other.status_code and texts[0] == texts[1]


def seen_by(user: User, action: str, records: list[world.Record]) -> set[str]:
    held = organisations.held(user)
    return {record.word for record in records if world.reaches(held, action, record)}


def entered(who: str) -> tuple[User, Client]:
    user = world.PEOPLE[who]()
    return user, cast.browser(user)


def test_everybody_of_the_table_is_asked() -> None:
    roles = {capacity.role for who in PEOPLE for capacity in organisations.held(world.PEOPLE[who]())}
    assert roles == {role.code for role in ROLES}


def test_every_relation_of_the_table_has_a_record_that_stands_in_it_and_one_that_does_not() -> None:
    records = world.made_cases()
    for relation in RELATIONS:
        holders = [
            capacity
            for who in PEOPLE
            for capacity in organisations.held(world.PEOPLE[who]())
            if any(relation in cells.get(capacity.role, ()) for cells in TABLE.values())
        ]
        found = {world.stands(relation, capacity, record) for capacity in holders for record in records}
        assert found == ({True} if relation == Relation.ALL else {True, False}), relation


@pytest.mark.parametrize("who", PEOPLE)
def test_cases_are_listed_counted_searched_and_exported_within_scope(who: str) -> None:
    records = world.made_cases()
    user, client = entered(who)
    expected = seen_by(user, "cases.view", records)
    assert {row.text for row in cases.cases(for_=user)} == expected
    assert {record.word for record in records if cases.case(record.row.uid, for_=user)} == expected
    for record in records:
        found = {row.text for row in cases.search(record.word, for_=user)}
        assert found == ({record.word} & expected)
        assert cases.tally(Filters(q=record.word), for_=user).total == len(found)
        for unit in record.units:
            about = {row.text for row in cases.about(unit, for_=user)}
            assert about == {one.word for one in records if unit in one.units} & expected
    tally = cases.tally(Filters(), for_=user)
    assert sum(tally.by.values()) == len(expected)
    units = {unit.uid.hex for record in records if record.word in expected for unit in record.units}
    assert {uid for uid, _name in cases.units(for_=user)} == units
    assert cases.has_any(for_=user) is bool(expected)
    listed, exported = client.get("/so-theo-doi/"), client.get("/so-theo-doi/xuat.csv")
    if not organisations.may(user, "cases.view"):
        assert (listed.status_code, exported.status_code) == (403, 403)
        return
    assert words_in(listed, records) == expected
    assert f'<span class="count">{len(expected)}</span>' in listed.content.decode()
    rows = list(csv.reader(StringIO(b"".join(exported.streaming_content).decode("utf-8-sig"))))
    assert {row[2] for row in rows[1:]} == expected
    book = openpyxl.load_workbook(BytesIO(client.get("/so-theo-doi/xuat.xlsx").content)).active
    assert {row[2] for row in book.iter_rows(min_row=2, values_only=True)} == expected


@pytest.mark.parametrize("who", PEOPLE)
def test_a_case_page_shows_no_neighbour_out_of_scope_and_none_out_of_scope_opens(who: str) -> None:
    records = world.made_cases()
    user, client = entered(who)
    expected = seen_by(user, "cases.view", records)
    nothing = client.get(reverse("cases:detail", args=[unknown := uuid4()]))
    for record in records:
        shown = client.get(reverse("cases:detail", args=[record.row.uid]))
        if record.word in expected:
            assert shown.status_code == 200
            assert words_in(shown, records) == expected, record.name
            other = next(one for one in records if one.word in _linked(record))
            assert (f"liên kết {other.word}" in shown.content.decode()) is (other.word in expected)
        else:
            assert same(shown, nothing, record.row.uid, unknown), record.name
            assert shown.status_code in (403, 404)


def _linked(record: world.Record) -> set[str]:
    return {link.label.removeprefix("liên kết ") for link in record.row.links.all()}


CASE_ACTS = (
    ("cases:assign", "cases.coordinate", {}),
    ("cases:step", "cases.coordinate", {"step": "withdraw"}),
    ("cases:share", "cases.coordinate", {}),
    ("cases:move", "cases.coordinate", {}),
    ("cases:receive", "cases.receive", {"assignment": True}),
    ("cases:hand-on", "cases.hand_on", {"assignment": True}),
)


WHOLE = pytest.param(True, id="every act on every record", marks=pytest.mark.long)
ROTATED = pytest.param(False, id="one act on each record")
"""Every act meets several records and every record several acts: the whole grid takes minutes."""


@pytest.mark.parametrize("is_whole", [ROTATED, WHOLE])
@pytest.mark.parametrize("who", PEOPLE)
def test_an_act_on_a_case(who: str, *, is_whole: bool) -> None:
    """Out of scope: the answer to a uid that does not exist. In sight but not allowed: 403. Allowed: neither."""
    records = world.made_cases()
    user, client = entered(who)
    acting = [one for one in [organisations.acting(user)] if one]
    visible = seen_by(user, "cases.view", records)
    unknown = uuid4()
    for place, (name, action, more) in enumerate(CASE_ACTS):
        allowed = {record.word for record in records if world.reaches(acting, action, record)}
        nothing = posted(client, name, more, unknown, unknown)
        mine = (
            records if is_whole else records[(place + PEOPLE.index(who)) % len(CASE_ACTS) :: len(CASE_ACTS)]
        )
        for record in mine:
            given = Assignment.objects.filter(case=record.row).first()
            if "assignment" in more and given is None:
                continue
            answer = posted(client, name, more, record.row.uid, given.uid if given else unknown)
            if record.word not in visible:
                assert same(answer, nothing, record.row.uid, unknown), record.name
                assert answer.status_code in (403, 404), record.name
            elif record.word in allowed:
                assert answer.status_code in (302, 422), record.name
                client.get("/so-theo-doi/")  # takes the message of what was done off the next page
            else:
                assert answer.status_code == 403, record.name


def posted(client: Client, name: str, more: dict[str, Any], uid: UUID, assignment: UUID) -> HttpResponse:
    """A version that never was: what is allowed is refused as stale, so that nothing changes on the way."""
    place = {"assignment": assignment} if "assignment" in more else more
    told = {"version": "999", "reason": "Kiểm tra quyền", "post_key": cast.key()}
    return client.post(reverse(name, kwargs={"uid": uid, **place}), told)


@pytest.mark.parametrize("who", PEOPLE)
def test_sessions_drafts_files_and_pages_within_scope(who: str) -> None:
    records = world.made_sessions()
    user, client = entered(who)
    drafts = [record for record in records if record.is_draft]
    confirmed = [record for record in records if not record.is_draft]
    expected = seen_by(user, "meetings.view", confirmed) | (
        seen_by(user, "meetings.view", drafts) & seen_by(user, "meetings.view_drafts", drafts)
    )
    assert {row.title for row in meetings.sessions(for_=user)} == expected
    assert sum(meetings.counts(for_=user).values()) == len(expected)
    nothing = client.get(reverse("meetings:session", args=[unknown := uuid4()]))
    for record in records:
        assert {row.title for row in meetings.search(record.word, for_=user)} == {record.word} & expected
        shown = client.get(reverse("meetings:session", args=[record.row.uid]))
        assert (shown.status_code == 200) is (record.word in expected)
        if record.word not in expected:
            assert same(shown, nothing, record.row.uid, unknown)
        for unit in record.units:
            about = {row.title for row in meetings.about(unit, for_=user)}
            assert about == {one.word for one in records if unit in one.units} & expected
    listed = client.get("/buoi-lam-viec/")
    assert words_in(listed, records) == expected
    assert (listed.status_code == 403) is not organisations.may(user, "meetings.view")


@pytest.mark.parametrize("who", PEOPLE)
def test_files_and_their_pages_within_scope(who: str) -> None:
    records = world.made_sessions()
    user, client = entered(who)
    for record in records:
        # A file of a draft is opened to the units only when the record is confirmed.
        where = world.Record(**{**record.__dict__, "units": () if record.is_draft else record.units})
        may_open = world.reaches(organisations.held(user), "documents.view", where)
        assert (documents.source(record.source.uid, for_=user) is not None) is may_open, record.name
        for name, more in (("documents:download", {}), ("documents:page", {"number": 1})):
            answer = client.get(reverse(name, kwargs={"uid": record.source.uid, **more}))
            nothing = client.get(reverse(name, kwargs={"uid": uuid4(), **more}))
            assert (answer.status_code == 200) is may_open, record.name
            assert may_open or same(answer, nothing)


SESSION_ACTS = ("head", "documents", "progress", "accept-certain", "confirm", "add-item")


@pytest.mark.parametrize("is_whole", [ROTATED, WHOLE])
@pytest.mark.parametrize("who", PEOPLE)
def test_an_act_on_a_session(who: str, *, is_whole: bool) -> None:
    records = world.made_sessions()
    user, client = entered(who)
    acting = [one for one in [organisations.acting(user)] if one]
    seen = {row.title for row in meetings.sessions(for_=user)}
    for number, record in enumerate(records):
        allowed = world.reaches(acting, "meetings.record", record) and record.word in seen
        turn = (number + PEOPLE.index(who)) % len(SESSION_ACTS)
        for name in SESSION_ACTS if is_whole else SESSION_ACTS[turn : turn + 1]:
            url = reverse(f"meetings:{name}", args=[record.row.uid])
            answer = client.get(url) if name == "progress" else client.post(url, {"post_key": cast.key()})
            assert (answer.status_code in (403, 404)) is not allowed, (record.name, name)


def test_a_link_to_a_session_shows_its_title_only_to_those_who_see_it() -> None:
    session = next(one for one in world.made_sessions() if one.name == "own register" and not one.is_draft)
    ref = cases_actions.Ref(
        "meetings.session", session.row.uid, session.word, f"/buoi-lam-viec/{session.row.uid}/"
    )
    lead = cases_actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
    case = cast.case(refs=(ref,), assignees=(lead,))
    for user, may_see in (
        (cast.coordinator(), True),
        (cast.leader(), True),
        (cast.department_officer(), False),
    ):
        shown = cast.browser(user).get(reverse("cases:detail", args=[case.uid]))
        assert shown.status_code == 200
        assert (session.word in shown.content.decode()) is may_see


def test_a_reading_job_reaches_what_its_asker_reaches_and_no_more() -> None:
    session = meetings_actions.open_session(
        head=meetings_actions.SessionFields(title="Buổi"), by=cast.coordinator(), at=NOW
    )
    run = meetings_actions.add_document(
        session=session, content="Chữ".encode(), name="a.txt", by=cast.coordinator(), at=NOW
    )
    Membership.objects.filter(person__user=cast.coordinator()).update(until=NOW.date() - timedelta(days=1))
    meetings_actions.perform(run_uid=run.uid, at=NOW)
    run.refresh_from_db()
    assert (run.progress_status, run.problem, run.text) == ("refused", "not-allowed", None)
    Membership.objects.update(until=None)
    meetings_actions.ask_reading(run=run, by=cast.coordinator(), at=NOW)
    meetings_actions.perform(run_uid=run.uid, at=NOW)
    run.refresh_from_db()
    assert run.problem != "not-allowed"


def test_what_is_opened_in_an_emergency_is_seen_for_its_hours_and_not_acted_on() -> None:
    records = world.made_cases()
    hidden = next(record for record in records if record.name == "register of another block")
    user = cast.coordinator()
    assert cases.case(hidden.row.uid, for_=user) is None
    reason = "Báo cáo gấp Thường trực trước 10 giờ"
    cases_actions.open_in_emergency(number=hidden.row.number, reason=reason, by=user, at=NOW)
    client = cast.browser(user)
    assert (
        "Đang mở khẩn cấp đến" in client.get(reverse("cases:detail", args=[hidden.row.uid])).content.decode()
    )
    assert hidden.word in {row.text for row in cases.cases(for_=equip(user, at=NOW))}
    url = reverse("cases:step", args=[hidden.row.uid, "withdraw"])
    assert client.post(url, {"version": 1, "reason": "x", "post_key": cast.key()}).status_code == 403
    for later, is_open in ((timedelta(hours=3, minutes=59), True), (timedelta(hours=4), False)):
        again = equip(user, at=NOW + later)
        assert (cases.case(hidden.row.uid, for_=again) is not None) is is_open
    assert cases.case(hidden.row.uid, for_=equip(cast.leader(), at=NOW)) is None
