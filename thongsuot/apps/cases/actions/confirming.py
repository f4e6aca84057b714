"""What each unit that asked says of an answer, what the office decides when one does not agree, and silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions, queries
from thongsuot.apps.cases.actions import clocks, stepping
from thongsuot.apps.cases.actions.recording import amend, refuse_secret
from thongsuot.apps.cases.models import Case, Clock, Confirmation
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move, refusal

ASKED = ("answered", "resolved")


@transaction.atomic
def confirm(*, case: Case, step: str, words: str, by: User, at: datetime) -> None:
    """A unit that asked says that it is solved; when all have, the case closes. Raises as `core.states.move` does."""
    for one in _own(case, by):
        _say(one, "confirm", words, by, at)
    if case.status in ASKED and queries.all_content(case):
        stepping.take(case, "confirm", by=by, at=at)
    else:
        amend(case, "one-confirmed", by=by, at=at, payload={"step": step})
        clocks.settle(case)


@transaction.atomic
def contest(*, case: Case, step: str, reason: str, by: User, at: datetime) -> None:
    """A unit that asked says that it does not agree, once a round; the office decides. Raises as `move` does."""
    refuse_secret(reason, field="reason")
    for one in _own(case, by):
        _say(one, "contest", reason, by, at)
    stepping.take(case, step, by=by, at=at, reason=reason)


@transaction.atomic
def decide(*, case: Case, step: str, reason: str, by: User, at: datetime) -> None:
    """The office upholds the answer or wants another one, for everybody who did not agree in this round.

    Another answer begins another round. Raises as `stepping.take` does.
    """
    refuse_secret(reason, field="reason")
    now = case.confirmations.filter(round=case.round)
    for one in now.filter(status="contested"):
        Confirmation.objects.filter(pk=one.pk).update(decision=reason.strip())
        move(one, "decide", by=by, at=at, reason=reason)
    if step == "redo":
        for one in now.filter(status="waiting"):
            move(one, "overtake", by=by, at=at)
        next_round(case)
    stepping.take(case, step, by=by, at=at, reason=reason)


@transaction.atomic
def close_unheard(*, case: Case, by: User, at: datetime, step: str = "close-unheard") -> None:
    """Close without a reply: each unit that is waited for is past its day and was reminded.

    Raises `BrokenRule` before that, and as `stepping.take` does.
    """
    waiting = list(case.confirmations.filter(round=case.round, status="waiting"))
    today = timezone.localdate(at)
    running = Clock.objects.filter(confirmation__in=waiting, stopped_on=None)
    if not waiting or running.filter(due_on__gte=today).exists() or running.filter(due_on=None).exists():
        raise BrokenRule(_("Nơi kiến nghị còn trong thời hạn cho ý kiến."), code="guard")
    if not queries.was_reminded(case):
        raise BrokenRule(str(case.life_cycle.step(step).refusal), code="guard")
    for one in waiting:
        move(one, "close-unheard", by=by, at=at)
    stepping.take(case, step, by=by, at=at)


def next_round(case: Case) -> None:
    """The next answer is another round: everybody is asked again. Part of a step."""
    Case.objects.filter(pk=case.pk).update(round=case.round + 1, closed_on=None)
    case.round, case.closed_on = case.round + 1, None


def _own(case: Case, by: User) -> Iterable[Confirmation]:
    """The confirmations that are waited for from this user in this round."""
    waiting = case.confirmations.filter(round=case.round, status="waiting").select_related("case")
    own = [one for one in waiting if permissions.can_say(by, one)]
    if own:
        return own
    said = _("Chưa chờ ý kiến của nơi bạn về nội dung này.")
    is_theirs = case.confirmations.filter(round=case.round)
    if any(permissions.can_say(by, one) for one in is_theirs.select_related("case")):
        raise BrokenRule(_("Nơi bạn đã cho ý kiến trong lượt này."), code="wrong-state")
    raise refusal(by, said, lambda other: any(permissions.can_say(other, one) for one in is_theirs))


def _say(one: Confirmation, step: str, words: str, by: User, at: datetime) -> None:
    Confirmation.objects.filter(pk=one.pk).update(words=words.strip(), said_at=at)
    move(one, step, by=by, at=at, reason=words)
    clocks.stop(case=one.case, kinds=[Clock.Kind.CONFIRMING], confirmation=one, at=at)
