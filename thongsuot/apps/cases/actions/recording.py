"""Recording cases, assigning them, and taking their steps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.cases import permissions, queries, states
from thongsuot.apps.cases.actions import clocks, similar, stepping, wording
from thongsuot.apps.cases.models import (
    Answer,
    Assignment,
    Case,
    CaseUnit,
    Cause,
    Clock,
    Competence,
    Kind,
    Level,
    Link,
    Thread,
)
from thongsuot.apps.core import journal, numbers, vault
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move, refusal
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import Passage
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit

SERIES = {
    Kind.RECOMMENDATION: "KN",
    Kind.DIFFICULTY: "KK",
    Kind.DIRECTIVE: "CĐ",
    Kind.COMMITMENT: "CK",
    Kind.TASK: "VN",
}
TO_ASSIGN = ("raised", "screened", "returned")
RECEIVED = {"assigned": "see", "issued": "receive"}
"""The step that a case takes when its lead receives it, by the status it stands in."""
ANSWERABLE = (Kind.RECOMMENDATION, Kind.DIFFICULTY)


@dataclass(frozen=True, slots=True)
class Ref:
    """Something outside the register, named by value."""

    kind: str
    uid: UUID
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """A body named to act: the words of the source, and the organ where it is known."""

    name: str
    role: str
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case starts from."""

    kind: str
    topic: str
    text: str
    raised_on: date
    raised_by: str = ""
    addressed_to: str = ""
    raising_units: tuple[Unit, ...] = ()
    addressed_units: tuple[Unit, ...] = ()
    assignees: tuple[Named, ...] = ()
    due_on: date | None = None
    due_words: str = ""
    passage: Passage | None = None
    source_note: str = ""
    refs: tuple[Ref, ...] = field(default=())
    level: str = Level.INTERNAL
    competence: str = ""
    cause: str = ""
    register: Organisation | None = None
    """The office whose register takes it; without it, the office of who records."""
    raising_organ: Organisation | None = None
    raises_again: Case | None = None
    forwarded_from: Case | None = None
    parent: Case | None = None
    """The case that this one is a part of."""
    beside: Case | None = None
    """The case on whose thread it stands without being a part of it."""
    organisation: Organisation | None = None
    """The organ whose internal task it is: it stands in no register."""


@transaction.atomic
def record(*, new: NewCase, by: User, at: datetime) -> Case:
    """Enter a case into the register with its number, units, assignments, clock, links and journal row.

    One that raises another again, or carries it upward, stands on that one's thread.
    Raises `BrokenRule` for an empty text, one that is marked secret, an unknown kind or topic, or a deadline
    before the day it was raised.
    """
    _check(new)
    number = _number(new.kind, new.raised_on.year)
    below = new.raises_again or new.forwarded_from or new.parent or new.beside
    case = Case.objects.create(
        kind=new.kind,
        number=number,
        thread=below.thread if below else Thread.objects.create(),
        topic=new.topic,
        text=nfc(new.text).strip(),
        folded=_folded(number, new),
        status=states.BY_KIND[new.kind].initial,
        raised_on=new.raised_on,
        raised_by=new.raised_by,
        addressed_to=new.addressed_to,
        due_on=new.due_on,
        due_words=new.due_words,
        passage=new.passage,
        source_note=new.source_note,
        recorded_at=at,
        register_id=_register(new, by),
        organisation=new.organisation,
        level=new.level,
        competence=new.competence,
        cause=new.cause,
        raising_organ=new.raising_organ,
        raises_again=new.raises_again,
        forwarded_from=new.forwarded_from,
        parent=new.parent,
    )
    _attach(case, new, at)
    similar.index(case)
    wording.index(case)
    entered = {
        "number": number,
        "kind": case.kind,
        "topic": case.topic,
        "text": vault.Words(case.uid, case.text),
        "due_on": new.due_on,
    }
    journal.write(case, "recorded", by=by, at=at, payload=entered)
    return case


