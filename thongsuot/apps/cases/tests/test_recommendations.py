"""A recommendation from raised to proven solved: who may, what follows, what is refused, what is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Answer, Case, Clock, Confirmation, NotOurs
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed

pytestmark = pytest.mark.django_db

OFFICE = {"at": NOW}


def two_units() -> dict[str, Any]:
    return {"raising_units": (cast.unit(), cast.unit(cast.DAK_BLA))}


def other_commune() -> Any:
    return cast.commune_officer(cast.unit(cast.DAK_BLA))


def screen(case: Case, **changes: Any) -> None:
    found: dict[str, Any] = {
        "topic": "land",
        "level": "internal",
        "competence": "province",
        "cause": "law",
        "public_words": "",
        "duplicate_of": None,
    }
    by = changes.pop("by", None) or cast.coordinator()
    actions.screen(case=case, step="screen", **found | changes, by=by, at=NOW)


def test_screening_says_whose_it_is_and_stops_its_clock() -> None:
    case = cast.case()
    assert [one.kind for one in case.clocks.all()] == ["screening"]
    screen(case)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.status, kept.topic, kept.competence, kept.cause) == ("screened", "land", "province", "law")
    assert not case.clocks.get().is_running
    with pytest.raises(NotAllowed):
        screen(cast.case(), by=cast.leader())
    with pytest.raises(BrokenRule) as refused:
        screen(cast.case(), topic="astrology")
    assert refused.value.field == "topic"


def test_an_answer_stops_the_doers_clock_and_starts_one_for_each_who_asked() -> None:
    case = life.assigned(**two_units())
    (clock,) = case.clocks.filter(kind="answering")
    assert clock.assignment == case.assignments.get()
    kept = actions.answer_case(case=case, step="resolve", given=life.given(), by=life.head(), at=NOW)
    clock.refresh_from_db()
    assert (clock.is_running, kept.organisation, kept.round) == (False, cast.organ(life.LEAD), 1)
    asked = Confirmation.objects.filter(case=case)
    assert {(one.unit.code, one.status) for one in asked} == {
        (cast.KON_TUM, "waiting"),
        (cast.DAK_BLA, "waiting"),
    }
    assert all(one.clocks.get().is_running and one.clocks.get().kind == "confirming" for one in asked)
    assert life.fresh(case).status == "resolved"


@pytest.mark.parametrize(
    "who", [cast.coordinator, cast.leader, cast.commune_officer, cast.department_officer]
)
def test_only_who_approves_in_the_leading_organ_answers(who: Callable[[], Any]) -> None:
    case = life.assigned()
    with pytest.raises(NotAllowed):
        actions.answer_case(case=case, step="resolve", given=life.given(), by=who(), at=NOW)
    assert not Answer.objects.exists()
    assert life.fresh(case).status == "assigned"


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        ("resolve", life.given("explained"), "result"),
        ("answer", life.given("resolved"), "result"),
        ("resolve", actions.Given("  ", "resolved"), "text"),
        ("schedule", life.given("scheduled"), "schedule_until"),
        ("schedule", life.given("scheduled", schedule_until=date(2025, 8, 22)), "schedule_until"),
        ("forward", life.given("forwarded"), "forwarded_to"),
        ("resolve", life.given(document_on=date(2025, 8, 23)), "document_on"),
        ("resolve", actions.Given("Độ mật: Tối mật. Nội dung", "resolved"), "text"),
    ],
)
def test_what_is_no_answer(step: str, given: actions.Given, field: str) -> None:
    case = life.assigned()
    with pytest.raises(BrokenRule) as refused:
        actions.answer_case(case=case, step=step, given=given, by=life.head(), at=NOW)
    assert refused.value.field == field
    assert not Answer.objects.exists()


def test_a_schedule_runs_its_own_clock_until_it_is_solved() -> None:
    case, until = life.assigned(), date(2025, 12, 1)
    given = life.given("scheduled", schedule_until=until)
    actions.answer_case(case=case, step="schedule", given=given, by=life.head(), at=NOW)
    case = life.fresh(case)
    (clock,) = [one for one in case.clocks.all() if one.is_running]
    assert (case.status, clock.kind, clock.due_on, case.due_on) == ("scheduled", "schedule", until, until)
    actions.answer_case(case=case, step="resolve", given=life.given(), by=life.head(), at=NOW)
    assert life.fresh(case).status == "resolved"


def test_forwarded_upward_it_becomes_a_case_there_on_the_same_thread() -> None:
    cast.state_coordinator()
    office = cast.organ("Văn phòng UBND tỉnh")
    case = life.assigned()
    given = life.given("forwarded", office=office)
    actions.answer_case(case=case, step="forward", given=given, by=life.head(), at=NOW)
    above = case.forwarded.get()
    assert (above.thread, above.register, above.status) == (case.thread, office, "raised")
    assert [one.unit.code for one in above.case_units.all()] == [cast.KON_TUM]
    assert case.answers.get().forwarded_to == office.name
    words = life.given("forwarded", forwarded_to="Bộ Xây dựng")
    other = life.assigned()
    actions.answer_case(case=other, step="forward", given=words, by=life.head(), at=NOW)
    assert (life.fresh(other).status, other.forwarded.count()) == ("forwarded", 0)


def test_it_closes_when_all_who_asked_confirm() -> None:
    case = life.answered(**two_units())
    case = life.confirm(case)
    assert (case.status, case.closed_on) == ("resolved", None)
    with pytest.raises(BrokenRule):
        life.confirm(case)
    with pytest.raises(NotAllowed):
        life.confirm(case, by=cast.leader())
    case = life.confirm(case, by=other_commune())
    assert (case.status, case.closed_on) == ("confirmed", date(2025, 8, 22))
    assert not case.clocks.filter(stopped_on=None).exists()


def test_a_unit_speaks_for_itself_alone() -> None:
    case = life.answered(**two_units())
    life.confirm(case, by=other_commune())
    assert {one.unit.code: one.status for one in case.confirmations.all()} | {} == {
        cast.KON_TUM: "waiting",
        cast.DAK_BLA: "waiting",
    }
    now = {one.unit.code: one.status for one in Confirmation.objects.filter(case=case)}
    assert now == {cast.KON_TUM: "waiting", cast.DAK_BLA: "confirmed"}


def test_not_agreeing_goes_to_the_office_which_upholds_for_those_left() -> None:
    case = life.contest(life.answered(**two_units()))
    assert (case.status, Clock.objects.filter(case=case, kind="deciding").count()) == ("contested", 1)
    with pytest.raises(BrokenRule):
        life.contest(case, step="contest-meanwhile")
    with pytest.raises(BrokenRule):
        life.decide(case, "uphold")
    case = life.decide(case, "uphold-waiting")
    assert case.status == "answered"
    case = life.confirm(case, by=other_commune())
    assert case.status == "confirmed"
    assert {one.status for one in case.confirmations.all()} == {"decided", "confirmed"}


def test_others_speak_while_the_office_decides() -> None:
    case = life.contest(life.answered(**two_units()))
    case = life.confirm(case, by=other_commune(), step="confirm-meanwhile")
    assert case.status == "contested"
    case = life.decide(case, "uphold")
    assert (case.status, case.closed_on) == ("decided", date(2025, 8, 22))


def test_another_answer_is_another_round_that_asks_everybody() -> None:
    case = life.decide(life.contest(life.answered(**two_units())), "redo")
    assert (case.status, case.round) == ("assigned", 2)
    assert {one.status for one in case.confirmations.all()} == {"decided", "overtaken"}
    actions.answer_case(case=case, step="resolve", given=life.given(), by=life.head(), at=NOW)
    again = Confirmation.objects.filter(case=case, round=2)
    assert [one.status for one in again] == ["waiting", "waiting"]
    life.contest(case)


def test_only_the_office_decides_and_says_why() -> None:
    case = life.contest(life.answered())
    with pytest.raises(NotAllowed):
        actions.decide(case=case, step="uphold", reason="x", by=cast.commune_officer(), at=NOW)
    with pytest.raises(BrokenRule) as refused:
        actions.decide(case=case, step="uphold", reason=" ", by=cast.coordinator(), at=NOW)
    assert refused.value.field == "reason"


def test_silence_closes_only_after_the_day_and_a_reminder() -> None:
    case = life.answered()
    with pytest.raises(BrokenRule):
        life.closed_unheard(case, NOW)
    with pytest.raises(BrokenRule) as refused:
        life.closed_unheard(case, life.days_later(40))
    assert refused.value.code == "guard"
    life.remind(case)
    with pytest.raises(BrokenRule):
        life.closed_unheard(case, NOW)
    case = life.closed_unheard(case, life.days_later(40))
    assert (case.status, case.confirmations.get().status) == ("unheard", "unheard")


def test_one_that_was_closed_opens_again_within_its_window() -> None:
    case = life.confirm(life.answered())
    last = actions.last_day(case)
    assert last and last > date(2025, 8, 22)
    late = life.days_later((last - date(2025, 8, 22)).days + 1)
    with pytest.raises(BrokenRule) as refused:
        actions.reopen(case=case, step="reopen", reason="Hỏng lại", by=cast.commune_officer(), at=late)
    assert (refused.value.code, f"{last:%d/%m/%Y}" in refused.value.message) == ("too-late", True)
    case = life.fresh(case)
    with pytest.raises(NotAllowed):
        actions.reopen(case=case, step="reopen", reason="x", by=cast.leader(), at=NOW)
    case = life.fresh(case)
    actions.reopen(case=case, step="reopen", reason="Hỏng lại", by=cast.commune_officer(), at=NOW)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.status, kept.round, kept.closed_on) == ("assigned", 2, None)


def new(**changes: Any) -> actions.NewCase:
    usual: dict[str, Any] = {
        "kind": "difficulty",
        "topic": "land",
        "text": "Thiếu biểu mẫu cấp giấy chứng nhận",
        "raised_on": date(2025, 8, 22),
        "raising_units": (cast.unit(),),
        "register": cast.organ("Văn phòng Tỉnh ủy"),
    }
    return actions.NewCase(**usual | changes)


def test_a_commune_raises_for_itself_into_the_register_it_chose() -> None:
    cast.coordinator()
    case = actions.raise_case(new=new(), by=cast.commune_officer(), at=NOW)
    assert (case.register, case.number) == (cast.organ("Văn phòng Tỉnh ủy"), "KK-2025-0001")
    for wrong, field in (
        ({"raising_units": (cast.unit(cast.LY_SON),)}, "units"),
        ({"register": None}, "register"),
        ({"register": cast.organ("Sở Nội vụ")}, "register"),
        ({"kind": "directive"}, "kind"),
        ({"text": "MẬT\nThiếu biểu mẫu"}, "text"),
    ):
        with pytest.raises(BrokenRule) as refused:
            actions.raise_case(new=new(**wrong), by=cast.commune_officer(), at=NOW)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        actions.raise_case(new=new(), by=cast.leader(), at=NOW)


def test_an_organ_raises_sees_its_case_and_confirms_it() -> None:
    cast.coordinator()
    organ, officer = cast.organ("Sở Nội vụ"), cast.department_officer("Sở Nội vụ")
    raised = new(raising_units=(), raising_organ=organ, raised_by=organ.name)
    case = actions.raise_case(new=raised, by=officer, at=NOW)
    assert queries.case(case.uid, for_=officer) == case
    assert queries.case(case.uid, for_=cast.department_officer("Sở Y tế")) is None
    actions.assign(case=case, organisation=cast.organ(life.LEAD), role="lead", by=cast.coordinator(), at=NOW)
    actions.answer_case(case=life.fresh(case), step="resolve", given=life.given(), by=life.head(), at=NOW)
    with pytest.raises(NotAllowed):
        life.confirm(case)
    assert life.confirm(case, by=officer).status == "confirmed"


@pytest.mark.parametrize(
    ("text", "is_secret"),
    [
        ("TUYỆT MẬT\nBáo cáo", True),
        ("Độ mật: mật", True),
        ("Văn bản (Tối mật) của tỉnh", True),
        ("  Mật  \nvề việc", True),
        ("Bảo vệ bí mật nhà nước tại xã", False),
        ("Hỗ trợ nuôi ong lấy mật", False),
        ("TĂNG CƯỜNG BẢO MẬT", False),
    ],
)
def test_what_bears_a_secret_label_is_refused(text: str, is_secret: bool) -> None:
    if not is_secret:
        assert cast.case(text).text == text
        return
    with pytest.raises(BrokenRule) as refused:
        cast.case(text)
    assert refused.value.code == "secret"


def test_raised_again_it_is_counted_on_its_thread() -> None:
    case = life.confirm(life.answered())
    with pytest.raises(BrokenRule):
        actions.raise_case(new=new(raises_again=cast.case()), by=cast.commune_officer(), at=NOW)
    again = actions.raise_case(new=new(raises_again=case), by=cast.commune_officer(), at=NOW)
    assert again.thread == case.thread
    assert life.fresh(case).again_count == life.fresh(again).again_count == 1  # type: ignore[attr-defined]


def give_back(case: Case, by: Any = None, **more: Any) -> None:
    given: dict[str, Any] = {
        "reason": "Thuộc ngành khác",
        "believed": cast.organ("Sở Nội vụ"),
        "believed_words": "",
    }
    actions.give_back(case=case, step="return", **given | more, by=by or life.head(), at=NOW)


def test_not_ours_is_kept_and_another_leads() -> None:
    case = life.assigned()
    with pytest.raises(BrokenRule) as refused:
        give_back(case, believed=cast.organ(life.LEAD))
    assert refused.value.field == "believed"
    give_back(case)
    case = life.fresh(case)
    assert (case.status, case.returned, case.assignments.get().status) == ("returned", 1, "returned")
    assert NotOurs.objects.get().believed == cast.organ("Sở Nội vụ")
    by: dict[str, Any] = {"by": cast.coordinator(), "at": NOW}
    actions.assign(case=case, organisation=cast.organ("Sở Nội vụ"), role="lead", **by)
    assert life.fresh(case).status == "assigned"


def test_the_same_organ_may_be_named_again() -> None:
    case = life.assigned()
    give_back(case)
    by: dict[str, Any] = {"by": cast.coordinator(), "at": NOW}
    actions.assign(case=life.fresh(case), organisation=cast.organ(life.LEAD), role="lead", **by)
    assert [one.status for one in life.fresh(case).assignments.all()] == ["named"]


def test_merged_its_askers_ask_there_and_come_out_again() -> None:
    target = cast.case()
    case = cast.case("Đề nghị sớm làm đường vành đai", raising_units=(cast.unit(cast.DAK_BLA),))
    actions.merge(case=case, step="merge", target=target, by=cast.coordinator(), at=NOW)
    assert (case.status, life.fresh(case).merged_into) == ("merged", target)
    assert {one.unit.code for one in target.case_units.all()} == {cast.KON_TUM, cast.DAK_BLA}
    case = life.fresh(case)
    actions.unmerge(case=case, step="unmerge", reason="Khác việc", by=cast.coordinator(), at=NOW)
    assert (case.status, life.fresh(case).merged_into) == ("raised", None)
    assert {one.unit.code for one in target.case_units.all()} == {cast.KON_TUM}
    for subject in (case, target):
        assert journal.verify("cases.case", subject.uid) == []


def test_a_merger_that_makes_no_sense() -> None:
    case = cast.case()
    for target, field in (
        (case, "target"),
        (cast.case(kind="directive"), "target"),
        (life.answered(), "target"),
    ):
        with pytest.raises(BrokenRule) as refused:
            actions.merge(case=case, step="merge", target=target, by=cast.coordinator(), at=NOW)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        actions.merge(case=case, step="merge", target=cast.case(), by=cast.leader(), at=NOW)


def test_a_request_and_a_directive_hang_on_one_thread() -> None:
    case, directive = cast.case(), cast.case(kind="directive")
    actions.join_thread(case=case, other=directive, by=cast.coordinator(), at=NOW)
    assert Case.objects.get(pk=directive.pk).thread == case.thread
    assert [one.number for one in queries.beside(case, for_=cast.coordinator())] == [directive.number]
    with pytest.raises(BrokenRule):
        actions.join_thread(case=case, other=directive, by=cast.coordinator(), at=NOW)
    with pytest.raises(NotAllowed):
        actions.join_thread(case=case, other=cast.case(), by=cast.leader(), at=NOW)


def test_a_released_answer_names_nobody_and_is_read_by_all_communes() -> None:
    case = life.answered()
    answer = case.answers.get()
    with pytest.raises(BrokenRule) as refused:
        actions.release(answer=answer, question="Phường Kon Tum hỏi về đường", by=life.head(), at=NOW)
    assert refused.value.field == "question"
    with pytest.raises(NotAllowed):
        actions.release(answer=answer, question="Khi nào làm đường?", by=cast.coordinator(), at=NOW)
    actions.release(answer=answer, question="Khi nào làm đường?", by=life.head(), at=NOW)
    far = cast.commune_officer(cast.unit(cast.LY_SON))
    assert queries.released("lam duong", for_=far) == [answer]
    assert queries.released("học phí", for_=far) == []
    actions.take_back_release(answer=answer, by=life.head(), at=NOW)
    assert queries.released(for_=far) == []
