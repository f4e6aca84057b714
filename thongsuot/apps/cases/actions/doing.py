"""Doing what was given: progress told, done reported, replaced by another; a commitment gets its day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions import stepping
from thongsuot.apps.cases.actions.recording import amend, refuse_secret
from thongsuot.apps.cases.models import Case, Kind
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import refusal
from thongsuot.apps.core.vault import Words


@transaction.atomic
def note_progress(*, case: Case, text: str, by: User, at: datetime) -> None:
    """The lead tells how far it is. Raises `BrokenRule` for no words or a case at an end; `NotAllowed`."""
    if not permissions.can_work(by, case):
        said = _("Chỉ cơ quan chủ trì ghi được tiến độ.")
        raise refusal(by, said, lambda other: permissions.can_work(other, case))
    check_running(case)
    words = required(case, text, field="text")
    amend(case, "progress", by=by, at=at, payload={"note": words})


@transaction.atomic
def report(*, case: Case, step: str, text: str, by: User, at: datetime) -> None:
    """The lead reports it done, with what came of it. Raises `BrokenRule` and as `stepping.take` does."""
    told = {"product": required(case, text, field="text")}
    stepping.take(case, step, by=by, at=at, payload=told)


@transaction.atomic
def replace(*, case: Case, step: str, other: Case, reason: str, by: User, at: datetime) -> None:
    """Another directive takes its place; each points at the other. Children that are open go with it.

    Raises `BrokenRule` for one that is no directive of the same register or is at an end.
    """
    if other.pk == case.pk or other.kind != Kind.DIRECTIVE or not permissions.can_coordinate(by, other):
        raise BrokenRule(_("Hãy chọn một nội dung chỉ đạo khác trong sổ của bạn."), field="other")
    if not other.is_open:
        raise BrokenRule(_("Nội dung chỉ đạo kia đã khép. Hãy chọn nội dung còn hiệu lực."), field="other")
    for child in case.children.exclude(pk=other.pk):
        if child.is_open:
            stepping.take(child, step, by=by, at=at, reason=reason, payload={"by": other.uid})
    told = {"by": other.uid, "number": other.number}
    stepping.take(case, step, by=by, at=at, reason=reason, payload=told)
    amend(other, "replaces", by=by, at=at, payload={"case": case.uid, "number": case.number})


@transaction.atomic
def date_commitment(*, case: Case, step: str, due_on: date, by: User, at: datetime) -> None:
    """The day by which it was promised is confirmed: its clock starts. Raises `BrokenRule` for a past day."""
    if due_on < timezone.localdate(at):
        raise BrokenRule(_("Thời hạn không thể trước hôm nay."), field="due_on")
    stepping.take(case, step, by=by, at=at, payload={"due_on": due_on}, due_on=due_on)


def check_running(case: Case) -> None:
    """Raises `BrokenRule` unless the lead works on the case now."""
    if case.status not in ("issued", "received", "in-progress", "dated", "assigned", "seen", "scheduled"):
        said = _("Nội dung đang ở bước “%(now)s” nên chưa ghi được việc này.")
        raise BrokenRule(said % {"now": case.state.label}, code="wrong-state")


def required(case: Case, text: str, *, field: str = "reason") -> Words:
    """The words for the journal. Raises `BrokenRule` for none, or what is marked secret."""
    if not text.strip():
        raise BrokenRule(_("Hãy ghi nội dung."), field=field, code="reason-missing")
    refuse_secret(text, field=field)
    return Words(case.uid, nfc(text).strip())
