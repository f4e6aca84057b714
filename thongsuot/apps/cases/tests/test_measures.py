"""One measure for many recommendations: put in, started, reported on, answered once, confirmed by each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions.measures import due_days
from thongsuot.apps.cases.models import Measure
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed

pytestmark = pytest.mark.django_db
COMMUNES = (cast.KON_TUM, cast.DAK_BLA, cast.NGOK_BAY, cast.LY_SON)


def office() -> dict[str, Any]:
    return {"by": cast.coordinator(), "at": NOW}


def drafted() -> Measure:
    cast.coordinator()
    new = actions.NewMeasure(
        "Bố trí máy quét cho các xã",
        "Mua sắm tập trung máy quét.",
        "land",
        cast.organ(life.LEAD),
        cast.organ("Văn phòng Tỉnh ủy"),
        due_on=date(2026, 2, 28),
    )
    return actions.draft_measure(new=new, **office())


def started() -> tuple[Measure, list[Any]]:
    measure = drafted()
    cases = [cast.case(f"Thiếu máy quét {code}", raising_units=(cast.unit(code),)) for code in COMMUNES]
    actions.put_in(measure=measure, cases=cases, **office())
    actions.take_measure_step(measure=measure, step="start", **office())
    return measure, cases


def test_one_answer_reaches_every_case_and_each_asker_confirms_for_itself() -> None:
    measure, cases = started()
    assert {life.fresh(case).status for case in cases} == {"assigned"}
    assert actions.answer_measure(measure=measure, given=life.given(), by=life.head(), at=NOW) == len(
        COMMUNES
    )
    assert measure.answers.count() == len(COMMUNES)
    for case, code in zip(cases[:3], COMMUNES, strict=False):
        life.confirm(case, by=cast.commune_officer(cast.unit(code)))
    life.contest(cases[3], by=cast.commune_officer(cast.unit(cast.LY_SON)))
    assert queries.shares(measure) == {"confirmed": 3, "contested": 1}
    with pytest.raises(BrokenRule):
        actions.take_measure_step(measure=measure, step="close", **office())
    life.decide(cases[3], "uphold")
    actions.take_measure_step(measure=measure, step="close", **office())
    assert measure.status == "done"
    assert journal.verify("cases.measure", measure.uid) == []


def test_who_may_do_what_with_a_measure() -> None:
    measure, cases = started()
    with pytest.raises(NotAllowed):
        actions.answer_measure(measure=measure, given=life.given(), **office())
    with pytest.raises(NotAllowed):
        actions.put_in(measure=measure, cases=[], by=cast.leader(), at=NOW)
    with pytest.raises(NotAllowed):
        actions.draft_measure(
            new=actions.NewMeasure("a", "b", "land", cast.organ(life.LEAD), cast.organ("Văn phòng Tỉnh ủy")),
            by=cast.commune_officer(),
            at=NOW,
        )
    commune = cast.commune_officer()
    assert queries.measure(measure.uid, for_=commune) == measure
    assert [one.number for one in queries.cases_of(measure, for_=commune)] == [cases[0].number]
    assert queries.measure(measure.uid, for_=cast.department_officer("Sở Y tế")) is None


def test_what_does_not_go_into_a_measure() -> None:
    measure = drafted()
    with pytest.raises(BrokenRule):
        actions.take_measure_step(measure=measure, step="start", **office())
    led = cast.case()
    actions.assign(case=led, organisation=cast.organ("Sở Nội vụ"), role="lead", **office())
    for case in (led, cast.case(kind="directive"), life.answered()):
        with pytest.raises(BrokenRule):
            actions.put_in(measure=measure, cases=[life.fresh(case)], **office())
    assert not measure.cases.exists()


def test_a_case_goes_out_until_it_is_answered() -> None:
    measure, cases = started()
    actions.take_out(measure=measure, case=cases[0], **office())
    actions.answer_measure(measure=measure, given=life.given(), by=life.head(), at=NOW)
    assert life.fresh(cases[0]).status == "assigned"
    with pytest.raises(BrokenRule):
        actions.take_out(measure=measure, case=cases[1], **office())


def indicator(measure: Measure, **changes: Any) -> Any:
    usual: dict[str, Any] = {
        "name": "Số xã có máy quét",
        "unit": "xã",
        "target": Decimal(96),
        "months": 3,
        "since": date(2025, 1, 31),
        "until": None,
    }
    return actions.set_indicator(measure=measure, **usual | changes, by=cast.department_officer(), at=NOW)


def test_a_change_rebuilds_only_what_is_to_come_and_was_not_reported() -> None:
    measure, _cases = started()
    one = indicator(measure)
    assert [row.due_on for row in one.reports.all()] == [date(2025, 10, 31), date(2026, 1, 31)]
    first = one.reports.first()
    by: dict[str, Any] = {"by": cast.department_officer(), "at": NOW}
    with pytest.raises(BrokenRule):
        actions.report_indicator(report=first, value=None, text=" ", **by)
    actions.report_indicator(report=first, value=Decimal(12), text="", **by)
    indicator(measure, months=6, since=date(2025, 3, 1), indicator=one)
    assert [(row.due_on, row.value) for row in one.reports.all()] == [
        (date(2025, 9, 1), None),
        (date(2025, 10, 31), Decimal(12)),
    ]
    with pytest.raises(NotAllowed):
        actions.report_indicator(report=first, value=Decimal(1), text="", by=cast.leader(), at=NOW)


def test_due_days_keep_to_the_end_of_the_month() -> None:
    found = list(due_days(date(2025, 8, 31), 3, date(2026, 6, 1)))
    assert found == [date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 31)]
