"""Answering a recommendation with a typed result, giving it back as not ours, letting all communes read an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.recording import NewCase, amend, record, refuse_secret
from thongsuot.apps.cases.models import Answer, Assignment, Case, CaseUnit, Level, Measure, NotOurs
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move, refusal
from thongsuot.apps.core.vault import Words

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

RESULTS = {
    "answer": (Answer.Result.EXPLAINED, Answer.Result.NO_GROUND, Answer.Result.ALREADY_DONE),
    "schedule": (Answer.Result.SCHEDULED,),
    "forward": (Answer.Result.FORWARDED,),
    "resolve": (Answer.Result.RESOLVED,),
}
"""The step that an answer takes -> the results it may tell."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered. `schedule_until` goes with a schedule, `forwarded_to` (and `office`) with forwarding."""

    text: str
    result: str
    document_number: str = ""
    document_on: date | None = None
    schedule_until: date | None = None
    forwarded_to: str = ""
    office: Organisation | None = None
    """The office of the tier above whose register takes the matter; without it the words alone tell where."""


@transaction.atomic
def answer_case(
    *, case: Case, step: str, given: Given, by: User, at: datetime, measure: Measure | None = None
) -> Answer:
    """Answer as the lead: the step stops its clock, and asks each unit that asked where it is an end.

    Forwarded to an office that keeps a register, the matter becomes a case there, on the same thread.
    Raises `BrokenRule` for what does not fit the step, and as `stepping.take` does.
    """
    today = timezone.localdate(at)
    _check(case, step, given, today)
    organ = _lead(case).organisation
    assert organ is not None  # noqa: S101 -- asked for above
    kept = Answer.objects.create(
        case=case,
        text=nfc(given.text).strip(),
        answered_by=organ.name,
        result=given.result,
        answered_on=today,
        organisation=organ,
        round=case.round,
        document_number=given.document_number,
        document_on=given.document_on,
        schedule_until=given.schedule_until,
        forwarded_to=given.forwarded_to or (given.office.name if given.office else ""),
        measure=measure,
    )
    told = {"answer": kept.uid, "result": given.result, "round": case.round}
    stepping.take(case, step, by=by, at=at, payload=told, due_on=given.schedule_until)
    if given.office:
        _forward(case, kept, given.office, by, at)
    return kept


@transaction.atomic
def give_back(
    *,
    case: Case,
    step: str,
    reason: str,
    believed: Organisation | None,
    believed_words: str,
    by: User,
    at: datetime,
) -> NotOurs:
    """The lead says that it is not its own, and whose it believes it is; the office names another.

    Raises as `stepping.take` does, and `BrokenRule` for one that believes it its own after all.
    """
    lead = _lead(case)
    assert lead.organisation_id is not None  # noqa: S101 -- asked for in `_lead`
    if believed and believed.pk == lead.organisation_id:
        raise BrokenRule(_("Hãy chọn cơ quan khác cơ quan của bạn."), field="believed")
    refuse_secret(reason, field="reason")
    kept = NotOurs.objects.create(
        case=case,
        organisation_id=lead.organisation_id,
        reason=reason.strip(),
        believed=believed,
        believed_words=believed_words,
        at=at,
    )
    Case.objects.filter(pk=case.pk).update(returned=case.returned + 1)
    case.returned += 1
    told = {"name": lead.name, "believed": believed.name if believed else believed_words}
    stepping.take(case, step, by=by, at=at, reason=reason, payload=told)
    move(lead, "return", by=by, at=at, reason=reason)
    return kept


@transaction.atomic
def give_back_support(*, assignment: Assignment, reason: str, by: User, at: datetime) -> None:
    """An organ that was to support says that it is not its part. Raises as `core.states.move` does."""
    if assignment.role == Assignment.Role.LEAD:
        raise BrokenRule(_("Cơ quan chủ trì trả lại bằng bước “Trả lại vì không thuộc thẩm quyền”."))
    move(assignment, "return", by=by, at=at, reason=reason)


