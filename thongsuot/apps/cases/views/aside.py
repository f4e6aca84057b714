"""The acts beside the status, as the dispatch of forms calls them: each finds the row that it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms import aside
from thongsuot.apps.cases.forms.stepping import CaseStepForm
from thongsuot.apps.cases.models import Case, Clock, Extension, Objection
from thongsuot.apps.core.errors import BrokenRule


def ask(*, case: Case, step: str, until: date, reason: str, **who: Any) -> None:
    actions.ask_extension(case=case, clock=_clock(case), until=until, reason=reason, **who)


def take_back(*, case: Case, step: str, **who: Any) -> None:
    actions.take_back_extension(extension=_asked(case), **who)


def grant(*, case: Case, step: str, until: date, reason: str, **who: Any) -> None:
    actions.grant_extension(extension=_asked(case), until=until, reason=reason, **who)


def refuse(*, case: Case, step: str, reason: str, **who: Any) -> None:
    actions.refuse_extension(extension=_asked(case), reason=reason, **who)


def let_late(*, case: Case, step: str, reason: str, **who: Any) -> None:
    actions.let_ask_late(case=case, clock=_clock(case), reason=reason, **who)


def correct(*, case: Case, step: str, due_on: date, reason: str, **who: Any) -> None:
    actions.correct_date(case=case, clock=_clock(case), due_on=due_on, reason=reason, **who)


def object_to(*, case: Case, step: str, kind: str, text: str, **who: Any) -> None:
    clock = queries.judged_clock(case)
    if clock is None:
        raise _gone()
    actions.object_to(case=case, clock=clock, kind=kind, text=text, **who)


def decide(*, case: Case, step: str, objection: Objection, decision: str, reason: str, **who: Any) -> None:
    actions.decide_objection(objection=objection, step=decision, reason=reason, **who)


def _without_step(action: Callable[..., Any]) -> Callable[..., Any]:
    def act(*, step: str, **given: Any) -> None:
        action(**given)

    return act


FORMS: dict[str, tuple[type[CaseStepForm], Callable[..., Any]]] = {
    "progress": (aside.ProgressForm, _without_step(actions.note_progress)),
    "extension": (aside.ExtensionForm, ask),
    "no-extension": (aside.PlainForm, take_back),
    "grant": (aside.GrantForm, grant),
    "refuse": (aside.RefuseForm, refuse),
    "late": (aside.PlainForm, let_late),
    "block": (aside.PlainForm, _without_step(actions.block)),
    "unblock": (aside.PlainForm, _without_step(actions.unblock)),
    "suspend": (aside.PlainForm, _without_step(actions.suspend)),
    "resume": (aside.PlainForm, _without_step(actions.resume)),
    "correct": (aside.CorrectForm, correct),
    "object": (aside.ObjectForm, object_to),
    "objection": (aside.ObjectionForm, decide),
    "relay": (aside.RelayForm, _without_step(actions.relay)),
    "recur": (aside.RecurForm, _without_step(actions.set_recurrence)),
}


def _clock(case: Case) -> Clock:
    clock = queries.main_clock(case)
    if clock is None:
        raise _gone()
    return clock


def _asked(case: Case) -> Extension:
    asked = queries.asked_extension(case)
    if asked is None:
        raise _gone()
    return asked


def _gone() -> BrokenRule:
    return BrokenRule(_("Việc này đã được giải quyết hoặc thời hạn đã dừng. Hãy tải lại trang."), code="gone")
