"""Directives: six clear things, issued, to many, relayed, extended, held, objected to, replaced, recurring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions import Clear, Paper
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.core import journal
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db

TODAY, DUE = NOW.date(), date(2025, 9, 12)


def at(day: date) -> datetime:
    return NOW + timedelta(days=(day - TODAY).days)


def office(on: date = TODAY) -> dict[str, Any]:
    return {"by": cast.coordinator(), "at": at(on)}


def doer(on: date = TODAY) -> dict[str, Any]:
    return {"by": cast.head(committee()), "at": at(on)}


def committee() -> Any:
    return cast.organ("UBND tỉnh", kind="peoples-committee")


def party() -> Any:
    return cast.organ("Tỉnh ủy", kind="party-committee", block="party")


def paper(**changes: Any) -> Paper:
    usual = Paper(
        party(), "Lê Văn A (ví dụ)", "Phó Bí thư", date(2025, 8, 21), "Rà soát các dự án chậm", "12-KL/TU"
    )
    return replace(usual, **changes)


def state_paper(**changes: Any) -> Paper:
    return paper(organisation=committee(), signer_title="Chủ tịch", number="15/UBND-KT", **changes)


def clear(**changes: Any) -> Clear:
    usual = Clear(
        "Rà soát các dự án", "report", committee(), due_on=DUE,
        responsibility="Chủ tịch", product="Báo cáo", authority="UBND tỉnh",
    )  # fmt: skip
    return replace(usual, **changes)


def drafted(**changes: Any) -> Case:
    case = cast.case("Rà soát các dự án", kind="directive", raising_units=())
    actions.draft_directive(case=case, step="draft", clear=clear(**changes), **office())
    return case


def issued() -> Case:
    case = drafted()
    actions.issue(case=case, step="issue", paper=paper(), **office())
    return case


def doing(case: Case) -> Clock:
    return case.clocks.filter(kind="doing").latest("pk")


def reported(case: Case, on: date) -> None:
    actions.report(case=case, step="report", text="Đã có báo cáo số 1", **doer(on))


def test_what_is_missing_is_told_and_stops_the_issue() -> None:
    case = drafted(product="", due_on=None)
    assert queries.unclear(case) == ["when", "product"]
    with pytest.raises(BrokenRule) as refused:
        actions.issue(case=case, step="issue", paper=paper(), **office())
    assert refused.value.code == "guard"
    assert (Case.objects.get().status, case.issuances.count()) == ("drafted", 0)
    actions.draft_directive(
        case=case, step="draft", clear=clear(due_on=None, no_deadline_reason="Chờ Trung ương"), **office()
    )
    assert queries.unclear(case) == []


def test_an_issued_directive_runs_until_it_is_accepted() -> None:
    case = issued()
    assert (case.status, case.due_on) == ("issued", date(2025, 8, 25))
    assert sorted(case.clocks.values_list("kind", flat=True)) == ["doing", "receiving"]
    actions.receive(assignment=case.assignments.get(), **doer())
    case.refresh_from_db()
    assert (case.status, case.due_on) == ("received", DUE)
    actions.note_progress(case=case, text="Đã họp một lần", **doer())
    reported(case, date(2025, 9, 11))
    actions.take_step(case=case, step="accept", **office(date(2025, 9, 12)))
    assert (case.status, case.closed_on) == ("closed", date(2025, 9, 12))
    assert queries.standing(doing(case), on=date(2025, 12, 1)).bucket == Bucket.DONE_ON_TIME
    assert "12/09/2025" in queries.why_due(doing(case), on=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signer": " "}, "signer"),
        ({"number": ""}, "number"),
        ({"issued_on": date(2025, 8, 23)}, "issued_on"),
        ({"text": " "}, "text"),
        ({"text": "Độ mật: tối mật"}, "text"),
    ],
)
def test_a_paper_without_what_makes_it_one(changes: dict[str, Any], field: str) -> None:
    case = drafted()
    with pytest.raises(BrokenRule) as refused:
        actions.issue(case=case, step="issue", paper=paper(**changes), **office())
    assert refused.value.field == field
    assert Case.objects.get().status == "drafted"


def test_an_order_of_the_head_needs_no_number() -> None:
    case = drafted()
    actions.issue(case=case, step="issue", paper=paper(number="", is_order=True), **office())
    assert case.issuances.get().is_order
    assert queries.differences(case)[0].words == [("same", "Rà soát các dự án"), ("added", "chậm")]


def test_the_party_gives_to_a_department_through_the_committee_only() -> None:
    department = cast.organ("Sở Xây dựng")
    committee(), cast.state_coordinator()
    case = drafted(lead=department)
    with pytest.raises(BrokenRule) as refused:
        actions.issue(case=case, step="issue", paper=paper(), **office())
    assert refused.value.code == "may-not-assign"
    assert "UBND tỉnh" in str(refused.value)
    case = Case.objects.get()
    actions.issue(case=case, step="issue", paper=paper(), relay=state_paper(), **office())
    first, second = case.issuances.all()
    assert (second.relays, first.relays) == (first, None)
    assert queries.case(case.uid, for_=cast.state_coordinator()) == case


def test_one_child_for_each_body_and_the_sum_at_the_end() -> None:
    communes = [cast.committee(cast.unit(code)) for code in (cast.KON_TUM, cast.DAK_BLA)]
    cast.committee(cast.unit(cast.NGOK_BAY))
    case = drafted(lead=None, bodies="các xã, phường")
    meant = queries.meant(case.bodies, near=committee())
    assert {one.unit.type for one in meant} == {"xã", "phường"}
    with pytest.raises(NotAllowed):
        actions.issue(case=case, step="issue", paper=state_paper(), **office())
    children = actions.issue(case=case, step="issue-many", paper=state_paper(), bodies=communes, **office())
    assert [(one.status, one.parent, one.thread) for one in children] == [("issued", case, case.thread)] * 2
    assert [doing(one).due_on for one in children] == [DUE, DUE]
    assert case.status == "in-progress"
    with pytest.raises(BrokenRule):
        actions.take_step(case=case, step="sum-up", **office())
    for child in children:
        actions.take_step(case=child, step="cancel", reason="Thôi", **office())
    actions.take_step(case=case, step="sum-up", **office())
    assert case.status == "closed"


def test_what_is_sent_back_runs_on_with_the_same_day_and_is_overdue() -> None:
    case = issued()
    reported(case, date(2025, 9, 10))
    actions.take_step(case=case, step="send-back", reason="Thiếu bảng", **office(date(2025, 9, 15)))
    clock = doing(case)
    assert (clock.due_on, clock.stopped_on, case.clocks.filter(kind="doing").count()) == (DUE, None, 1)
    rows = Case.objects.all()
    for day, bucket in ((10, Bucket.DONE_ON_TIME), (12, Bucket.DONE_ON_TIME), (15, Bucket.OVERDUE)):
        assert queries.buckets(rows, on=date(2025, 9, day)) == {bucket: 1, Bucket.NONE: 0}
    assert queries.current_buckets(rows, on=date(2025, 9, 15)) == {Bucket.OVERDUE: 1}


def test_an_extension_is_asked_in_time_and_given_to_another_day() -> None:
    case = issued()
    clock = doing(case)
    assert actions.last_day_to_ask(clock) == date(2025, 9, 5)
    given = {"case": case, "clock": clock, "until": date(2025, 9, 30), "reason": "Chờ số liệu"}
    with pytest.raises(BrokenRule) as refused:
        actions.ask_extension(**given, **doer(date(2025, 9, 8)))
    assert refused.value.code == "too-late"
    assert "05/09/2025" in str(refused.value)
    asked = actions.ask_extension(**given, **doer(date(2025, 9, 5)))
    actions.grant_extension(extension=asked, until=date(2025, 9, 19), reason="", **office(date(2025, 9, 8)))
    clock.refresh_from_db()
    assert (clock.due_on, clock.first_due_on, asked.status) == (date(2025, 9, 19), DUE, "granted")
    assert queries.standing(clock, on=date(2025, 9, 5)).due == DUE


def test_late_asking_is_let_through_with_a_reason_and_a_refusal_leaves_the_day() -> None:
    case = issued()
    clock, late = doing(case), date(2025, 9, 10)
    actions.let_ask_late(case=case, clock=clock, reason="Bão lũ", **office(late))
    asked = actions.ask_extension(
        case=case, clock=clock, until=date(2025, 9, 30), reason="Bão lũ", **doer(late)
    )
    with pytest.raises(NotAllowed):
        actions.refuse_extension(extension=asked, reason="Không", **doer(late))
    actions.refuse_extension(extension=asked, reason="Việc gấp", **office(late))
    assert (doing(case).due_on, asked.status, asked.decision) == (DUE, "refused", "Việc gấp")


def test_suspended_time_is_given_back_and_blocked_time_is_not() -> None:
    case = issued()
    actions.block(case=case, reason="Thiếu mặt bằng", **doer())
    actions.unblock(case=case, reason="Đã có", **doer(date(2025, 8, 26)))
    assert doing(case).due_on == DUE
    actions.suspend(case=case, reason="Chờ quy hoạch", **office(date(2025, 9, 8)))
    rows = Case.objects.all()
    assert queries.current_buckets(rows, on=date(2025, 9, 30)) == {Bucket.IN_TERM: 1}
    assert queries.buckets(rows, on=date(2025, 9, 30))[Bucket.IN_TERM] == 1
    actions.resume(case=case, reason="Đã có quy hoạch", **office(date(2025, 9, 15)))
    assert doing(case).due_on == date(2025, 9, 19)
    assert [one.until for one in case.holds.all()] == [date(2025, 8, 26), date(2025, 9, 15)]


def test_a_wrong_day_is_mended_and_the_past_shows_both() -> None:
    case, mended = issued(), date(2025, 9, 16)
    actions.correct_date(
        case=case, clock=doing(case), due_on=date(2025, 9, 22), reason="Ghi nhầm", **office(mended)
    )
    rows, day = Case.objects.all(), date(2025, 9, 15)
    assert queries.buckets(rows, on=day)[Bucket.IN_TERM] == 1
    assert queries.buckets(rows, on=day, recorded_by=at(day))[Bucket.OVERDUE] == 1


def test_an_objection_stands_beside_the_bucket() -> None:
    case = issued()
    reported(case, date(2025, 9, 20))
    clock = doing(case)
    late = date(2025, 9, 22)
    made = actions.object_to(case=case, clock=clock, kind="cause", text="Bão số 5", **doer(late))
    actions.decide_objection(objection=made, step="accept", reason="Đúng", **office(late))
    assert (made.status, queries.standing(clock, on=late).bucket) == ("accepted", Bucket.DONE_LATE)


def test_one_directive_takes_the_place_of_another() -> None:
    case, other = issued(), drafted()
    actions.replace(case=case, step="replace", other=other, reason="Văn bản mới", **office())
    assert (case.status, queries.buckets(Case.objects.filter(pk=case.pk), on=DUE).total()) == ("replaced", 0)
    assert journal.of(other).filter(act="replaces").get().payload["number"] == case.number


def test_a_commitment_gets_its_day_and_its_clock() -> None:
    case = cast.case("Hoàn thành đường tránh", kind="commitment", raising_units=())
    with pytest.raises(BrokenRule):
        actions.date_commitment(case=case, step="date", due_on=DUE, **office())
    actions.assign(case=case, organisation=committee(), role="lead", **office())
    actions.date_commitment(case=case, step="date", due_on=DUE, **office())
    assert (case.status, doing(case).due_on) == ("dated", DUE)


def recurring() -> Case:
    case = drafted(due_on=None)
    actions.set_recurrence(
        case=case, every="month", since=date(2025, 8, 1), until=None, due_day=25, **office()
    )
    actions.issue(case=case, step="issue-many", paper=paper(), **office())
    return case


def test_a_recurring_directive_makes_its_instances_once() -> None:
    case, by = recurring(), system_actor()
    assert actions.make_recurring(by=by, at=NOW) == 1
    assert actions.make_recurring(by=by, at=NOW) == 0
    assert actions.make_recurring(by=by, at=at(date(2025, 9, 16))) == 1
    children = case.children.order_by("pk")
    assert [(one.status, doing(one).due_on) for one in children] == [
        ("issued", date(2025, 8, 25)),
        ("issued", date(2025, 9, 25)),
    ]


def test_a_change_rebuilds_only_what_nobody_has_begun() -> None:
    case, by, later = recurring(), system_actor(), date(2025, 9, 16)
    actions.make_recurring(by=by, at=NOW)
    actions.take_step(case=case.children.get(), step="start", **doer())
    actions.make_recurring(by=by, at=at(later))
    case.refresh_from_db()
    actions.set_recurrence(
        case=case, every="month", since=date(2025, 8, 1), until=None, due_day=20, **office(later)
    )
    actions.make_recurring(by=by, at=at(later))
    found = [(one.status, doing(one).due_on.day) for one in case.children.order_by("pk")]
    assert found == [("in-progress", 25), ("cancelled", 25), ("issued", 20)]
