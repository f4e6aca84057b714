"""Acts that also ask who: a search over people above the form, then one of those found or somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import asked
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.people import NEW, ChoosePersonForm
from thongsuot.apps.organisations.models import Person
from thongsuot.apps.organisations.queries import overview as glance
from thongsuot.apps.organisations.views import versions, where
from thongsuot.apps.organisations.views.acts import Act, blame, perform

MOST = 20


def run_with_person(
    request: HttpRequest,
    act: Act,
    subject: Any,
    *,
    name: str,
    back: str,
    trail: list[dict[str, Any]],
    may_enter: bool,
) -> HttpResponse:
    """As `acts.run`, with the person chosen among those whose name is like `?q=`."""
    q, today = " ".join(asked(request, "q").split()), where.today(request)
    found = list(glance.with_posts(queries.people(q, on=today), on=today)[: MOST + 1]) if q else []
    is_cut = len(found) > MOST
    if is_cut:
        found = _namesakes_first(q, found, today)
    data = request.POST if request.method == "POST" else None
    who = ChoosePersonForm(data, q=q, found=found, may_enter=may_enter and len(q.split()) > 1)
    form = act.form(data, subject=subject, today=today)
    versions.watch(form, subject)
    if data is not None and who.is_valid() & form.is_valid():
        try:
            person = _person(who.cleaned_data["person"], q, found, **where.by(request))
            perform(request, act, subject, form, person=person)
        except BrokenRule as broken:
            blame(who if broken.field == "person" else form, broken)
        else:
            messages.success(request, act.done)
            return redirect(back)
    context = {
        "act": act,
        "name": name,
        "back": back,
        "form": form,
        "who": who,
        "q": q,
        "found": found,
        "is_cut": is_cut,
        "may_enter": may_enter,
        "trail": [*trail, {"word": act.word}],
    }
    return render(request, "organisations/choose.html", context, status=422 if data is not None else 200)


def _namesakes_first(q: str, found: list[Person], today: date) -> list[Person]:
    """All who bear just this name, however many: only who saw them can say that this is somebody else."""
    same = list(glance.with_posts(queries.same_names(q), on=today))
    return [*same, *(one for one in found[:MOST] if one not in same)]


def _person(choice: str, q: str, shown: Sequence[Person], **by: Any) -> Person:
    """The chosen one, or a new one; choosing "somebody else" among namesakes is the answer that tells them apart."""
    if choice == NEW:
        is_distinct = set(queries.same_names(q)) <= set(shown)
        return actions.enter_person(name=q, is_distinct=is_distinct, **by)
    person = queries.person(UUID(choice))
    if person is None:
        raise BrokenRule(_("Người này không còn trong danh sách. Hãy tìm lại."), field="person")
    return person