@transaction.atomic
def assign(*, case: Case, organisation: Organisation, role: str, by: User, at: datetime) -> Assignment:
    """Name an organ to lead or support; a recommendation that gets its lead moves on to `assigned`.

    An assignment that so far has only the source's words for this organ becomes this organ's.
    Raises `BrokenRule` when the organ is already named, when there is a lead already, or out of the register;
    `NotAllowed` in another office's register.
    """
    _check_own(case, by)
    _check_assign(case, organisation, role)
    assignment = _given_back(case, organisation) or _named_in_source(case, organisation)
    assignment = assignment or Assignment(case=case, name=organisation.name)
    assignment.organisation, assignment.role = organisation, role
    _save_once(assignment)
    if assignment.status == "returned":
        move(assignment, "name-again", by=by, at=at)
    Case.objects.filter(pk=case.pk).update(folded=Concat("folded", Value(f" {fold(organisation.name)}")))
    wording.index(case)
    named = {"organisation": organisation.uid, "name": organisation.name, "role": role}
    if role == Assignment.Role.LEAD and case.status in TO_ASSIGN:
        stepping.take(case, "assign", by=by, at=at, payload=named)
    else:
        amend(case, "named", by=by, at=at, payload=named)
    return assignment


@transaction.atomic
def answer(
    *,
    case: Case,
    text: str,
    answered_by: str,
    result: str,
    on: date,
    by: User,
    at: datetime,
    passage: Passage | None,
) -> Answer:
    """Keep an answer given to a recommendation. Raises `BrokenRule` for an empty text or unknown result."""
    if case.kind not in ANSWERABLE or result not in Answer.Result.values or not text.strip():
        raise BrokenRule("Câu trả lời cần có nội dung và kết quả, cho một kiến nghị.", field="text")
    refuse_secret(text)
    given = Answer.objects.create(
        case=case,
        text=nfc(text).strip(),
        answered_by=answered_by,
        result=result,
        answered_on=on,
        passage=passage,
    )
    amend(case, "answer-noted", by=by, at=at, payload={"answer": given.uid, "result": result})
    return given


@transaction.atomic
def receive(*, assignment: Assignment, by: User, at: datetime) -> None:
    """The named organ has seen what it is to do; when it leads, the case moves on with it."""
    move(assignment, "receive", by=by, at=at)
    case = assignment.case
    if assignment.role == Assignment.Role.LEAD and case.status in RECEIVED:
        stepping.take(case, RECEIVED[case.status], by=by, at=at)


@transaction.atomic
def link(*, case: Case, ref: Ref, by: User, at: datetime) -> None:
    """Show on a case what stands above it or answers it; linking twice changes nothing."""
    _link, made = Link.objects.get_or_create(
        case=case, kind=ref.kind, target_uid=ref.uid, defaults={"label": ref.label, "url": ref.url}
    )
    if made:
        amend(case, "linked", by=by, at=at, payload={"kind": ref.kind, "uid": ref.uid})


def amend(
    case: Case, act: str, *, by: User, at: datetime, payload: dict[str, object], **changed: object
) -> None:
    """A change that leaves the status alone but takes the next version all the same. Raises `Stale`."""
    standing = Case.objects.filter(pk=case.pk, version=case.version)
    if not standing.update(version=F("version") + 1, **changed):
        raise Stale
    case.version += 1
    for name, value in changed.items():
        setattr(case, name, value)
    journal.write(case, act, by=by, at=at, payload=payload)


def _register(new: NewCase, by: User) -> int | None:
    if new.organisation:
        return None
    return new.register.pk if new.register else organisations.register_of(by)


def _check(new: NewCase) -> None:
    if not new.text.strip():
        raise BrokenRule("Cần có nội dung.", field="text")
    if new.kind not in Kind.values:
        raise BrokenRule("Loại nội dung này không có trong sổ.", field="kind")
    if new.topic not in facts.topics():
        raise BrokenRule("Lĩnh vực này không có trong danh mục.", field="topic")
    if new.due_on and new.due_on < new.raised_on:
        raise BrokenRule("Thời hạn không thể trước ngày nêu.", field="due_on")
    if new.level not in Level.values:
        raise BrokenRule("Mức phổ biến này không có trong danh mục.", field="level")
    if new.competence and new.competence not in Competence.values:
        raise BrokenRule("Cấp có thẩm quyền này không có trong danh mục.", field="competence")
    if new.cause and new.cause not in Cause.values:
        raise BrokenRule("Nguyên nhân này không có trong danh mục.", field="cause")
    refuse_secret(new.text)