@transaction.atomic
def release(*, answer: Answer, question: str, by: User, at: datetime) -> None:
    """Let all communes read an answer, with the question rewritten without who asked.

    Raises `BrokenRule` for an empty question, one that names who asked, or a case that only few may see;
    `NotAllowed` for whoever does not approve in the organ that answered.
    """
    if not permissions.can_release(by, answer):
        said = _("Chỉ cơ quan trả lời được chia sẻ câu trả lời cho các xã.")
        raise refusal(by, said, lambda other: permissions.can_release(other, answer))
    _check_released(answer, question)
    told = {"answer": answer.uid, "question": Words(answer.case.uid, question.strip())}
    Answer.objects.filter(pk=answer.pk).update(released_at=at, released_question=nfc(question).strip())
    amend(answer.case, "released", by=by, at=at, payload=told)
    answer.released_at, answer.released_question = at, nfc(question).strip()


@transaction.atomic
def take_back_release(*, answer: Answer, by: User, at: datetime) -> None:
    """End what `release` began. Raises `NotAllowed`."""
    if not permissions.can_release(by, answer):
        said = _("Chỉ cơ quan trả lời được thôi chia sẻ câu trả lời.")
        raise refusal(by, said, lambda other: permissions.can_release(other, answer))
    Answer.objects.filter(pk=answer.pk).update(released_at=None, released_question="")
    amend(answer.case, "unreleased", by=by, at=at, payload={"answer": answer.uid})
    answer.released_at, answer.released_question = None, ""


def _check(case: Case, step: str, given: Given, today: date) -> None:
    if given.result not in RESULTS.get(step, ()):
        raise BrokenRule(_("Hãy chọn kết quả trả lời."), field="result")
    if not given.text.strip():
        raise BrokenRule(_("Hãy ghi nội dung trả lời."), field="text")
    if step == "schedule" and (given.schedule_until is None or given.schedule_until <= today):
        raise BrokenRule(_("Hãy ghi ngày hoàn thành lộ trình, sau hôm nay."), field="schedule_until")
    if step == "forward" and not (given.forwarded_to.strip() or given.office):
        raise BrokenRule(_("Hãy ghi đã chuyển tới cơ quan nào."), field="forwarded_to")
    if given.document_on and given.document_on > today:
        raise BrokenRule(_("Ngày văn bản không thể sau hôm nay."), field="document_on")
    refuse_secret(given.text)


def _lead(case: Case) -> Assignment:
    rows = case.assignments.filter(role=Assignment.Role.LEAD, organisation__isnull=False)
    lead = rows.exclude(status="returned").select_related("organisation").first()
    if lead is None:
        raise BrokenRule(_("Nội dung này chưa có cơ quan chủ trì."), code="no-lead")
    return lead


def _forward(case: Case, answer: Answer, office: Organisation, by: User, at: datetime) -> Case:
    """The same matter as a case of the register above; the units that asked stay its askers."""
    if not office.keeps_register or office.dissolved_on or office.pk == case.register_id:
        raise BrokenRule(_("Hãy chọn một văn phòng giữ sổ khác với sổ của nội dung này."), field="office")
    raised = case.case_units.filter(role=CaseUnit.Role.RAISED).select_related("unit")
    new = NewCase(
        kind=case.kind,
        topic=case.topic,
        text=case.text,
        raised_on=answer.answered_on,
        raised_by=answer.answered_by,
        addressed_to=office.name,
        raising_units=tuple(row.unit for row in raised),
        raising_organ=case.raising_organ,
        source_note=_("Chuyển lên từ %(number)s") % {"number": case.number},
        level=case.level,
        competence=case.competence,
        cause=case.cause,
        register=office,
        forwarded_from=case,
    )
    return record(new=new, by=by, at=at)


def _check_released(answer: Answer, question: str) -> None:
    if not question.strip():
        raise BrokenRule(_("Hãy ghi lại câu hỏi, không nêu tên nơi hỏi."), field="question")
    if answer.case.level == Level.LIMITED:
        raise BrokenRule(
            _("Nội dung có mức phổ biến hạn chế nên không chia sẻ câu trả lời."), field="question"
        )
    refuse_secret(question, field="question")
    told = nfc(question).casefold()
    rows = answer.case.case_units.select_related("unit")
    named = next((row.unit.name for row in rows if row.unit.name.casefold() in told), "")
    if named:
        said = _("Câu hỏi còn nêu tên “%(name)s”. Hãy bỏ tên nơi hỏi.") % {"name": named}
        raise BrokenRule(said, field="question")
