"""Running limits follow the calendar; what has stopped, and what was seen on a past day, stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions import clocks, following
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import calendar, journal
from thongsuot.apps.core.actions.calendar import follow_change
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.models import Notice
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db

BEGUN = datetime.fromisoformat("2026-11-23T08:30:00+07:00")
LATER = BEGUN + timedelta(hours=2)
CULTURE_DAY, DUE, MOVED = date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 1)


def running(text: str = "Xây cầu", at: datetime = BEGUN) -> Clock:
    """Five working days for screening; the 28th and the 29th are a weekend."""
    case = cast.case(text)
    clock = clocks.start(case=case, kind=Clock.Kind.SCREENING, limit="screening", at=at)
    Clock.objects.filter(pk=clock.pk).update(days=5)
    clock.refresh_from_db()
    clocks.derive(clock=clock, on=at.date())
    assert clock.due_on == DUE
    return clock


def switch(at: datetime = LATER, *, in_force: bool = True, **more: Any) -> None:
    given: dict[str, Any] = {"day": CULTURE_DAY, "source": "Luật (hư cấu)", "by": system_actor(), "at": at}
    core.switch_day(in_force=in_force, **given | more)


def follow(at: datetime = LATER, **more: Any) -> int | None:
    """What the last change of the calendar asked for, done at this moment."""
    asked = DBTaskResult.objects.filter(task_path__endswith="follow_change").latest("enqueued_at")
    since, until, unit, *_after = asked.args_kwargs["args"]
    given: dict[str, Any] = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
    given |= {"unit": unit or None, "after": 0, "by": system_actor(), "at": at}
    return actions.follow_calendar(**given | more)


def test_a_day_switched_on_moves_what_runs_over_it_and_back_again() -> None:
    clock = running()
    Notice.objects.all().delete()
    for in_force, due in ((True, MOVED), (False, DUE)):
        switch(in_force=in_force)
        follow()
        clock.refresh_from_db()
        assert (clock.due_on, clock.case.due_on) == (due, due)
        assert clock.due_on == queries.standing(clock, on=LATER.date()).due
    rows = journal.of(clock.case).filter(act="due-days-followed")
    told = rows.order_by("seq")[0].payload["clocks"]
    assert [(one["from"], one["to"]) for one in told] == [(DUE.isoformat(), MOVED.isoformat())]
    assert rows.count() == 2 and not Notice.objects.exists()
    assert journal.verify("cases.case", clock.case.uid) == []


def test_delivered_again_it_writes_nothing_more() -> None:
    clock = running()
    switch()
    follow()
    follow()
    assert journal.of(clock.case).filter(act="due-days-followed").count() == 1


def test_a_stopped_limit_and_one_that_does_not_meet_the_day_stay() -> None:
    ended, after = running(), running("Xây chợ")
    clocks.stop(case=ended.case, kinds=["*"], at=BEGUN)
    Clock.objects.filter(pk=after.pk).update(started_on=date(2026, 11, 25))
    switch()
    follow()
    for clock in (ended, after):
        clock.refresh_from_db()
        assert clock.due_on == DUE
        assert not journal.of(clock.case).filter(act="due-days-followed").exists()


def test_a_day_of_one_organ_moves_only_its_own_limits() -> None:
    clock = running()
    organ = cast.organ("Sở Xây dựng")
    core.set_day(
        day=CULTURE_DAY, kind="holiday", label="Tránh bão", source="Công điện (hư cấu)",
        unit=organ.uid, by=system_actor(), at=LATER,
    )  # fmt: skip
    follow()
    clock.refresh_from_db()
    assert clock.due_on == DUE
    assigned = actions.assign(
        case=clock.case, organisation=organ, role="lead", by=cast.coordinator(), at=BEGUN
    )
    Clock.objects.filter(pk=clock.pk).update(assignment=assigned, kind="doing", stopped_on=None)
    follow()
    clock.refresh_from_db()
    assert clock.due_on == MOVED


def test_what_was_seen_on_a_past_day_stays() -> None:
    clock = running()
    Clock.objects.filter(pk=clock.pk).update(kind=Clock.Kind.DOING)
    afterwards = datetime.fromisoformat("2026-12-03T09:00:00+07:00")
    switch(afterwards)
    follow(afterwards)
    rows, seen = Case.objects.filter(pk=clock.case_id), calendar.end_of_day(MOVED)
    assert queries.buckets(rows, on=MOVED, recorded_by=seen)[Bucket.OVERDUE] == 1
    assert queries.buckets(rows, on=MOVED)[Bucket.IN_TERM] == 1


def test_many_cases_are_followed_in_several_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [running(f"Nội dung {number}") for number in range(3)]
    monkeypatch.setattr(following, "AT_ONCE", 2)
    switch()
    last = follow()
    assert last == sorted(clock.case_id for clock in made)[1]
    assert follow(after=last) is None
    for clock in made:
        clock.refresh_from_db()
        assert clock.due_on == MOVED


def test_the_job_is_asked_for_with_the_change_and_not_without_it() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        switch()
        raise RuntimeError
    assert not DBTaskResult.objects.filter(task_path__endswith="follow_change").exists()
    clock = running()
    switch()
    asked = DBTaskResult.objects.get()
    follow_change.call(SimpleNamespace(task_result=asked), *asked.args_kwargs["args"])  # type: ignore[arg-type]
    clock.refresh_from_db()
    assert clock.due_on == MOVED
