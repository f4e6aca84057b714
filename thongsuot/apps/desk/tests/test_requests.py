"""Requests on personal data: their clocks, what is told, what is erased, and what the database holds afterwards."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import JournalEntry, PersonalKey, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.models import DataRequest, HandOver, HandOverItem
from thongsuot.apps.desk.tests import province
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.meetings.tests import room
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import BreakGlass, Person

pytestmark = pytest.mark.django_db
NAME = "Tống Huyền Kỳ Lạ"
LEFT = date(2025, 8, 10)


def asked(
    kind: str = "export", received: date = date(2025, 8, 22), at: datetime = NOW, **more: Any
) -> DataRequest:
    usual: dict[str, Any] = {"asker": "Người Đi Hỏi", "subject": NAME, "words": "xin cho biết"}
    new = actions.NewRequest(kind, received_on=received, **usual | more)
    return actions.record_request(new=new, by=equip(cast.data_officer(), at=at), at=at)


@pytest.fixture
def planted() -> Person:
    """Somebody with everything that may be held, who left on 10/8/2025."""
    user = cast.account("tong-huyen-ky-la", "commune", cast.committee(cast.unit()), "Chuyên viên", name=NAME)
    by, person = system_actor(), Person.objects.get(user=user)
    organisations.qualify(person=person, field="Ngành lạ", level="Đại học", by=by, at=NOW, obtained_in=2001)
    organisations.seal_details(
        person=person, birth_date="1980-01-31", phone="0905 111 222", email="ky.la@vi-du.vn", by=by, at=NOW
    )
    membership = person.memberships.get()
    organisations.end_membership(
        membership=membership, until=LEFT, reason="theo nguyện vọng lạ", by=by, at=NOW
    )
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def named_in_records(planted: Person) -> Any:
    """A draft, a record with the recommendation of theirs, and their case."""
    draft = room.opened(title=f"{NAME} làm việc", chair=NAME, chair_capacity="Phó Bí thư")
    session = room.opened(title="Làm việc với phường")
    room.heard(session, text=f"{NAME} đề nghị sửa trụ sở", by=NAME, assignees=((NAME, "lead"),))
    room.confirm(session)
    return draft, session


# Clocks


@pytest.mark.parametrize(
    ("received", "kind", "has_processor", "answer", "done"),
    [
        (date(2025, 8, 22), "export", False, date(2025, 8, 26), date(2025, 9, 8)),
        (date(2026, 2, 12), "restrict", False, date(2026, 2, 23), date(2026, 2, 27)),
        (date(2026, 2, 13), "withdraw", True, date(2026, 2, 24), date(2026, 3, 5)),
        (date(2026, 8, 17), "export", False, date(2026, 8, 19), date(2026, 9, 3)),
        (date(2026, 8, 28), "export", False, date(2026, 9, 4), date(2026, 9, 14)),
    ],
)
def test_limits_run_over_holidays(
    received: date, kind: str, has_processor: bool, answer: date, done: date
) -> None:
    at = datetime.combine(received, NOW.timetz())
    request = asked(kind, received, at, has_processor=has_processor)
    assert (request.answer_due_on, request.due_on) == (answer, done)


def test_the_words_of_the_clock_turn_from_left_to_late() -> None:
    request = asked()
    words = {day: queries.due(request, on=date(2025, 8, day)) for day in (22, 25, 26, 27, 29)}
    assert [(words[day].words, words[day].tone) for day in words] == [
        ("còn 2 ngày làm việc", "quiet"),
        ("còn 1 ngày làm việc", "soon"),
        ("hết hạn hôm nay", "soon"),
        ("quá hạn 1 ngày làm việc", "late"),
        ("quá hạn 3 ngày làm việc", "late"),
    ]
    officer = cast.data_officer()
    late = queries.data_requests(for_=officer, late_on=date(2025, 8, 27))
    assert list(late) == [request]
    assert not queries.data_requests(for_=officer, late_on=date(2025, 8, 26)).exists()


def test_it_is_extended_once_with_a_reason_before_its_end() -> None:
    officer, request = cast.data_officer(), asked()
    with pytest.raises(BrokenRule, match="bước"):
        actions.extend_request(request=request, reason="nhiều hồ sơ", by=officer, at=NOW)
    actions.answer_request(request=request, words="đang làm", by=officer, at=NOW)
    with pytest.raises(BrokenRule, match="lý do"):
        actions.extend_request(request=request, reason=" ", by=officer, at=NOW)
    with pytest.raises(BrokenRule, match="quá hạn"):
        actions.extend_request(request=request, reason="muộn", by=officer, at=NOW + timedelta(days=20))
    request.refresh_from_db()
    actions.extend_request(request=request, reason="nhiều hồ sơ", by=officer, at=NOW)
    assert request.due_on == date(2025, 9, 23)
    with pytest.raises(BrokenRule, match="một lần"):
        actions.extend_request(request=request, reason="nữa", by=officer, at=NOW)
    request.refresh_from_db()
    assert (request.version, journal.of(request).count()) == (3, 3)
    assert journal.verify("desk.datarequest", request.uid) == []


# Who, and what is asked


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asker": " "}, "asker"),
        ({"subject": ""}, "subject"),
        ({"received": date(2025, 8, 23)}, "received_on"),
        ({"received": date(2024, 8, 1)}, "received_on"),
        ({"kind": "retention"}, "kind"),
        ({"words": "x" * 4001}, "words"),
    ],
)
def test_bad_requests_are_refused(more: dict[str, Any], field: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        asked(**more)
    assert refused.value.field == field


def test_only_who_protects_data_sees_or_does_anything(planted: Person) -> None:
    request = asked("erase", person=planted)
    for user in (cast.coordinator(), cast.organiser(), cast.keeper(), cast.leader(), cast.stranger()):
        assert not queries.data_requests(for_=user).exists()
        assert queries.data_request(request.uid, for_=user) is None
        assert not queries.expired(for_=user).exists()
        for act, more in (
            (actions.export, {}),
            (actions.erase, {"refs": ()}),
            (actions.answer_request, {"words": "x"}),
            (actions.choose_person, {"person": None}),
            (actions.correct, {"name": "Khác"}),
        ):
            with pytest.raises(NotAllowed):
                act(request=request, by=user, at=NOW, **more)


def test_who_asked_stands_nowhere_in_clear() -> None:
    request = asked(asker="Lâm Bí Ẩn Nhân", contact="0900 999 888", words="lời rất riêng")
    actions.answer_request(request=request, words="trả lời riêng", by=cast.data_officer(), at=NOW)
    text = everything()
    for secret in ("Lâm Bí Ẩn Nhân", "0900 999 888", "lời rất riêng", "trả lời riêng"):
        assert secret not in text
    assert queries.opened_request(request)["asker"] == "Lâm Bí Ẩn Nhân"


# What is told


def test_an_export_holds_every_planted_value_and_is_journalled(
    planted: Person, named_in_records: Any
) -> None:
    request = asked(person=planted)
    before = json.dumps([one.value for one in queries.held_for(request)], ensure_ascii=False)
    for secret in ("0905111222", "1980-01-31", "ky.la@vi-du.vn"):
        assert secret not in before
    told = json.dumps([one.value for one in actions.export(request=request, by=cast.data_officer(), at=NOW)],
                      ensure_ascii=False)  # fmt: skip
    for value in (NAME, "0905111222", "1980-01-31", "ky.la@vi-du.vn", "Ngành lạ", "2001", "Chuyên viên",
                  "theo nguyện vọng lạ", "tong-huyen-ky-la", "đề nghị sửa trụ sở", "Phó Bí thư"):  # fmt: skip
        assert value in told
    assert journal.of(request).first().act == "exported"
    assert journal.of(planted).first().payload["request"] == str(request.uid)


def test_another_of_like_name_is_only_doubtful(planted: Person) -> None:
    room.opened(title="Khác", chair=f"{NAME} Nữa")
    room.opened(title="Khác", chair=NAME.split()[-1])
    request = asked("erase", person=planted)
    plan = queries.erasure(request, on=date(2025, 8, 22))
    assert all(one.is_by_name for one in plan.doubtful)
    assert not any(one.is_by_name for one in plan.goes)


# What is erased


def everything() -> str:
    """All text of all tables, the journal's payloads among it."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += cursor.fetchall()
    return "\n".join(readable(value) for row in rows for value in row)


