"""Recording, assigning, answering, linking: what is written, what is refused, nothing half done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions
from thongsuot.apps.cases.models import Answer, Case, Thread
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import JournalEntry

pytestmark = pytest.mark.django_db


def by() -> dict[str, Any]:
    return {"by": cast.coordinator(), "at": NOW}


def assign(case: Case, name: str = "Sở Xây dựng", role: str = "lead") -> Any:
    return actions.assign(case=case, organisation=cast.organ(name), role=role, **by())


def test_a_case_is_recorded_with_all_that_belongs_to_it() -> None:
    session = actions.Ref("meetings.session", uuid4(), "Làm việc với phường Kon Tum", "/buoi-lam-viec/x/")
    case = cast.case(
        "  Giao Sở Xây dựng  khẩn trương rà soát ",
        kind="directive",
        addressed_units=(cast.unit(cast.DAK_BLA), cast.unit(cast.DAK_BLA)),
        assignees=(
            actions.Named("Sở Xây dựng", "support"),
            actions.Named("Sở xây dựng ", "lead"),
            actions.Named("Sở Nội vụ", "support", cast.organ("Sở Nội vụ")),
        ),
        due_on=date(2025, 9, 10),
        due_words="trước ngày 10/9/2025",
        refs=(session,),
    )
    assert (case.number, case.status, case.version) == ("CĐ-2025-0001", "noted", 1)
    assert case.text == "Giao Sở Xây dựng  khẩn trương rà soát"
    assert sorted((one.unit.code, one.role) for one in case.case_units.all()) == [
        (cast.KON_TUM, "raised"),
        (cast.DAK_BLA, "addressed"),
    ]
    assert [(one.name, one.role) for one in case.assignments.all()] == [
        ("Sở xây dựng", "lead"),
        ("Sở Nội vụ", "support"),
    ]
    assert (case.due_on, case.clock_events.exists()) == (date(2025, 9, 10), False)
    assert case.links.get().label == session.label
    entry = journal.of(case).get()
    assert (entry.act, entry.by, entry.acting_as) == (
        "recorded",
        cast.coordinator(),
        "Chuyên viên tổng hợp, Văn phòng Tỉnh ủy",
    )


def test_without_a_deadline_a_recommendation_is_screened_in_time_and_a_directive_has_no_clock() -> None:
    assert [one.kind for one in cast.case().clocks.all()] == ["screening"]
    assert not cast.case(kind="directive").clock_events.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "   "}, "text"),
        ({"kind": "order"}, "kind"),
        ({"topic": "astrology"}, "topic"),
        ({"due_on": date(2025, 8, 19)}, "due_on"),
    ],
)
def test_what_makes_no_case_is_refused_and_takes_no_number(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        cast.case(**changes)
    assert refused.value.field == field
    assert not Thread.objects.exists()
    assert cast.case().number == "KN-2025-0001"


def test_numbers_have_no_gap_after_a_failure() -> None:
    first = cast.case()

    with pytest.raises(OSError, match="full"), transaction.atomic():
        assert cast.case().number == "KN-2025-0002"
        raise OSError("the disk is full")
    assert first.number == "KN-2025-0001"
    assert cast.case().number == "KN-2025-0002"


def test_each_kind_and_year_has_its_series() -> None:
    entered = [
        ("recommendation", 2025),
        ("directive", 2025),
        ("commitment", 2025),
        ("recommendation", 2026),
        ("recommendation", 2025),
    ]
    numbers = [cast.case(kind=kind, raised_on=date(year, 8, 1)).number for kind, year in entered]
    assert numbers == ["KN-2025-0001", "CĐ-2025-0001", "CK-2025-0001", "KN-2026-0001", "KN-2025-0002"]


def test_a_lead_moves_a_recommendation_on() -> None:
    case = cast.case()
    assign(case)
    case.refresh_from_db()
    assert (case.status, case.version) == ("assigned", 2)
    entry = journal.of(case).first()
    assert (entry.act, entry.payload["name"], entry.payload["role"]) == ("assign", "Sở Xây dựng", "lead")


def test_support_and_other_kinds_stay_where_they_are() -> None:
    case, directive = cast.case(), cast.case(kind="directive")
    assign(case, role="support")
    assign(directive)
    assert (case.status, directive.status) == ("raised", "noted")
    assert [journal.of(one).first().act for one in (case, directive)] == ["named", "named"]
    assert [Case.objects.get(pk=one.pk).version for one in (case, directive)] == [2, 2]


def test_the_words_of_the_source_become_the_organ_they_name() -> None:
    case = cast.case(assignees=(actions.Named("sở Xây Dựng", "support"),))
    assign(case)
    only = case.assignments.get()
    assert (only.name, only.organisation, only.role) == ("sở Xây Dựng", cast.organ("Sở Xây dựng"), "lead")


@pytest.mark.parametrize(
    ("name", "role", "field"),
    [
        ("Sở Xây dựng", "support", "organisation"),
        ("Sở Nội vụ", "lead", "role"),
        ("Sở Nội vụ", "chair", "role"),
    ],
)
def test_a_second_assignment_that_contradicts_the_first(name: str, role: str, field: str) -> None:
    case = cast.case()
    assign(case)
    with pytest.raises(BrokenRule) as refused:
        assign(case, name, role)
    assert refused.value.field == field
    case.refresh_from_db()
    assert (case.assignments.count(), case.version, journal.of(case).count()) == (1, 2, 2)


def test_what_was_withdrawn_is_not_assigned() -> None:
    case = cast.case()
    actions.take_step(case=case, step="withdraw", reason="Trùng", **by())
    with pytest.raises(BrokenRule) as refused:
        assign(case)
    assert refused.value.code == "wrong-state"


def test_a_case_from_an_older_page_is_stale_and_nothing_is_written() -> None:
    case = cast.case()
    older = Case.objects.get(pk=case.pk)
    assign(case, role="support")
    acts = (
        lambda: assign(older, "Sở Nội vụ", "lead"),
        lambda: assign(older, "Sở Nội vụ", "support"),
        lambda: actions.take_step(case=older, step="withdraw", reason="Trùng", **by()),
        lambda: actions.link(case=older, ref=actions.Ref("x", uuid4(), "x", "/x/"), **by()),
    )
    for act in acts:
        with pytest.raises(Stale):
            act()
    case.refresh_from_db()
    assert (case.status, case.version, case.assignments.count(), case.links.count()) == ("raised", 2, 1, 0)
    assert journal.of(case).count() == 2


def test_the_journal_is_written_with_the_act_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    case = cast.case()
    before = JournalEntry.objects.count()

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(journal, "write", broken)
    for act in (
        lambda: cast.case(),
        lambda: assign(case),
        lambda: assign(case, role="support"),
        lambda: actions.take_step(case=case, step="withdraw", reason="Trùng", **by()),
    ):
        with pytest.raises(OSError, match="full"), transaction.atomic():
            act()
    monkeypatch.undo()
    case = Case.objects.get()
    assert (case.status, case.version, case.assignments.count()) == ("raised", 1, 0)
    assert JournalEntry.objects.count() == before


def test_an_answer_is_kept_with_its_result() -> None:
    case = cast.case()
    given = actions.answer(
        case=case,
        text=" Sẽ bố trí trong kế hoạch trung hạn. ",
        answered_by="Sở Tài chính",
        result="scheduled",
        on=date(2025, 8, 20),
        passage=None,
        **by(),
    )
    assert Answer.objects.get() == given
    assert given.text == "Sẽ bố trí trong kế hoạch trung hạn."
    assert journal.of(case).first().payload == {"answer": str(given.uid), "result": "scheduled"}


@pytest.mark.parametrize(
    "changes", [{"text": " "}, {"result": "maybe"}, {"case": "directive"}], ids=["empty", "result", "kind"]
)
def test_what_is_no_answer_is_refused(changes: dict[str, Any]) -> None:
    case = cast.case(kind=changes.pop("case", "recommendation"))
    given = {"text": "Có.", "answered_by": "Sở", "result": "resolved", "on": date(2025, 8, 20)} | changes
    with pytest.raises(BrokenRule):
        actions.answer(case=case, passage=None, **given, **by())
    assert not case.answers.exists()


def test_linking_twice_changes_nothing() -> None:
    case, ref = cast.case(), actions.Ref("documents.notice", uuid4(), "Thông báo 12-TB/VPTU", "/van-ban/x/")
    actions.link(case=case, ref=ref, **by())
    actions.link(case=case, ref=ref, **by())
    assert (case.links.count(), journal.of(case).count(), case.version) == (1, 2, 2)
