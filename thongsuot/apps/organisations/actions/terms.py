"""Terms of office, congresses and elections, and how many people a source once said are enough."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.organs import held, require_there
from thongsuot.apps.organisations.actions.words import day
from thongsuot.apps.organisations.models import Block, Congress, HeadcountReference, Term
from thongsuot.apps.organisations.models.dated import within

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

LEAD_TIME = timedelta(days=400)
"""So long before its term begins a congress or an election may be held."""
NUMBERS = ("delegates_called", "delegates_present", "seats_allowed")
DECISION = ("decision_number", "decision_on", "decision_by")
MOST = 32767


@transaction.atomic
def set_term(
    *,
    name: str,
    block: str,
    since: date,
    source: str,
    by: User,
    at: datetime,
    until: date | None = None,
) -> Term:
    """A term of a block, or its corrected dates and source. Terms of a block never overlap: `BrokenRule`."""
    name, source = nfc(" ".join(name.split())), source.strip()
    if not name or block not in Block.values or not source:
        raise BrokenRule(_("Nhiệm kỳ cần có tên, khối và căn cứ."), field="name", code="term-unclear")
    _require_forward(since, until)
    term = Term.objects.select_for_update().filter(block=block, name=name).first()
    term = term or Term(block=block, name=name)
    beside = Term.objects.filter(within(since, until), block=block).exclude(pk=term.pk)
    if twin := beside.first():
        raise BrokenRule(
            _(
                "Thời gian này trùng với nhiệm kỳ %(name)s (từ ngày %(day)s). Hãy ghi lại ngày của một trong hai."
            )
            % {"name": twin.name, "day": day(twin.since)},
            field="since",
            code="overlap",
        )
    if term.pk and (term.since, term.until, term.source) == (since, until, source):
        return term
    term.since, term.until, term.source = since, until, source
    term.save()
    told = {"name": name, "block": block, "since": since, "until": until, "source": source}
    journal.write(term, "set", by=by, at=at, payload=told)
    return term


@transaction.atomic
def hold_congress(
    *,
    organisation: Organisation,
    term: Term,
    by: User,
    at: datetime,
    held_on: date | None = None,
    **facts: Any,
) -> Congress:
    """The congress or election of an organ for a term, or its corrected figures. Raises `BrokenRule`.

    `facts` are delegates_called, delegates_present, seats_allowed, completed_by, decision_number, decision_on,
    decision_by. What is not given stays as it was.
    """
    row = held(organisation)
    _require_congress(row, term, held_on)
    congress = Congress.objects.filter(organisation=row, term=term).first()
    is_new = congress is None
    congress = congress or Congress(organisation=row, term=term)
    before = _told(congress)
    given = facts | ({"held_on": held_on} if held_on else {})
    for name in given.keys() & {*NUMBERS, *DECISION, "completed_by", "held_on"}:
        setattr(congress, name, given[name])
    if unknown := facts.keys() - {*NUMBERS, *DECISION, "completed_by"}:
        raise TypeError(f"not of a congress: {sorted(unknown)}")
    _require_numbers(congress)
    after = _told(congress)
    if is_new or before != after:
        congress.save()
        journal.write(congress, "held" if is_new else "corrected", by=by, at=at, payload=after)
    return congress


@transaction.atomic
def note_headcount(
    *,
    label: str,
    low: int,
    high: int,
    source: str,
    since: date,
    by: User,
    at: datetime,
    block: str = "",
    unit_type: str = "",
    until: date | None = None,
) -> HeadcountReference:
    """What a source says on how many people work in some kind of body: read beside, never compared with."""
    label, source = nfc(" ".join(label.split())), source.strip()
    if not label or not source:
        raise BrokenRule(
            _("Số tham khảo về biên chế cần có nội dung và nguồn."), field="source", code="source-missing"
        )
    if not 0 <= low <= high <= MOST or (block and block not in Block.values):
        raise BrokenRule(
            _("Số tham khảo phải là hai số không âm, số đầu không lớn hơn số sau."),
            field="low",
            code="numbers-unlikely",
        )
    _require_forward(since, until)
    facts: dict[str, Any] = {"label": label, "block": block, "unit_type": unit_type, "low": low, "high": high}
    noted, is_new = HeadcountReference.objects.get_or_create(**facts, source=source, since=since, until=until)
    if is_new:
        told = facts | {"source": source, "since": since, "until": until}
        journal.write(noted, "noted", by=by, at=at, payload=told)
    return noted


def _require_forward(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise BrokenRule(
            _("Ngày kết thúc %(until)s trước ngày bắt đầu %(since)s. Hãy ghi lại một trong hai ngày.")
            % {"since": day(since), "until": day(until)},
            field="until",
            code="dates-reversed",
        )


def _require_congress(row: Organisation, term: Term, held_on: date | None) -> None:
    if row.block != term.block:
        raise BrokenRule(
            _("Nhiệm kỳ %(term)s là của khối khác. Hãy chọn nhiệm kỳ của khối mà “%(organ)s” thuộc về.")
            % {"term": term.name, "organ": row.name},
            field="term",
            code="other-block",
        )
    if held_on is None:
        return
    require_there(row, held_on, field="held_on")
    first, last = term.since - LEAD_TIME, term.until or date.max
    if not first <= held_on <= last:
        raise BrokenRule(
            _("Ngày %(day)s không hợp với nhiệm kỳ %(term)s. Hãy ghi lại ngày, hoặc chọn nhiệm kỳ khác.")
            % {"day": day(held_on), "term": term.name},
            field="held_on",
            code="outside-term",
        )


def _require_numbers(congress: Congress) -> None:
    numbers = {name: getattr(congress, name) for name in NUMBERS}
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= MOST:
            raise BrokenRule(
                _("Số lượng phải là số không âm. Để trống nếu chưa biết."),
                field=name,
                code="numbers-unlikely",
            )
    called, present = congress.delegates_called, congress.delegates_present
    if called is not None and present is not None and present > called:
        raise BrokenRule(
            _(
                "Có mặt %(present)d đại biểu, nhiều hơn %(called)d đại biểu được triệu tập. "
                "Hãy ghi lại một trong hai số."
            )
            % {"present": present, "called": called},
            field="delegates_present",
            code="more-than-called",
        )


def _told(congress: Congress) -> dict[str, Any]:
    plain = {name: getattr(congress, name) for name in ("held_on", *NUMBERS, *DECISION)}
    by = congress.completed_by
    return plain | {
        "organisation": congress.organisation.uid,
        "term": congress.term.uid,
        "completed_by": by.uid if by else None,
    }
