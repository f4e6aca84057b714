"""Nothing is recorded until a person confirms; then everything is, at once."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.states import move
from thongsuot.apps.meetings import actions, queries
from thongsuot.apps.meetings.actions.addressees import units_meant
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db


def test_a_read_report_is_only_a_draft() -> None:
    session = room.opened()
    room.read(session)
    assert session.items.exists()
    assert not Case.objects.exists()


def test_confirming_makes_cases_that_stay_on_their_passage() -> None:
    session = room.opened()
    room.read(session)
    room.decide_all(session)
    made = room.confirm(session)
    asked = [case for case in made if case.kind == "recommendation"]
    assert len(asked) == 3
    for case in made:
        assert case.passage and case.text.split()[-1] in case.passage.quote
        assert journal.verify("cases.case", case.uid) == []
    assert {unit.unit.code for case in asked for unit in case.case_units.all()} == {cast.KON_TUM}
    assert session.title in [link.label for link in made[0].links.all()]


def test_lead_support_and_deadline_reach_the_register() -> None:
    session = room.opened()
    finance, building = cast.organ("Sở Tài chính"), cast.organ("Sở Xây dựng")
    room.heard(
        session,
        kind="directive",
        text="thẩm định phương án",
        assignees=(("Sở Tài chính", "lead"), ("Sở Xây dựng", "support")),
        deadline_on=date(2025, 9, 30),
        deadline_words="trước ngày 30/9",
    )
    (case,) = room.confirm(session)
    assert [(row.role, row.organisation) for row in case.assignments.all()] == [
        ("lead", finance),
        ("support", building),
    ]
    assert (case.due_on, case.due_words) == (date(2025, 9, 30), "trước ngày 30/9")
    assert (case.status, case.clock_events.count()) == ("noted", 0)  # its clock starts when it is issued


def test_an_orientation_stays_in_the_record_and_is_never_a_case() -> None:
    session = room.opened()
    room.heard(session, kind="directive", text="phát huy tinh thần đoàn kết", nature="orientation")
    assert room.confirm(session) == []
    (item,) = queries.items(session)
    assert (item.status, item.case) == ("recorded", None)


def test_an_answer_hangs_on_the_case_it_answers() -> None:
    session = room.opened()
    asked = room.heard(session)
    room.heard(session, kind="answer", text="tỉnh đã bố trí 2 tỷ đồng", by="Sở Tài chính", answers=asked)
    (case,) = room.confirm(session)
    assert [(row.answered_by, row.text) for row in case.answers.all()] == [
        ("Sở Tài chính", "tỉnh đã bố trí 2 tỷ đồng")
    ]


def test_what_was_heard_says_so() -> None:
    session = room.opened()
    room.heard(session)
    (case,) = room.confirm(session)
    assert (case.passage, case.source_note) == (None, "ghi tại buổi làm việc")


@pytest.mark.parametrize(
    ("units", "held_on", "code"),
    [(False, date(2025, 8, 14), "units"), (True, None, "held-on")],
)
def test_a_record_with_a_gap_is_not_confirmed(units: bool, held_on: date | None, code: str) -> None:
    session = room.opened(held_on=held_on)
    room.heard(session)
    if not units:
        session.units.clear()
    assert code in queries.missing(session)
    with pytest.raises(BrokenRule):
        room.confirm(session)
    assert not Case.objects.exists()


def test_an_undecided_item_holds_the_record_up() -> None:
    session = room.opened()
    room.read(session)
    assert "undecided" in queries.missing(session)
    with pytest.raises(BrokenRule):
        room.confirm(session)


def test_a_fault_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.opened()
    room.heard(session)
    room.heard(session, text="tăng cường công chức chuyển đổi số", topic="digital")
    monkeypatch.setattr(
        sys.modules["thongsuot.apps.meetings.actions.confirm"], "_record", lambda *args: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        room.confirm(session)
    session.refresh_from_db()
    assert (session.status, Case.objects.count()) == ("draft", 0)


def test_confirming_what_changed_in_between_is_refused() -> None:
    session = room.opened()
    room.heard(session)
    with pytest.raises(Stale):
        actions.confirm(session=session, version=session.version - 1, by=cast.coordinator(), at=NOW)


def test_an_item_that_changed_before_the_eyes_of_nobody_holds_it_up() -> None:
    session = room.opened()
    item = room.heard(session)
    session.refresh_from_db()
    seen = queries.fingerprint(session)
    other = actions.ItemFields(kind="recommendation", text="điều khác", topic="other")
    actions.edit(item=item, fields=other, version=item.version, by=cast.coordinator(), at=NOW)
    with pytest.raises(Stale):
        actions.confirm(session=session, version=session.version, seen=seen, by=cast.coordinator(), at=NOW)


def test_a_deadline_before_the_session_is_told_before_confirming() -> None:
    session = room.opened()
    item = room.heard(session, kind="directive", deadline_on=date(2025, 8, 20))
    assert "deadlines" not in queries.missing(session)
    session.held_on = date(2025, 8, 30)
    session.save()
    assert item.deadline_on and "deadlines" in queries.missing(session)


def test_only_who_records_confirms() -> None:
    session = room.opened()
    room.heard(session)
    for user in (cast.leader(), cast.commune_officer(), cast.department_officer()):
        with pytest.raises(NotAllowed):
            move(session, "confirm", by=user, at=NOW)


def test_a_confirmed_record_is_closed() -> None:
    session = room.opened()
    item = room.heard(session)
    room.confirm(session)
    session.refresh_from_db()
    item.refresh_from_db()
    with pytest.raises(BrokenRule):
        room.heard(session, text="thêm một kiến nghị")
    with pytest.raises(BrokenRule):
        actions.decide(item=item, step="reject", by=cast.coordinator(), at=NOW)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("phường Kon Tum", [cast.KON_TUM]),
        ("lãnh đạo xã Ngok Bay", [cast.NGOK_BAY]),
        ("các xã, phường", [cast.KON_TUM, cast.NGOK_BAY]),
        ("các địa phương", [cast.KON_TUM, cast.NGOK_BAY]),
        ("Sở Xây dựng", []),
        ("các sở, ban, ngành hỗ trợ xã, phường", []),
        ("", []),
    ],
)
def test_which_units_the_words_mean(words: str, codes: list[str]) -> None:
    units = [cast.unit(cast.KON_TUM), cast.unit(cast.NGOK_BAY)]
    assert [unit.code for unit in units_meant(words, units)] == codes
