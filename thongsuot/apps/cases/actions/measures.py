"""One measure for many recommendations: its cases, its indicators with their due dates, and one answer to all."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.cases import permissions, queries
from thongsuot.apps.cases.actions import answering
from thongsuot.apps.cases.actions.recording import ANSWERABLE, assign, refuse_secret
from thongsuot.apps.cases.models import Assignment, Case, Indicator, IndicatorReport, Measure
from thongsuot.apps.core import journal, numbers
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move, refusal
from thongsuot.apps.core.vault import Words

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

SERIES = "GP"
AHEAD = 24
"""Months for which due dates are made where nothing says until when."""
TO_ANSWER = ("assigned", "seen", "scheduled", "forwarded")


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What a measure starts from."""

    title: str
    text: str
    topic: str
    organisation: Organisation
    register: Organisation
    due_on: date | None = None
    due_words: str = ""


@transaction.atomic
def draft_measure(*, new: NewMeasure, by: User, at: datetime) -> Measure:
    """Write down a measure in the register of one's office. Raises `BrokenRule` and `NotAllowed`."""
    if new.register.pk not in permissions.registers_of(by):
        said = _("Chỉ cơ quan giữ sổ lập được giải pháp chung.")
        raise refusal(by, said, lambda other: new.register.pk in permissions.registers_of(other))
    if not new.title.strip() or not new.text.strip() or new.topic not in facts.topics():
        raise BrokenRule(_("Giải pháp cần có tên, nội dung và lĩnh vực."), field="title")
    refuse_secret(f"{new.title}\n{new.text}")
    year = timezone.localdate(at).year
    made = Measure.objects.create(
        number=f"{SERIES}-{year}-{numbers.take(SERIES, year)[0]:04d}",
        title=nfc(new.title).strip(),
        text=nfc(new.text).strip(),
        topic=new.topic,
        organisation=new.organisation,
        register=new.register,
        due_on=new.due_on,
        due_words=new.due_words,
        recorded_at=at,
    )
    told = {"number": made.number, "title": Words(made.uid, made.title)}
    journal.write(made, "recorded", by=by, at=at, payload=told)
    return made


@transaction.atomic
def put_in(*, measure: Measure, cases: Iterable[Case], by: User, at: datetime) -> int:
    """Put recommendations into a measure; how many are new in it.

    Its organ leads each that has no lead yet. Raises `BrokenRule` for one of another kind, at an end, or led by
    another organ; `NotAllowed` in another office's register.
    """
    _check_own(measure, by)
    known = set(measure.cases.values_list("pk", flat=True))
    fresh = [case for case in cases if case.pk not in known]
    for case in fresh:
        _check_case(measure, case)
        if not queries.has_lead(case):
            role = Assignment.Role.LEAD
            assign(case=case, organisation=measure.organisation, role=role, by=by, at=at)
    measure.cases.add(*fresh)
    if fresh:
        _touch(measure, "cases-put-in", by, at, {"numbers": [case.number for case in fresh]})
    return len(fresh)


@transaction.atomic
def take_out(*, measure: Measure, case: Case, by: User, at: datetime) -> None:
    """Take a recommendation out of a measure again. Raises `BrokenRule` once the measure answered it."""
    _check_own(measure, by)
    if case.answers.filter(measure=measure).exists():
        raise BrokenRule(_("Giải pháp đã trả lời kiến nghị này, nên không đưa ra được."))
    measure.cases.remove(case)
    _touch(measure, "case-taken-out", by, at, {"number": case.number})


@transaction.atomic
def take_measure_step(*, measure: Measure, step: str, by: User, at: datetime, reason: str = "") -> None:
    """Take a step of a measure that needs nothing but a reason. Raises as `core.states.move` does."""
    if measure.life_cycle.step(step).form:
        raise BrokenRule(_("Bước này cần thêm thông tin. Hãy dùng biểu mẫu của nó."), code="form-needed")
    move(measure, step, by=by, at=at, reason=reason)


@transaction.atomic
def answer_measure(*, measure: Measure, given: answering.Given, by: User, at: datetime) -> int:
    """Answer every case of a measure that waits for it, as solved; each asker confirms for itself. How many.

    Raises `BrokenRule` when none waits, and as `answering.answer_case` does.
    """
    waiting = list(measure.cases.filter(status__in=TO_ANSWER).order_by("pk"))
    if not waiting:
        raise BrokenRule(_("Không còn kiến nghị nào trong giải pháp chờ trả lời."), code="wrong-state")
    for case in waiting:
        answering.answer_case(case=case, step="resolve", given=given, measure=measure, by=by, at=at)
    move(measure, "answer", by=by, at=at, payload={"numbers": [case.number for case in waiting]})
    return len(waiting)


