"""What of the register belongs into somebody's digest of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.apps.cases.models import Assignment, Clock, Confirmation
from thongsuot.apps.cases.queries.handover import open_now
from thongsuot.apps.cases.queries.inside import to_approve
from thongsuot.apps.cases.queries.register import cases
from thongsuot.apps.cases.queries.reminders import OF_LEAD, proposals
from thongsuot.apps.cases.queries.standings import current_buckets
from thongsuot.apps.core.calendar import Bucket
from thongsuot.apps.core.digest import DigestLine
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations

OF_OFFICE = (Clock.Kind.SCREENING, Clock.Kind.DECIDING, Clock.Kind.ACCEPTING)


def digest_for(user: User, *, on: date) -> list[DigestLine]:
    """What this user has to do on a day, and for leaders how their block stands; at most ten queries."""
    return [
        DigestLine(str(section), text="", url=url, count=count)
        for section, url, count in _sections(user, on)
        if count
    ]


def _sections(user: User, on: date) -> Iterator[tuple[str, str, int]]:
    by_due = f"{reverse('cases:list')}?sort=due"
    working = _of_lead(organisations.scope(user, "cases.work").organs)
    yield _("Quá hạn"), by_due, _cases(working.filter(due_on__lt=on))
    yield _("Đến hạn hôm nay"), by_due, _cases(working.filter(due_on=on))
    yield _("Cần tiếp nhận"), reverse("cases:list"), _to_receive(user)
    yield _("Cần xác nhận"), f"{reverse('cases:list')}?status=answered", _to_confirm(user)
    yield _("Cần duyệt"), reverse("inside:approvals"), to_approve(for_=user).count()
    registers = organisations.scope(user, "cases.coordinate").registers
    of_office = _running().filter(kind__in=OF_OFFICE, case__register__in=registers, due_on__lte=on)
    yield _("Cơ quan giữ sổ phải làm, đến hạn hoặc quá hạn"), by_due, _cases(of_office) if registers else 0
    yield _("Đôn đốc chờ gửi"), reverse("reminders:list"), proposals(for_=user).count() if registers else 0
    if any(one.role == "leader" for one in organisations.held(user)):
        yield from _block(user, on)


def _running() -> QuerySet[Clock]:
    return Clock.objects.filter(open_now("case__"), stopped_on=None, suspended_on=None)


def _of_lead(organs: frozenset[int]) -> QuerySet[Clock]:
    """The running clocks of what these organs lead."""
    led = Assignment.objects.filter(organisation__in=organs, role=Assignment.Role.LEAD).exclude(
        status="returned"
    )
    return (
        _running().filter(kind__in=OF_LEAD, case__in=led.values("case")) if organs else Clock.objects.none()
    )


def _cases(clocks: QuerySet[Clock]) -> int:
    return clocks.values("case").distinct().count()


def _to_receive(user: User) -> int:
    organs = organisations.scope(user, "cases.receive").organs
    named = Assignment.objects.filter(open_now("case__"), organisation__in=organs, status="named")
    return named.exclude(case__status="drafted").count() if organs else 0


def _to_confirm(user: User) -> int:
    units = organisations.scope(user, "cases.confirm").units
    asked = Confirmation.objects.filter(unit__in=units, status="waiting", round=F("case__round"))
    return asked.count() if units else 0


def _block(user: User, on: date) -> Iterator[tuple[str, str, int]]:
    words: dict[Bucket, Any] = {
        Bucket.OVERDUE: _("Khối của bạn: quá hạn"),
        Bucket.IN_TERM: _("Khối của bạn: trong hạn"),
        Bucket.DONE_ON_TIME: _("Khối của bạn: xong đúng hạn"),
        Bucket.DONE_LATE: _("Khối của bạn: xong quá hạn"),
    }
    counted = current_buckets(cases(for_=user), on=on)
    for bucket, word in words.items():
        yield word, reverse("cases:list"), counted[bucket]
