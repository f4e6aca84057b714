"""A later day drafted by an officer and sent by who approves; what is said against a bucket is seen beside it."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, ledger, queries
from thongsuot.apps.cases.actions import Clear, Paper
from thongsuot.apps.cases.models import Case, Draft, Extension
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core.models import User

pytestmark = pytest.mark.django_db

DUE, UNTIL, WHY = date(2025, 9, 12), date(2025, 9, 30), "Chờ ý kiến của Sở Tài chính"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def at(day: date) -> datetime:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def issued() -> Case:
    case = cast.case("Rà soát các dự án", kind="directive", raising_units=())
    lead, office = cast.organ(life.LEAD), {"by": cast.coordinator(), "at": NOW}
    clear = Clear(
        "Rà soát", "report", lead, due_on=DUE, responsibility="Giám đốc", product="Báo cáo", authority="Sở"
    )
    given: Any = {"case": case, **office}
    actions.draft_directive(step="draft", clear=clear, **given)
    giver = cast.organ("UBND tỉnh", kind="peoples-committee")
    signed = Paper(giver, "Lê Văn A (ví dụ)", "Chủ tịch", NOW.date(), "Rà soát các dự án", "15/UBND-KT")
    actions.issue(step="issue", paper=signed, **given)
    return life.fresh(case)


def handed_up(case: Case) -> Draft:
    life.head()
    typed = {"version": case.version, "post_key": cast.key(), "until": UNTIL.isoformat(), "reason": WHY}
    url = reverse("cases:step-form", args=[case.uid, "ask-extension"])
    assert cast.browser(cast.department_officer()).post(url, typed).status_code == 302
    assert not Extension.objects.exists(), "nothing leaves the organ before it is approved"
    return Draft.objects.get()


def approve(draft: Draft, by: User) -> Any:
    posted = {"version": draft.version, "post_key": cast.key()}
    return cast.browser(by).post(reverse("inside:approve", args=[draft.uid]), posted)


def test_approving_asks_with_the_day_and_the_words_that_were_typed() -> None:
    case = issued()
    draft = handed_up(case)
    assert approve(draft, life.head()).status_code == 302
    asked = Extension.objects.get()
    assert (asked.case, asked.asked_until, asked.reason, asked.status) == (case, UNTIL, WHY, "asked")
    draft.refresh_from_db()
    assert draft.status == "approved"


def test_approved_after_the_due_day_it_is_refused_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = handed_up(issued())
    cast.stop_clock(monkeypatch, at(date(2025, 9, 15)))
    answer = approve(draft, life.head())
    assert (answer.status_code, Extension.objects.exists()) == (422, False)
    assert "Đã quá ngày được xin gia hạn" in answer.content.decode()
    assert WHY in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.values["until"]) == ("submitted", [UNTIL.isoformat()])


def objected(kind: str) -> Case:
    case, late = issued(), at(date(2025, 9, 22))
    actions.report(case=case, step="report", text="Đã có báo cáo", by=life.head(), at=late)
    clock = queries.judged_clock(case)
    assert clock
    made = actions.object_to(case=case, clock=clock, kind=kind, text="Bão số 5", by=life.head(), at=late)
    who: Any = {"by": cast.coordinator(), "at": late}
    actions.decide_objection(objection=made, step="accept", reason="Đã kiểm tra", **who)
    return life.fresh(case)


@pytest.mark.parametrize("kind", ["cause", "wrong-date", "completed"])
def test_what_was_accepted_stands_beside_the_bucket_on_the_page_in_the_list_and_in_the_file(
    kind: str,
) -> None:
    case = objected(kind)
    page = cast.browser(cast.coordinator()).get(reverse("cases:detail", args=[case.uid])).content.decode()
    for said in ("Bão số 5", "Được chấp nhận", "Đã kiểm tra"):
        assert said in page
    told = "".join(ledger.lines(Case.objects.filter(pk=case.pk), language="vi", on=date(2025, 9, 22)))
    (row,) = csv.DictReader(io.StringIO(told.lstrip("\ufeff")))
    (made,) = queries.judged_clock(case).objections.all()  # type: ignore[union-attr]
    assert row["Kết quả thời hạn"]
    assert row["Ý kiến về kết quả thời hạn"] == f"{made.get_kind_display()}: Bão số 5 (Được chấp nhận)"
    listed = cast.browser(cast.coordinator()).get(reverse("cases:list")).content.decode()
    assert f"{made.get_kind_display()} (Được chấp nhận)" in listed