_DEGREE = r"(?:tuyệt\s+mật|tối\s+mật|mật)"
SECRET = re.compile(
    rf"^[\s\W]*{_DEGREE}[\s\W]*$"
    rf"|(?:độ|dấu chỉ độ)\s+mật\s*:?\s*[“\"']?{_DEGREE}\b"
    rf"|[\[(]\s*{_DEGREE}\s*[\])]",
    re.IGNORECASE | re.MULTILINE,
)
"""The label of a secret document: alone on its line, named as the degree, or in brackets."""


def refuse_secret(text: str, *, field: str = "text") -> None:
    """Raises `BrokenRule` for a text that bears the label of a secret document."""
    if SECRET.search(nfc(text)):
        said = _(
            "Nội dung có dấu chỉ độ mật. Hệ thống này không lưu bí mật nhà nước; hãy xử lý theo quy định."
        )
        raise BrokenRule(said, field=field, code="secret")


def _check_own(case: Case, by: User) -> None:
    if not permissions.can_coordinate(by, case):
        said = _("Chỉ cơ quan giữ sổ của nội dung này được giao việc.")
        raise refusal(by, said, lambda other: permissions.can_coordinate(other, case))


def _check_assign(case: Case, organisation: Organisation, role: str) -> None:
    if role not in Assignment.Role.values:
        raise BrokenRule("Hãy chọn vai trò: chủ trì hoặc phối hợp.", field="role")
    if case.life_cycle.state(case.status).is_final:
        raise BrokenRule(_("Nội dung này đã khép hoặc đã rút, nên không giao thêm được."), code="wrong-state")
    if case.assignments.filter(organisation=organisation).exclude(status="returned").exists():
        raise BrokenRule(f"“{organisation.name}” đã được giao nội dung này.", field="organisation")
    if role == Assignment.Role.LEAD and queries.has_lead(case):
        raise BrokenRule("Nội dung này đã có cơ quan chủ trì. Hãy chọn vai trò phối hợp.", field="role")


def _save_once(assignment: Assignment) -> None:
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        raise Stale from error


def _given_back(case: Case, organisation: Organisation) -> Assignment | None:
    return case.assignments.filter(organisation=organisation, status="returned").first()


def _named_in_source(case: Case, organisation: Organisation) -> Assignment | None:
    words = case.assignments.filter(organisation=None)
    return next((named for named in words if fold(named.name) == organisation.folded), None)


def _number(kind: str, year: int) -> str:
    series = SERIES[Kind(kind)]
    return f"{series}-{year}-{numbers.take(series, year)[0]:04d}"


def _folded(number: str, new: NewCase) -> str:
    names = [named.name for named in new.assignees]
    units = [unit.full_name for unit in (*new.raising_units, *new.addressed_units)]
    return fold(" ".join((number, new.text, new.raised_by, new.addressed_to, *names, *units)))


def _bodies(assignees: Iterable[Named]) -> Iterable[Named]:
    """Each body once; one that is to lead and to support leads."""
    leads_last = sorted(assignees, key=lambda named: named.role == Assignment.Role.LEAD)
    return {named.organisation or fold(named.name).strip(): named for named in leads_last}.values()


def _attach(case: Case, new: NewCase, at: datetime) -> None:
    rows = [(unit, CaseUnit.Role.RAISED) for unit in new.raising_units]
    rows += [(unit, CaseUnit.Role.ADDRESSED) for unit in new.addressed_units]
    CaseUnit.objects.bulk_create(
        CaseUnit(case=case, unit=unit, role=role) for unit, role in dict.fromkeys(rows)
    )
    Assignment.objects.bulk_create(
        Assignment(
            case=case, name=nfc(named.name).strip()[:300], role=named.role, organisation=named.organisation
        )
        for named in _bodies(new.assignees)
    )
    if case.kind in ANSWERABLE and not new.due_on:
        clocks.start(case=case, kind=Clock.Kind.SCREENING, limit="screening", at=at)
    elif case.kind in ANSWERABLE:
        clocks.start(case=case, kind=Clock.Kind.ANSWERING, due_on=new.due_on, reason=new.due_words, at=at)
    if case.parent:
        clocks.settle(case.parent)
    Link.objects.bulk_create(
        Link(case=case, kind=ref.kind, target_uid=ref.uid, label=ref.label, url=ref.url) for ref in new.refs
    )
