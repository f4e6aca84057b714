"""What the office finds when it first reads a recommendation: topic, level, cause, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.cases.actions import merging_cases, stepping
from thongsuot.apps.cases.actions.recording import amend, assign
from thongsuot.apps.cases.models import Assignment, Case, Thread
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation


@transaction.atomic
def screen(
    *,
    case: Case,
    step: str,
    topic: str,
    level: str,
    competence: str,
    cause: str,
    public_words: str,
    duplicate_of: Case | None,
    by: User,
    at: datetime,
) -> None:
    """Take a recommendation as complete and say whose it is; one that is there already goes into the other.

    Raises as `stepping.take` and `merging_cases.merge` do, and `BrokenRule` for a topic that is not known.
    """
    if topic not in facts.topics():
        raise BrokenRule(_("Lĩnh vực này không có trong danh mục."), field="topic")
    found: dict[str, str] = {"topic": topic, "level": level, "competence": competence, "cause": cause}
    kept: dict[str, object] = {**found, "public_words": public_words}
    if duplicate_of:
        merging_cases.merge(case=case, step="merge", target=duplicate_of, by=by, at=at)
        return
    Case.objects.filter(pk=case.pk).update(**kept)
    for name, value in kept.items():
        setattr(case, name, value)
    stepping.take(case, step, by=by, at=at, payload=found)


@transaction.atomic
def assign_all(
    *, case: Case, lead: Organisation | None, supports: Iterable[Organisation], by: User, at: datetime
) -> None:
    """Name who supports and, last, who leads: with it a recommendation moves on. Raises as `assign` does."""
    for organ in supports:
        assign(case=case, organisation=organ, role=Assignment.Role.SUPPORT, by=by, at=at)
    if lead:
        assign(case=case, organisation=lead, role=Assignment.Role.LEAD, by=by, at=at)


@transaction.atomic
def tell_publicly(*, case: Case, words: str, by: User, at: datetime) -> None:
    """What may be told outside of how the case stands; empty: the wording of its state. Raises `NotAllowed`."""
    merging_cases.check_own(case, by)
    amend(case, "public-words", by=by, at=at, payload={"words": words}, public_words=words)


@transaction.atomic
def join_thread(*, case: Case, other: Case, by: User, at: datetime) -> None:
    """The request that went up and the directive that came down hang on one thread, with all that hang on theirs.

    Raises `BrokenRule` when they do already, `NotAllowed` in another office's register.
    """
    merging_cases.check_own(case, by)
    if case.thread_id == other.thread_id:
        raise BrokenRule(_("Hai nội dung này đã cùng một mạch việc."), field="other")
    old = other.thread
    Case.objects.filter(thread=old).update(thread=case.thread)
    other.thread = case.thread
    amend(case, "joined", by=by, at=at, payload={"case": other.uid, "number": other.number})
    amend(other, "joined", by=by, at=at, payload={"case": case.uid, "number": case.number})
    journal.write(case.thread, "joined", by=by, at=at, payload={"thread": old.uid})
    Thread.objects.filter(pk=old.pk).delete()
