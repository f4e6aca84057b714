"""Requests about personal data: taken in, answered, extended, carried out or refused, each with its journal row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal, numbers, vault
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import REQUEST_OVER, Held
from thongsuot.apps.core.queries import held_on as held_on_account
from thongsuot.apps.core.states import move
from thongsuot.apps.desk import bridge, permissions, queries
from thongsuot.apps.desk.models import DataRequest, RequestKind
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Person

SERIES = "DL"
OLDEST = timedelta(days=365)
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What somebody asks: their name and address, whose data (`subject`: the name), and their words."""

    kind: str
    asker: str
    subject: str
    received_on: date
    contact: str = ""
    words: str = ""
    person: Person | None = None
    has_processor: bool = False


@transaction.atomic
def record_request(*, new: NewRequest, by: User, at: datetime) -> DataRequest:
    """Take in a request; its clocks run from the day it was received. Raises `BrokenRule`, `NotAllowed`."""
    require_officer(by)
    _check(new, timezone.localdate(at))
    request = _entered(new, by, at)
    for name in ("asker", "subject", "contact", "words"):
        _seal(request, name, getattr(new, name))
    request.save()
    told = {"kind": new.kind, "person": new.person.uid if new.person else None, "due_on": request.due_on}
    journal.write(request, "received", by=by, at=at, payload=told)
    text = _("Có yêu cầu về dữ liệu cá nhân số %(number)s, hạn trả lời %(day)s.")
    facts = {"number": request.number, "day": f"{request.answer_due_on:%d/%m/%Y}"}
    tell_officers(text % facts, reverse("desk:data-request", args=[request.uid]), by=by, at=at)
    return request


def tell_officers(text: str, url: str, *, by: User, at: datetime) -> None:
    """A notice to every other data officer."""
    officers = organs.accounts_in_role(None, "data-officer", on=timezone.localdate(at))
    others = [one for one in officers if one.pk != by.pk]
    core.tell(users=others, text=text, url=url, at=at, kind="desk.datarequest")


@transaction.atomic
def choose_person(*, request: DataRequest, person: Person | None, by: User, at: datetime) -> None:
    """Say whose data are meant, or that only names in records are; while the request is open. `BrokenRule`, `Stale`."""
    require_officer(by)
    if not request.is_open:
        raise BrokenRule(_("Yêu cầu này đã kết thúc."), code="over")
    _amend(request, "person-chosen", {"person": person.uid if person else None}, by, at, person=person)


@transaction.atomic
def answer_request(*, request: DataRequest, words: str, by: User, at: datetime) -> None:
    """What the asker was told, within the first limit. Raises `BrokenRule` without words."""
    if not words.strip():
        raise BrokenRule(_("Cần ghi nội dung đã trả lời người yêu cầu."), field="words", code="words-missing")
    take_step(request, "answer", by, at, answer=words, answered_on=timezone.localdate(at))


@transaction.atomic
def extend_request(*, request: DataRequest, reason: str, by: User, at: datetime) -> None:
    """Once, with a reason, before the limit is over. Raises `BrokenRule`."""
    if timezone.localdate(at) > request.due_on:
        raise BrokenRule(_("Đã quá hạn thực hiện nên không gia hạn được nữa."), code="late")
    due_on = bridge.due(request.due_on, "personal-extension", on=request.received_on)
    take_step(request, "extend", by, at, reason=reason, is_extended=True, due_on=due_on)


@transaction.atomic
def refuse_request(*, request: DataRequest, reason: str, by: User, at: datetime) -> None:
    """It is not carried out, and why. Raises `BrokenRule` without a reason."""
    take_step(request, "refuse", by, at, reason=reason, outcome=reason, closed_on=timezone.localdate(at))


@transaction.atomic
def finish_request(*, request: DataRequest, words: str, by: User, at: datetime) -> None:
    """It has been carried out; `words` say how. An erasure ends by `erase`. Raises `BrokenRule`."""
    if request.kind in {RequestKind.ERASE, RequestKind.RETENTION}:
        raise BrokenRule(
            _("Yêu cầu xóa kết thúc bằng việc xóa ở trang “Xem trước khi xóa”."), code="by-erasing"
        )
    if not words.strip():
        raise BrokenRule(_("Cần ghi đã thực hiện thế nào."), field="words", code="words-missing")
    take_step(request, "finish", by, at, outcome=words, closed_on=timezone.localdate(at))


