"""Erasing somebody's data, on request or because they have been kept long enough; never without a person saying so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal, numbers
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import ERASED, Erased, naming, without
from thongsuot.apps.desk import queries
from thongsuot.apps.desk.actions.requests import SERIES, require_officer, take_step, tell_officers
from thongsuot.apps.desk.models import DataRequest, HandOver, HandOverItem, MergerMove, RequestKind
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Person


HELD, LENT = "organisations.membership", "organisations.standin"
REASONS = ("end_reason", "reason")


@transaction.atomic
def erase(*, request: DataRequest, refs: Iterable[str], by: User, at: datetime) -> None:
    """Erase the person of a request, and their name in the records that `refs` names; the request is done.

    `refs` are those of the doubtful ones that somebody has said are this person. It cannot be taken back. Raises
    `BrokenRule` for who holds a post, for a request that asks for something else or is over.
    """
    require_officer(by)
    today = timezone.localdate(at)
    plan = queries.erasure(request, on=today)
    if plan.obstacle:
        raise BrokenRule(plan.obstacle, code="cannot-erase")
    if request.kind not in {RequestKind.ERASE, RequestKind.RETENTION, RequestKind.WITHDRAW}:
        raise BrokenRule(_("Yêu cầu này không phải yêu cầu xóa."), code="not-an-erasure")
    erased = Erased(queries.name_of(request), frozenset(refs), request.uid)
    offered = {one.ref for one in plan.doubtful}
    if not erased.refs <= offered:
        raise BrokenRule(
            _("Nội dung đã thay đổi. Hãy xem lại trang xóa rồi xác nhận lại."), code="plan-changed"
        )
    if request.person is None and not erased.refs:
        raise BrokenRule(_("Chưa chọn nội dung nào để xóa."), code="nothing-chosen")
    meetings.erase_mentions(erased=erased, by=by, at=at)
    cases.erase_mentions(erased=erased, by=by, at=at)
    if request.person is not None:
        core.erase_mentions(erased=erased, at=at)
        _clean_minutes(erased.name)
        _forget_reasons(request.person)
        _clean_ledgers(request.person)
        organisations.erase_person(person=request.person, request=request.uid, by=by, at=at)
    _close(request, by, at, len(erased.refs) + len(plan.goes))


@transaction.atomic
def erase_expired(*, requests: Iterable[DataRequest], by: User, at: datetime) -> int:
    """Erase the records of these people, whom the tick proposed; names in records of others stay; how many."""
    require_officer(by)
    count = 0
    for request in requests:
        erase(request=request, refs=(), by=by, at=at)
        count += 1
    return count


@transaction.atomic
def propose_retention(*, by: User, at: datetime, at_most: int = 500) -> int:
    """Put before a person whose data have been kept long enough; nothing is erased. Again proposes no more."""
    today = timezone.localdate(at)
    people = list(queries.kept_long_enough(on=today)[:at_most])
    if not people:
        return 0
    for person, number in zip(people, numbers.take(SERIES, today.year, count=len(people)), strict=True):
        request = DataRequest.objects.create(
            number=f"{SERIES}-{number:03d}/{today.year}",
            kind=RequestKind.RETENTION,
            person_id=person.pk,
            received_on=today,
            answer_due_on=today,
            due_on=today,
            recorded_by=by,
            recorded_at=at,
        )
        told = {"kind": request.kind, "person": person.uid}
        journal.write(request, "received", by=by, at=at, payload=told)
    text = _("%(n)d người đã hết thời hạn lưu giữ dữ liệu, chờ bạn quyết định.") % {"n": len(people)}
    tell_officers(text, reverse("desk:expired"), by=by, at=at)
    return len(people)


def _forget_reasons(person: Person) -> None:
    """Why somebody left is theirs, whatever words it was told in."""
    HandOver.objects.filter(membership__person=person).update(reason="")


def _clean_ledgers(person: Person) -> None:
    """A merger's ledger keeps rows whole; why somebody left or was away goes there as it goes in the rows.

    Rows match their ledger afterwards: the merger can still be reversed, and brings no reason back.
    """
    rows = MergerMove.objects.filter(kind__in=(HELD, LENT))
    own = Q(before__person_id=person.pk) | Q(after__person_id=person.pk)
    held = {*organs.rows_held(person), *rows.filter(own, kind=HELD).values_list("row", flat=True)}
    lent = Q(before__membership_id__in=held) | Q(after__membership_id__in=held)
    for move in rows.filter(own | Q(kind=HELD, row__in=held) | Q(lent, kind=LENT)):
        move.before, move.after = _without_reason(move.before), _without_reason(move.after)
        move.save(update_fields=["before", "after"])


def _without_reason(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return row and row | {name: ERASED for name in REASONS if row.get(name)}


def _clean_minutes(name: str) -> None:
    """What was handed over is named as on the day; a title there may bear a name."""
    for item in HandOverItem.objects.filter(naming(name, "label", "note")):
        item.label, item.note = without(item.label, name), without(item.note, name)
        item.save(update_fields=["label", "note"])
    for one in HandOver.objects.filter(naming(name, "reason")):
        one.reason = without(one.reason, name)
        one.save(update_fields=["reason"])


def _close(request: DataRequest, by: User, at: datetime, count: int) -> None:
    today = timezone.localdate(at)
    words = _("Đã xóa %(count)d nội dung.") % {"count": count}
    if request.status == "received":
        take_step(request, "answer", by, at, answer=words, answered_on=today)
    take_step(request, "finish", by, at, outcome=words, closed_on=today)
