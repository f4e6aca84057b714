"""Entering and correcting people, with the question who of a name it is; and one person entered twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.people import PersonForm, somebody_else
from thongsuot.apps.organisations.models import Person
from thongsuot.apps.organisations.queries import overview as glance
from thongsuot.apps.organisations.views import versions, where
from thongsuot.apps.organisations.views.acts import blame, seen_by
from thongsuot.apps.organisations.views.person import person_of, require

ENTER = {"word": _("Ghi người mới")}
CORRECT = {"word": _("Sửa thông tin")}


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def enter(request: HttpRequest) -> HttpResponse:
    """A new person; namesakes are asked about."""
    people = {"word": said("Cán bộ, công chức"), "url": reverse("organisations:people")}
    around = {"act": ENTER, "trail": where.trail(people, ENTER)}

    def do(cleaned: dict[str, Any], *, is_distinct: bool) -> Person:
        return actions.enter_person(**cleaned, is_distinct=is_distinct, **where.by(request))

    return _form(request, None, do, around, said("Đã ghi người mới."))


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name and titles of somebody; a new name is asked about likewise."""
    person = person_of(uid)
    require(request, person)
    back = {"word": person.name, "url": reverse("organisations:person", args=[uid])}
    around = {"act": CORRECT, "name": person.name, "trail": where.trail(back, CORRECT)}

    def do(cleaned: dict[str, Any], *, is_distinct: bool) -> Person:
        actions.correct_person(person=person, **cleaned, is_distinct=is_distinct, **where.by(request))
        return person

    return _form(request, person, do, around, said("Đã sửa."))


def _form(
    request: HttpRequest, person: Person | None, do: Any, around: dict[str, Any], done: str
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, subject=person, today=where.today(request))
    versions.watch(form, person)
    choice = request.POST.get("who", "")
    if data is not None:
        if choice:
            _ask(request, form, person)
        if form.is_valid():
            try:
                with seen_by(request, person, form):
                    found = _done(form.cleaned_data, choice, do)
            except actions.SameName as same:
                _ask(request, form, person, same.candidates)
            except BrokenRule as broken:
                blame(form, broken)
            else:
                messages.success(request, done)
                return redirect("organisations:person", uid=found.uid)
    return render(
        request, "organisations/act.html", {"form": form, **around}, status=422 if data is not None else 200
    )


def _done(cleaned: dict[str, Any], choice: str, do: Any) -> Person:
    """The person now: the one who was chosen among namesakes, or the one written down."""
    facts = {name: cleaned[name] for name in ("name", "degrees", "gender")}
    is_distinct = choice == somebody_else(facts["name"])
    if choice and not is_distinct:
        chosen = queries.person(UUID(choice))
        if chosen is not None:
            return chosen
    done: Person = do(facts, is_distinct=is_distinct)
    return done


def _ask(
    request: HttpRequest, form: PersonForm, person: Person | None, candidates: Sequence[Person] = ()
) -> None:
    """Put the question into the form; the names stay as typed."""
    today = where.today(request)
    name = " ".join(request.POST.get("name", "").split())
    rows = queries.same_names(name)
    rows = rows.filter(pk__in=[one.pk for one in candidates]) if candidates else rows
    found = list(glance.with_posts(rows.exclude(pk=person.pk) if person else rows, on=today))
    form.ask(found, name, is_new=person is None)
    if candidates:
        form.add_error("who", said("Hãy chọn người này là ai, để không ghi một người thành hai."))


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def merge(request: HttpRequest, uid: UUID, other: UUID) -> HttpResponse:
    """Two entries that are one person: shown side by side, then joined for good."""
    keep, drop = person_of(uid), person_of(other)
    for person in (keep, drop):
        require(request, person)
    refusal = ""
    if request.method == "POST":
        try:
            actions.merge_people(keep=keep, drop=drop, **where.by(request))
        except BrokenRule as broken:
            refusal = broken.message
        else:
            messages.success(request, said("Đã gộp thành một người."))
            return redirect("organisations:person", uid=keep.uid)
    context = {
        "keep": keep,
        "drop": drop,
        "sides": [(person, list(queries.memberships_of(person))) for person in (keep, drop)],
        "refusal": refusal,
        "trail": where.trail(
            {"word": keep.name, "url": reverse("organisations:person", args=[uid])},
            {"word": said("Gộp hai bản ghi")},
        ),
    }
    return render(request, "organisations/merge.html", context, status=422 if refusal else 200)
