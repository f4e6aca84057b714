"""Questions about requests on personal data: the register of them, their clocks, what is held on whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.apps.cases import queries as cases
from thongsuot.apps.core import queries as core
from thongsuot.apps.core import vault
from thongsuot.apps.core.calendar import Calendar
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import LAST_POST, Fate, Held
from thongsuot.apps.desk import bridge, permissions
from thongsuot.apps.desk.models import DataRequest, RequestKind
from thongsuot.apps.documents import queries as documents
from thongsuot.apps.meetings import queries as meetings
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Person

OPEN = ("received", "answered")
SOON = 1
"""Working days before a limit ends when its word turns to a warning."""


def data_requests(
    *, for_: User, kind: str = "", status: str = "", q: str = "", late_on: date | None = None
) -> models.QuerySet[DataRequest]:
    """The requests, what is due first on top, then the newest; none for who does not protect data.

    `status` is one of the life cycle, or "open"; `late_on` leaves what is late on that day; `q` is a number.
    """
    if not permissions.can_answer_data_requests(for_):
        return DataRequest.objects.none()
    rows = DataRequest.objects.exclude(kind=RequestKind.RETENTION).select_related("person")
    rows = rows.filter(kind=kind) if kind else rows
    if status:
        rows = rows.filter(status__in=OPEN) if status == "open" else rows.filter(status=status)
    if late_on:
        rows = rows.filter(
            Q(status="received", answer_due_on__lt=late_on) | Q(status__in=OPEN, due_on__lt=late_on)
        )
    rows = rows.filter(number__icontains=q) if q else rows
    is_over = models.Case(models.When(status__in=OPEN, then=0), default=1)
    return rows.order_by(is_over, "due_on", "-received_on", "-pk")


def data_request(uid: UUID, *, for_: User) -> DataRequest | None:
    if not permissions.can_answer_data_requests(for_):
        return None
    return DataRequest.objects.select_related("person__user", "recorded_by").filter(uid=uid).first()


def expired(*, for_: User) -> models.QuerySet[DataRequest]:
    """People whose data have been kept long enough, as the tick proposed; nobody is erased without a person."""
    if not permissions.can_answer_data_requests(for_):
        return DataRequest.objects.none()
    rows = DataRequest.objects.filter(kind=RequestKind.RETENTION, status__in=OPEN)
    return rows.select_related("person").order_by("received_on", "person__sort_key", "pk")


def opened(request: DataRequest) -> dict[str, str]:
    """What is sealed of a request, in clear; nothing once it was forgotten."""
    found = {name: vault.open_(request.uid, text, purpose=name) for name, text in request.sealed.items()}
    return {name: text for name, text in found.items() if text is not None}


def name_of(request: DataRequest) -> str:
    """Whose data: the name of the person chosen, or the one that was asked about."""
    return request.person.name if request.person else opened(request).get("subject", "")


def names_of(requests: Sequence[DataRequest]) -> dict[int, str]:
    """Key -> whose data, of many requests with one question more; for lists."""
    sealed = [one for one in requests if not one.person and one.sealed.get("subject")]
    texts = vault.opened([(one.uid, one.sealed["subject"]) for one in sealed], purpose="subject")
    asked = {one.pk: text or "" for one, text in zip(sealed, texts, strict=True)}
    return {one.pk: one.person.name if one.person else asked.get(one.pk, "") for one in requests}


def held_for(request: DataRequest) -> list[Held]:
    """All that is held on whom a request is about, but sealed details; asked of every app."""
    person, name = request.person, name_of(request)
    own = organisations.held_on(person) if person else []
    if person and person.user:
        own += core.held_on(person.user)
    return own + named(name)


def named(name: str) -> list[Held]:
    """Where records name somebody; most often that is not one and the same person."""
    if len(name.split()) < 2:
        return []
    return [*meetings.held_on(name), *cases.held_on(name), *documents.held_on(name)]


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure would do: `goes` with the person, `doubtful` where only the name is the same, `stays` by law."""

    goes: list[Held]
    doubtful: list[Held]
    stays: list[Held]
    obstacle: str = ""


def erasure(request: DataRequest, *, on: date) -> Erasure:
    """Exactly what will be erased and what stays, and why it cannot be done now; "" when it can."""
    found = held_for(request)
    stays = [one for one in found if one.fate == Fate.KEEP]
    others = [one for one in found if one.fate != Fate.KEEP]
    return Erasure(
        [one for one in others if not one.is_by_name],
        [one for one in others if one.is_by_name],
        stays,
        _obstacle(request, on),
    )


def _obstacle(request: DataRequest, on: date) -> str:
    if not request.is_open:
        return _("Yêu cầu này đã kết thúc.")
    if request.person and request.person.erased_at:
        return _("Thông tin của người này đã xóa.")
    if request.person and organisations.has_post(request.person, on=on):
        return _(
            "Người này đang giữ chức vụ hoặc đang được giao thay, nên chưa hết thời hạn lưu giữ. "
            "Hãy từ chối yêu cầu với lý do này, hoặc chờ ghi thôi giữ chức vụ."
        )
    return ""


def is_not_extended(request: DataRequest) -> bool:
    return not request.is_extended


@dataclass(frozen=True, slots=True)
class Due:
    """What is due next, in words, and how pressing: "quiet", "soon" or "late"."""

    on: date
    words: str
    tone: str
    what: str


def clocks(requests: Iterable[DataRequest], *, on: date) -> list[Due | None]:
    """The clock of each request on a day; None of one that is over."""
    days_off = bridge.days_off()
    return [_due(one, days_off, on) for one in requests]


def due(request: DataRequest, *, on: date) -> Due | None:
    """`clocks` of one."""
    return clocks([request], on=on)[0]


def _due(request: DataRequest, days_off: Calendar, on: date) -> Due | None:
    if not request.is_open:
        return None
    is_first = request.status == "received"
    last = request.answer_due_on if is_first else request.due_on
    what = _("trả lời") if is_first else _("thực hiện")
    if last < on:
        late = max(1, bridge.working_days_between(last, on, days_off))
        words = ngettext("quá hạn %(n)d ngày làm việc", "quá hạn %(n)d ngày làm việc", late) % {"n": late}
        return Due(last, words, "late", what)
    left = bridge.working_days_between(on, last, days_off)
    if last == on:
        return Due(last, _("hết hạn hôm nay"), "soon", what)
    words = ngettext("còn %(n)d ngày làm việc", "còn %(n)d ngày làm việc", left) % {"n": left}
    return Due(last, words, "soon" if left <= SOON else "quiet", what)


def kept_long_enough(*, on: date) -> models.QuerySet[Person]:
    """People who left longer ago than the rule, for whom nothing is proposed yet."""
    last_day = on - timedelta(days=bridge.days(LAST_POST, on=on))
    proposed = DataRequest.objects.filter(kind=RequestKind.RETENTION, status__in=(*OPEN, "refused"))
    return organisations.left_before(last_day).exclude(pk__in=proposed.values("person"))