@transaction.atomic
def correct(
    *, request: DataRequest, by: User, at: datetime, is_distinct: bool = False, **changes: Any
) -> None:
    """Correct name, degrees or gender of whom an open request is about. Raises as `organisations.correct_person`."""
    require_officer(by)
    person = _chosen(request)
    organisations.correct_person(person=person, is_distinct=is_distinct, by=by, at=at, **changes)
    _amend(request, "corrected", {"fields": sorted(changes)}, by, at)


@transaction.atomic
def export(*, request: DataRequest, by: User, at: datetime) -> list[Held]:
    """All that is held, sealed details opened, to be handed to the person; journalled here and on the person."""
    require_officer(by)
    person, found = request.person, []
    if person:
        found = organisations.disclose(person=person, request=request.uid, by=by, at=at)
        found += held_on_account(person.user) if person.user else []
    found += queries.named(queries.name_of(request))
    journal_row = {"rows": len(found)}
    _amend(request, "exported", journal_row, by, at)
    return found


def _check(new: NewRequest, today: date) -> None:
    if new.kind not in RequestKind.values or new.kind == RequestKind.RETENTION:
        raise BrokenRule(_("Loại yêu cầu này không có trong danh mục."), field="kind", code="unknown-kind")
    for name, words in (
        ("asker", _("Cần ghi tên người yêu cầu.")),
        ("subject", _("Cần ghi tên người có dữ liệu.")),
    ):
        if not getattr(new, name).strip():
            raise BrokenRule(words, field=name, code=f"{name}-missing")
    if not today - OLDEST <= new.received_on <= today:
        raise BrokenRule(
            _("Ngày nhận không thể sau hôm nay hoặc trước đây hơn một năm."),
            field="received_on",
            code="day-wrong",
        )
    for name in ("asker", "subject", "contact", "words"):
        if len(getattr(new, name)) > LONGEST:
            raise BrokenRule(_("Nội dung dài quá 4000 ký tự. Hãy rút gọn."), field=name, code="too-long")


def _entered(new: NewRequest, by: User, at: datetime) -> DataRequest:
    (number,) = numbers.take(SERIES, new.received_on.year)
    limit = "personal-done-processor" if new.has_processor else "personal-done"
    return DataRequest(
        number=f"{SERIES}-{number:03d}/{new.received_on.year}",
        kind=new.kind,
        person=new.person,
        received_on=new.received_on,
        has_processor=new.has_processor,
        answer_due_on=bridge.due(new.received_on, "personal-answer"),
        due_on=bridge.due(new.received_on, limit),
        recorded_by=by,
        recorded_at=at,
    )


def require_officer(by: User) -> None:
    if not permissions.can_answer_data_requests(by):
        raise NotAllowed(_("Chỉ cán bộ bảo vệ dữ liệu cá nhân giải quyết yêu cầu này."))


def _chosen(request: DataRequest) -> Person:
    if not request.is_open or request.person is None:
        raise BrokenRule(_("Hãy chọn người có dữ liệu của yêu cầu đang mở trước."), code="nobody-chosen")
    return request.person


def _seal(request: DataRequest, name: str, text: str) -> None:
    if text := nfc(text).strip():
        request.sealed = request.sealed | {name: vault.seal(request.uid, text, purpose=name)}


def _amend(
    request: DataRequest, act: str, told: dict[str, Any], by: User, at: datetime, **values: Any
) -> None:
    """The next version of a request, apart from its status. Raises `Stale`."""
    rows = DataRequest.objects.filter(pk=request.pk, version=request.version)
    if not rows.update(version=F("version") + 1, **values):
        raise Stale
    request.version += 1
    for name, value in values.items():
        setattr(request, name, value)
    journal.write(request, act, by=by, at=at, payload=told)


def take_step(
    request: DataRequest, step: str, by: User, at: datetime, *, reason: str = "", **values: Any
) -> None:
    """Take a step; what is said is sealed, what is a day or a mark is set."""
    move(request, step, by=by, at=at, reason=reason)
    for name in ("answer", "outcome"):
        _seal(request, name, values.pop(name, ""))
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=["sealed", *values])


def forget_requests(*, by: User, at: datetime) -> int:
    """Destroy the keys of requests that were over long ago: what remains is that there was one; how many."""
    today = timezone.localdate(at)
    last = today - timedelta(days=bridge.days(REQUEST_OVER, on=today))
    over = DataRequest.objects.filter(closed_on__lt=last).values_list("uid", flat=True)
    return sum(core.destroy_key(holder=uid, by=by, at=at, reason=REQUEST_OVER) for uid in list(over))
