"""One page for every act that needs a form: what was typed stays when a rule is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.organisations.actions.seen import as_seen
from thongsuot.apps.organisations.forms.base import ActForm
from thongsuot.apps.organisations.views import versions, where

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """An act on one kind of thing: its place in the address, its verb, its form, and what it does.

    `do(subject, cleaned, **by)` may hand back the address to go on to. `ask` is the question before what cannot
    be undone; `is_offered(subject)` says whether it makes sense now.
    """

    code: str
    word: Any
    form: type[ActForm]
    do: Callable[..., Any]
    done: Any
    ask: Any = ""
    lead: Any = ""
    is_offered: Callable[[Any], bool] = lambda _subject: True

    @property
    def is_plain(self) -> bool:
        """Whether a button is enough."""
        return not self.form.base_fields


def named(acts: tuple[Act, ...], code: str) -> Act:
    found = next((act for act in acts if act.code == code), None)
    if found is None:
        raise Http404
    return found


def run(
    request: HttpRequest, act: Act, subject: Any, *, name: str, back: str, trail: list[Row]
) -> HttpResponse:
    """Show the form of an act on GET, do it on POST, and come back to `back`."""
    data = request.POST if request.method == "POST" else None
    form = act.form(data, subject=subject, today=where.today(request))
    if not act.is_plain:
        versions.watch(form, subject)
    if data is not None and form.is_valid():
        try:
            onwards = perform(request, act, subject, form)
        except BrokenRule as broken:
            blame(form, broken)
        else:
            messages.success(request, act.done)
            return redirect(onwards if isinstance(onwards, str) else back)
    context = {"act": act, "form": form, "name": name, "back": back, "trail": [*trail, {"word": act.word}]}
    return render(request, "organisations/act.html", context, status=422 if data is not None else 200)


def perform(request: HttpRequest, act: Act, subject: Any, form: forms.Form, **more: Any) -> Any:
    """Do an act on what the form showed. Raises `BrokenRule`."""
    with seen_by(request, subject, form):
        return act.do(subject, form.cleaned_data | more, **where.by(request))


@contextmanager
def seen_by(request: HttpRequest, subject: Any, form: forms.Form) -> Iterator[None]:
    """Round an act on what a watched form showed. Raises `Stale`, which says what changed since."""
    if versions.FIELD not in form.fields:
        yield
        return
    seen = versions.taken(form)
    by = where.by(request)
    try:
        with as_seen(subject=subject, version=seen, **by):
            yield
    except Stale as stale:
        raise versions.told(form, subject, stale, seen, for_=by["by"]) from stale


def blame(form: forms.Form, broken: BrokenRule) -> None:
    """Put a broken rule to its field, or on top."""
    form.add_error(broken.field if broken.field in form.fields else None, broken.message)


def offered(acts: tuple[Act, ...], subject: Any) -> list[Act]:
    return [act for act in acts if act.is_offered(subject)]