def readable(value: Any) -> str:
    """JSON with its letters as they are."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        with suppress(ValueError):
            return json.dumps(json.loads(value), ensure_ascii=False)
    return str(value)


def erase(request: DataRequest) -> None:
    plan = queries.erasure(request, on=date(2025, 8, 22))
    refs = {one.ref for one in plan.doubtful}
    actions.erase(request=request, refs=refs, by=cast.data_officer(), at=NOW)


def test_after_an_erasure_no_planted_value_stands_anywhere(planted: Person, named_in_records: Any) -> None:
    cast.coordinator(), cast.data_officer()
    core_tell(cast.coordinator(), f"{NAME} bàn giao")
    coordinator = cast.coordinator()
    membership = coordinator.person.memberships.get()
    minutes = HandOver.objects.create(
        membership=membership, successor=membership, on=LEFT, organ="x", block="party", place="x",
        giver_title="x", taker_title="x", reason=f"thay {NAME}", done_by=coordinator, done_at=NOW,
    )  # fmt: skip
    HandOverItem.objects.create(
        hand_over=minutes, position=1, kind="x", thing=minutes.uid, label=f"{NAME} họp"
    )
    BreakGlass.objects.create(
        user=coordinator, organisation=cast.committee(cast.unit()), subject_kind="cases.case",
        subject_uid=minutes.uid, label=f"Việc của {NAME}", reason="gấp", opened_at=NOW, closes_at=NOW,
    )  # fmt: skip
    before = everything()
    planted_values = (NAME, "tong-huyen-ky-la", "Ngành lạ", "theo nguyện vọng lạ", "tong huyen ky la")
    for value in planted_values:
        assert value in before, value
    request = asked("erase", person=planted)
    erase(request)
    after = everything()
    for value in (*planted_values, NAME.upper(), "0905111222", "ky.la@vi-du.vn"):
        assert value not in after, value
    request.refresh_from_db()
    person = Person.objects.get(pk=planted.pk)
    assert (request.status, request.closed_on) == ("done", date(2025, 8, 22))
    assert (person.name, person.user, person.sealed) == ("(đã xóa)", None, {})
    assert PersonalKey.objects.get(holder=planted.uid).wrapped is None


def core_tell(user: User, text: str) -> None:
    from thongsuot.apps.core.actions import tell

    tell(users=[user], text=text, url="", at=NOW)


def test_the_journal_names_nobody_and_still_verifies(planted: Person, named_in_records: Any) -> None:
    erase(asked("erase", person=planted))
    rows = list(JournalEntry.objects.exclude(subject_kind="desk.datarequest").select_related("by"))
    shown = json.dumps(journal.shown_all(rows, for_=cast.coordinator()), ensure_ascii=False)
    assert "(đã xóa theo yêu cầu)" in shown
    for value in (NAME, "Ngành lạ", "0905111222", "sửa trụ sở"):
        assert value not in shown, value
    subjects = {(row.subject_kind, row.subject_uid) for row in JournalEntry.objects.all()}
    assert [fault for kind, uid in subjects for fault in journal.verify(kind, uid)] == []


def test_records_work_on_after_an_erasure(planted: Person, named_in_records: Any) -> None:
    draft, session = named_in_records
    erase(asked("erase", person=planted))
    draft.refresh_from_db()
    assert (draft.chair, draft.title) == ("(đã xóa)", "(đã xóa) làm việc")
    assert draft.chair_capacity == ""
    assert "huyen" not in draft.folded
    (item,) = session.items.all()
    assert (item.text, item.by) == ("(đã xóa) đề nghị sửa trụ sở", "(đã xóa)")
    assert item.case.text == "(đã xóa) đề nghị sửa trụ sở"
    case = item.case
    cases.take_step(case=case, step="withdraw", reason="thử", by=cast.coordinator(), at=NOW)
    head = meetings.SessionFields(title="Tên mới", held_on=draft.held_on)
    meetings.amend(session=draft, head=head, units=[], organs=[], people=[], version=draft.version,
                   by=cast.coordinator(), at=NOW)  # fmt: skip
    assert journal.verify("cases.case", case.uid) == []


def test_what_the_law_keeps_stays_and_is_told(planted: Person) -> None:
    session = room.opened(title="Làm việc", chair=NAME, chair_capacity="Phó Bí thư")
    people = [meetings.Person(NAME, "Phó Bí thư", "delegation"), meetings.Person("Ai Khác", "Bí thư", "host")]
    head = meetings.SessionFields(title="Làm việc", held_on=session.held_on, chair=NAME)
    meetings.amend(session=session, head=head, units=[cast.unit()], organs=[], people=people,
                   version=session.version, by=cast.coordinator(), at=NOW)  # fmt: skip
    room.heard(session, kind="directive", text=f"{NAME} giao rà soát", by=NAME, nature="task")
    room.heard(session, text=f"theo {NAME}, cần kinh phí")
    room.confirm(session)
    request = asked("erase", person=planted)
    plan = queries.erasure(request, on=date(2025, 8, 22))
    assert {one.ref.partition(":")[0] for one in plan.stays if one.is_by_name} == {
        "meetings.session", "meetings.participation", "meetings.item", "cases.case",
    }  # fmt: skip
    assert all(one.why for one in plan.stays)
    erase(request)
    session.refresh_from_db()
    assert session.chair == NAME
    texts = {item.kind: item.text for item in session.items.all()}
    assert texts == {"directive": f"{NAME} giao rà soát", "recommendation": "theo (đã xóa), cần kinh phí"}
    shown = json.dumps(
        journal.shown_all(list(journal.of(session)), for_=cast.coordinator()), ensure_ascii=False
    )
    assert NAME in shown


def test_two_may_be_erased_in_one_session(planted: Person) -> None:
    session = room.opened()
    people = [meetings.Person(NAME, "", "host"), meetings.Person("Kiều Thử Hai", "", "host")]
    head = meetings.SessionFields(title="Làm việc", held_on=session.held_on)
    meetings.amend(session=session, head=head, units=[cast.unit()], organs=[], people=people,
                   version=session.version, by=cast.coordinator(), at=NOW)  # fmt: skip
    erase(asked("erase"))
    erase(asked("erase", subject="Kiều Thử Hai"))
    assert [row.name for row in session.participations.all()] == ["(đã xóa)", "(đã xóa) #2"]


def test_why_somebody_left_is_erased_with_them(planted: Person) -> None:
    """The reason of a hand-over need not bear the name to be about the person."""
    membership = planted.memberships.get()
    to = province.seat(membership.post.organisation, "Người nhận", "A Nhận")
    titles = {"giver_title": "Chuyên viên", "taker_title": "Người nhận", "organ": "Sở", "block": "state"}
    made = HandOver.objects.create(
        membership=membership,
        successor=to,
        on=date(2025, 8, 1),
        place="Quảng Ngãi",
        reason="Nghỉ chữa bệnh dài ngày",
        done_by=cast.data_officer(),
        done_at=NOW,
        **titles,
    )
    erase(asked("erase", person=planted))
    made.refresh_from_db()
    assert made.reason == ""


def test_who_holds_a_post_is_not_erased(planted: Person) -> None:
    post = cast.post(cast.committee(cast.unit()), "Chuyên viên")
    organisations.appoint(person=planted, post=post, since=date(2025, 9, 1), by=system_actor(), at=NOW)
    request = asked("erase", person=planted)
    with pytest.raises(BrokenRule, match="đang giữ chức vụ"):
        actions.erase(request=request, refs=(), by=cast.data_officer(), at=NOW)
    assert Person.objects.get(pk=planted.pk).name == NAME
    request.refresh_from_db()
    actions.refuse_request(request=request, reason="đang giữ chức vụ", by=cast.data_officer(), at=NOW)
    assert request.status == "refused"


def test_a_ref_that_was_not_offered_is_refused(planted: Person) -> None:
    request = asked("erase", person=planted)
    with pytest.raises(BrokenRule, match="thay đổi"):
        actions.erase(request=request, refs=["cases.case:x"], by=cast.data_officer(), at=NOW)
    with pytest.raises(BrokenRule, match="không phải yêu cầu xóa"):
        actions.erase(request=asked(person=planted), refs=(), by=cast.data_officer(), at=NOW)


def test_a_correction_goes_to_the_person(planted: Person) -> None:
    request = asked("correct", person=planted)
    actions.correct(request=request, name="Tống Huyền Kỳ Lại", by=cast.data_officer(), at=NOW)
    assert Person.objects.get(pk=planted.pk).name == "Tống Huyền Kỳ Lại"
    actions.answer_request(request=request, words="đã sửa", by=cast.data_officer(), at=NOW)
    actions.finish_request(request=request, words="đã sửa tên", by=cast.data_officer(), at=NOW)
    assert queries.opened_request(request)["outcome"] == "đã sửa tên"


# Retention


def test_the_tick_proposes_and_a_person_erases(planted: Person) -> None:
    later = datetime(2027, 8, 11, 2, tzinfo=UTC)
    call_command("tick", at=datetime(2027, 8, 10, 2, tzinfo=UTC), verbosity=0)
    assert not DataRequest.objects.exists()
    for _again in range(2):
        call_command("tick", at=later, verbosity=0)
    assert Person.objects.get(pk=planted.pk).name == NAME
    officer = equip(cast.data_officer(), at=later)
    (proposed,) = queries.expired(for_=officer)
    assert proposed.person == planted
    assert actions.erase_expired(requests=[proposed], by=officer, at=later) == 1
    assert Person.objects.get(pk=planted.pk).name == "(đã xóa)"
    assert not queries.expired(for_=officer).exists()


def test_a_request_is_forgotten_when_nobody_needs_its_proof() -> None:
    request = asked()
    actions.answer_request(request=request, words="x", by=cast.data_officer(), at=NOW)
    actions.finish_request(request=request, words="đã gửi", by=cast.data_officer(), at=NOW)
    assert actions.forget_requests(by=system_actor(), at=NOW + timedelta(days=1825)) == 0
    assert actions.forget_requests(by=system_actor(), at=NOW + timedelta(days=1827)) == 1
    assert queries.opened_request(request) == {}
    assert vault.open_(request.uid, request.sealed["asker"], purpose="asker") is None
    assert journal.verify("desk.datarequest", request.uid) == []
