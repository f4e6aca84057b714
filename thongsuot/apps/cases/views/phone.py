"""What is to be done now, unfolded on the page of a case, and what people added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from thongsuot.apps.cases import copying, permissions, queries
from thongsuot.apps.cases.forms import CaseStepForm
from thongsuot.apps.cases.forms.notes import CommentForm, EvidenceForm
from thongsuot.apps.cases.models import Case
from thongsuot.apps.cases.queries import notes
from thongsuot.apps.core.states import Step
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

NOW = ("confirm", "report", "answer", "grant", "issue", "decide")
"""Forms of the one act that is waited for, the first that is open."""
MORE = ("extension",)
"""Forms that stand as a second button beside it."""
WITH_EVIDENCE = ("answer", "report", "confirm", "contest")
"""Forms that take files with them."""


def of(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The card of the next act; remarks and files with their forms; the text to copy."""
    user: Any = request.user
    organs = sorted(
        ((str(uid), name) for uid, name in queries.organs_of(user).items()), key=lambda one: one[1]
    )
    return {
        **_now(request, case),
        "comments": notes.comments(case, for_=user),
        "comment_form": CommentForm(organs=organs) if permissions.can_comment(user, case) else None,
        "evidence": notes.evidence(case, for_=user),
        "evidence_form": EvidenceForm() if permissions.can_attach(user, case) else None,
        "copy_text": copying.copy_text(case),
    }


def own_organs(request: HttpRequest) -> list[Organisation]:
    """The organs for which this user acts."""
    found = organisations.by_keys(organisations.own_organisations(request.user))  # type: ignore[arg-type]
    return sorted(found.values(), key=lambda one: one.name)


def _now(request: HttpRequest, case: Case) -> dict[str, Any]:
    """`now_form` with `now_step`: what is waited for of this user; `now_more`: what they may do instead."""
    steps = queries.form_steps(case, for_=request.user)  # type: ignore[arg-type]
    forms = _forms()
    ready = [(name, one) for name in NOW for one in steps if one.form == name and name in forms]
    more = [one for one in steps if one.form in MORE and one.form in forms]
    if not ready:
        return {"now_form": None, "now_more": more}
    name, step = ready[0]
    return {
        "now_step": step,
        "now_form": _form(request, case, step, forms[name]),
        "now_files": EvidenceForm(prefix="now") if name in WITH_EVIDENCE else None,
        "now_more": more,
    }


def _form(request: HttpRequest, case: Case, step: Step, kind: type[CaseStepForm]) -> CaseStepForm:
    form = kind(case=case, step=step, user=request.user, on=timezone.localdate(request.now))  # type: ignore[arg-type, attr-defined]
    form.auto_id = "now_%s"
    return form


def _forms() -> dict[str, type[CaseStepForm]]:
    from thongsuot.apps.cases.views.form_steps import FORMS  # it shows a case by way of this module

    return {name: kind for name, (kind, _action) in FORMS.items()}
