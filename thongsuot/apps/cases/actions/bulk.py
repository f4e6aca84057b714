"""One act on many cases: each whole or not at all, and the fate of each told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.cases.actions.recording import assign
from thongsuot.apps.cases.actions.registers import share
from thongsuot.apps.cases.actions.reminding import remind, send_reminder
from thongsuot.apps.cases.models import Case, Reminder
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

AT_ONCE = 200
"""Cases that one act takes while somebody waits."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one case: `why` says what stood in the way, "" when it was done."""

    number: str
    why: str = ""

    @property
    def is_done(self) -> bool:
        return not self.why


def assign_many(
    *, cases: Iterable[Case], organisation: Organisation, role: str, by: User, at: datetime
) -> list[Fate]:
    """Name an organ to lead or support each of these; the fate of each. Raises `BrokenRule` for more than 200."""
    return _each(cases, lambda case: assign(case=case, organisation=organisation, role=role, by=by, at=at))


def remind_many(*, cases: Iterable[Case], by: User, at: datetime, text: str = "") -> list[Fate]:
    """Urge whoever each of these waits for; the fate of each. Raises `BrokenRule` for more than 200."""
    return _each(cases, lambda case: remind(case=case, text=text, by=by, at=at))


def share_many(
    *, cases: Iterable[Case], organisation: Organisation, reason: str, by: User, at: datetime
) -> list[Fate]:
    """Share each of these with another office; the fate of each. Raises `BrokenRule` for more than 200."""
    return _each(cases, lambda case: share(case=case, organisation=organisation, reason=reason, by=by, at=at))


def send_reminders(*, reminders: Iterable[Reminder], by: User, at: datetime) -> list[Fate]:
    """Send each of these as it is worded; the fate of each. Raises `BrokenRule` for more than 200."""
    return _each(
        reminders, lambda one: send_reminder(reminder=one, by=by, at=at), lambda one: one.case.number
    )


def _each(
    rows: Iterable[Any], act: Callable[[Any], object], number: Callable[[Any], str] = lambda case: case.number
) -> list[Fate]:
    chosen: Sequence[Any] = list(rows)
    if len(chosen) > AT_ONCE:
        said = _("Một lần làm được nhiều nhất %(most)d nội dung. Hãy chọn ít hơn.") % {"most": AT_ONCE}
        raise BrokenRule(said, code="too-many")
    return [Fate(number(one), _tried(act, one)) for one in chosen]


def _tried(act: Callable[[Any], object], row: Any) -> str:
    """Do it whole, or leave this one as it was; why it was not done."""
    try:
        with transaction.atomic():
            act(row)
    except BrokenRule as broken:
        return broken.message
    except NotAllowed as refused:
        return str(refused)
    return ""