@transaction.atomic
def set_indicator(
    *,
    measure: Measure,
    name: str,
    unit: str,
    target: Decimal | None,
    months: int,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
    indicator: Indicator | None = None,
) -> Indicator:
    """Add an indicator, or change one: only due dates to come that nobody reported on are made anew."""
    _check_reporter(measure, by)
    if not name.strip() or not 1 <= months <= AHEAD or (until and until <= since):
        raise BrokenRule(
            _("Chỉ tiêu cần có tên, chu kỳ từ 1 đến 24 tháng và ngày cuối sau ngày đầu."), field="name"
        )
    row = indicator or Indicator(measure=measure)
    row.name, row.unit, row.target = nfc(name).strip(), unit.strip(), target
    row.months, row.since, row.until = months, since, until
    row.save()
    _rebuild(row, timezone.localdate(at))
    act = "indicator-changed" if indicator else "indicator-added"
    _touch(measure, act, by, at, {"indicator": row.uid, "name": row.name, "months": months})
    return row


@transaction.atomic
def report_indicator(
    *, report: IndicatorReport, value: Decimal | None, text: str, by: User, at: datetime
) -> None:
    """Report on one due date of an indicator. Raises `BrokenRule` for an empty report; `NotAllowed`."""
    measure = report.indicator.measure
    _check_reporter(measure, by)
    if value is None and not text.strip():
        raise BrokenRule(_("Hãy ghi kết quả hoặc nội dung báo cáo."), field="value")
    refuse_secret(text)
    kept = {"value": value, "text": nfc(text).strip(), "reported_at": at}
    IndicatorReport.objects.filter(pk=report.pk).update(**kept)
    told = {"indicator": report.indicator.uid, "due_on": report.due_on, "value": value}
    _touch(measure, "indicator-reported", by, at, told)


def due_days(since: date, months: int, until: date) -> Iterator[date]:
    """Every so many months after a day, on its day of the month or the month's last, up to and with `until`."""
    turn = 1
    while (day := _later(since, months * turn)) <= until:
        yield day
        turn += 1


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rebuild(row: Indicator, today: date) -> None:
    row.reports.filter(due_on__gt=today, reported_at=None).delete()
    until = row.until or row.measure.due_on or _later(row.since, AHEAD)
    known = set(row.reports.values_list("due_on", flat=True))
    IndicatorReport.objects.bulk_create(
        IndicatorReport(indicator=row, due_on=day)
        for day in due_days(row.since, row.months, until)
        if day > today and day not in known
    )


def _check_case(measure: Measure, case: Case) -> None:
    words = {"number": case.number}
    if (
        case.kind not in ANSWERABLE
        or not case.is_open
        or case.status in ("answered", "resolved", "contested")
    ):
        raise BrokenRule(_("%(number)s không còn chờ trả lời, nên không đưa vào giải pháp.") % words)
    if case.register_id != measure.register_id:
        raise BrokenRule(_("%(number)s thuộc sổ của cơ quan khác.") % words)
    lead = next((one for one in case.leads if one.organisation_id and one.status != "returned"), None)
    if lead and lead.organisation_id != measure.organisation_id:
        said = _("%(number)s do “%(lead)s” chủ trì, khác cơ quan chủ trì giải pháp.")
        raise BrokenRule(said % {**words, "lead": lead.name})


def _check_own(measure: Measure, by: User) -> None:
    if not permissions.can_coordinate_measure(by, measure):
        said = _("Chỉ cơ quan giữ sổ của giải pháp này được làm việc này.")
        raise refusal(by, said, lambda other: permissions.can_coordinate_measure(other, measure))
    if not measure.life_cycle.state(measure.status).is_final:
        return
    raise BrokenRule(_("Giải pháp này đã khép."), code="wrong-state")


def _check_reporter(measure: Measure, by: User) -> None:
    if not permissions.can_report_measure(by, measure):
        said = _("Chỉ cơ quan chủ trì hoặc cơ quan giữ sổ ghi được chỉ tiêu của giải pháp này.")
        raise refusal(by, said, lambda other: permissions.can_report_measure(other, measure))


def _touch(measure: Measure, act: str, by: User, at: datetime, payload: dict[str, object]) -> None:
    """The next version of a measure with its journal row."""
    Measure.objects.filter(pk=measure.pk).update(version=F("version") + 1)
    measure.version += 1
    journal.write(measure, act, by=by, at=at, payload=payload)
