"""One item at a time: decide, edit, add."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.documents import pages
from thongsuot.apps.documents import queries as sources
from thongsuot.apps.meetings import actions, queries
from thongsuot.apps.meetings.forms import ItemForm, MergeForm, SplitForm
from thongsuot.apps.meetings.models import Item, ItemKind, WorkingSession
from thongsuot.apps.meetings.views import marks, review
from thongsuot.apps.meetings.views.grounds import Ground, ground
from thongsuot.apps.meetings.views.sessions import to_record

SPLIT, MERGE = "split_%s", "merge_%s"


@require_POST
@page("meetings.can_record")
def decide(request: Request, uid: UUID, item: UUID, step: str) -> HttpResponse:
    standing = to_record(request, uid)
    chosen, before = _item(standing, item), queries.fingerprint(standing)
    actions.decide(item=chosen, step=step, by=request.user, at=request.now)
    response = _card(request, standing, chosen)
    if request.htmx and request.POST.get("seen", before) != before:
        response["HX-Refresh"] = "true"  # somebody else changed the record: show all of it anew
    return response


@require_POST
@page("meetings.can_record")
def accept_certain(request: Request, uid: UUID) -> HttpResponse:
    count = actions.accept_certain(session=to_record(request, uid), by=request.user, at=request.now)
    messages.success(request, _("Đã chấp nhận %d mục chắc chắn.") % count)
    return redirect("meetings:session", uid)


@require_http_methods(["GET", "HEAD", "POST"])
@page("meetings.can_record")
def edit(request: Request, uid: UUID, item: UUID) -> HttpResponse:
    standing = to_record(request, uid)
    chosen = _item(standing, item)
    form = ItemForm(
        request.POST or None, initial=_initial(chosen), recommendations=_recommendations(standing)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(chosen, form.cleaned_data, request)
        except Stale as stale:
            form.add_error(None, stale.message)
            chosen = _item(standing, item)
            form.data = {**request.POST.dict(), "version": str(chosen.version)}
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            return redirect(f"{_home(standing)}#item-{chosen.uid}")
    return _edited(request, standing, chosen, form)


def _edited(
    request: Request,
    session: WorkingSession,
    item: Item,
    form: ItemForm,
    *,
    split_form: SplitForm | None = None,
    merge_form: MergeForm | None = None,
) -> HttpResponse:
    """The page of one item: its fields, its two parts, others to be put together with."""
    others = queries.alike(item)
    is_open = item.status in actions.UNRECORDED
    context = {
        "form": form,
        "session": session,
        "item": item,
        "split_form": split_form or (SplitForm(initial=_parts(item), auto_id=SPLIT) if is_open else None),
        "merge_form": merge_form or (_merge_form(item, others)),
        **review.words(),
    }
    wrong = any(one is not None and one.errors for one in (form, split_form, merge_form))
    return render(request, "meetings/item.html", context, status=422 if wrong else 200)


@require_POST
@page("meetings.can_record")
def split(request: Request, uid: UUID, item: UUID) -> HttpResponse:
    """One item that says two things."""
    standing = to_record(request, uid)
    chosen, form = _item(standing, item), SplitForm(request.POST, auto_id=SPLIT)
    try:
        if form.is_valid():
            made = actions.split(item=chosen, **form.cleaned_data, by=request.user, at=request.now)
            messages.success(request, _("Đã tách thành hai mục."))
            return redirect(f"{_home(standing)}#item-{made.uid}")
    except BrokenRule as broken:
        chosen = _item(standing, item)
        if isinstance(broken, Stale):
            form.data = {**request.POST.dict(), "version": str(chosen.version)}
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return _edited(request, standing, chosen, _plain(standing, chosen), split_form=form)


@require_POST
@page("meetings.can_record")
def merge(request: Request, uid: UUID, item: UUID) -> HttpResponse:
    """Two items that say one thing."""
    standing = to_record(request, uid)
    chosen = _item(standing, item)
    others = queries.alike(chosen)
    form = MergeForm(request.POST, others=others, auto_id=MERGE)
    try:
        if form.is_valid():
            into = next(one for one in others if str(one.uid) == form.cleaned_data["into"])
            actions.merge(item=chosen, into=into, version=into.version, by=request.user, at=request.now)
            messages.success(request, _("Đã gộp hai mục. Muốn tách lại: bấm “Hoàn tác” ở mục đã bỏ rồi sửa."))
            return redirect(f"{_home(standing)}#item-{into.uid}")
    except BrokenRule as broken:
        form.add_error(None, broken.message)
    return _edited(request, standing, chosen, _plain(standing, chosen), merge_form=form)


def _merge_form(item: Item, others: list[Item]) -> MergeForm | None:
    return MergeForm(others=others, initial=_nearest(item, others), auto_id=MERGE) if others else None


def _plain(session: WorkingSession, item: Item) -> ItemForm:
    return ItemForm(initial=_initial(item), recommendations=_recommendations(session))


def _parts(item: Item) -> dict[str, Any]:
    """Where an item most likely falls into two: at a semicolon, else a full stop, else a comma."""
    for sign in ("; ", ". ", ", "):
        first, found, second = item.text.partition(sign)
        if found and second.strip():
            return {"first": first, "second": second, "version": item.version}
    return {"first": item.text, "second": "", "version": item.version}


def _nearest(item: Item, others: list[Item]) -> dict[str, Any]:
    before = [one for one in others if (one.position, one.pk) < (item.position, item.pk)]
    return {"into": str((before or others)[-1 if before else 0].uid)}


@require_http_methods(["GET", "HEAD", "POST"])
@page("meetings.can_record")
def add(request: Request, uid: UUID) -> HttpResponse:
    """A new item: on selected text, on a rectangle of a scanned page, or as heard in the room."""
    standing = to_record(request, uid)
    start = {"kind": ItemKind.RECOMMENDATION} | {name: value for name, value in request.GET.items() if value}
    form = ItemForm(request.POST or None, initial=start, recommendations=_recommendations(standing))
    if request.method == "POST" and form.is_valid():
        try:
            made = _add(standing, form.cleaned_data, request)
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Đã thêm mục."))
            again = request.POST.get("again")
            return redirect(request.get_full_path() if again else f"{_home(standing)}#item-{made.uid}")
    context = {"form": form, "session": standing, "scan": _scan(standing, request)}
    return render(request, "meetings/item_new.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(item: Item, cleaned: dict[str, Any], request: Request) -> None:
    fields = _fields(item.session, cleaned)
    actions.edit(item=item, fields=fields, version=cleaned["version"] or 0, by=request.user, at=request.now)
    if item.status == "drafted":
        actions.decide(item=item, step="accept", by=request.user, at=request.now)


def _add(session: WorkingSession, cleaned: dict[str, Any], request: Request) -> Item:
    fields = _fields(session, cleaned)
    basis: Ground = ground(session, cleaned, for_=request.user)
    common: dict[str, Any] = {"session": session, "fields": fields, "by": request.user, "at": request.now}
    if basis.text:
        return actions.add_from_text(text=basis.text, start=basis.start, end=basis.end, **common)
    if basis.source:
        return actions.add_from_page(
            source=basis.source, page=basis.page, rectangle=basis.rectangle, **common
        )
    return actions.add_live(**common)


def _fields(session: WorkingSession, cleaned: dict[str, Any]) -> actions.ItemFields:
    names = [
        (name, role) for role in ("lead", "support") for name in cleaned[role].splitlines() if name.strip()
    ]
    plain = ("kind", "text", "topic", "by", "to", "nature", "raised_before", "deadline_on", "deadline_words")
    answers = queries.item(cleaned["answers"], session) if cleaned["answers"] else None
    return actions.ItemFields(
        assignees=tuple(names), answers=answers, **{name: cleaned[name] for name in plain}
    )


def _initial(item: Item) -> dict[str, Any]:
    plain = (
        "kind",
        "text",
        "topic",
        "by",
        "to",
        "nature",
        "raised_before",
        "deadline_on",
        "deadline_words",
        "version",
    )
    named = {
        role: "\n".join(who["name"] for who in item.assignees if who["role"] == role)
        for role in ("lead", "support")
    }
    answers = item.answers.uid if item.answers else None
    return {name: getattr(item, name) for name in plain} | named | {"answers": answers}


def _card(request: Request, session: WorkingSession, item: Item) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{_home(session)}#item-{item.uid}")
    items = queries.items(session)
    shown = next(row for row in items if row.pk == item.pk)
    shown.label = marks.labels(items)[shown.pk]  # type: ignore[attr-defined]
    context = review.summary(session) | {
        "item": shown,
        "can_record": True,
        **review.words(),
    }
    return render(request, "meetings/_card_and_summary.html", context)


def _scan(session: WorkingSession, request: Request) -> dict[str, Any] | None:
    """The scanned page beside the form, when the address names one."""
    wanted, number = request.GET.get("source_uid", ""), request.GET.get("page", "1")
    run = next((run for run in queries.runs(session) if str(run.source.uid) == wanted), None)
    if run is None:
        return None
    last = pages.count(sources.content(run.source))
    current = min(max(int(number), 1), last) if number.isdecimal() and len(number) < 5 else 1
    return {"source": run.source, "number": current, "last": last}


def _item(session: WorkingSession, uid: UUID) -> Item:
    chosen = queries.item(uid, session)
    if chosen is None:
        raise Http404
    return chosen


def _recommendations(session: WorkingSession) -> list[Item]:
    return list(session.items.filter(kind=ItemKind.RECOMMENDATION).exclude(status="rejected"))


def _home(session: WorkingSession) -> str:
    return str(redirect("meetings:session", session.uid).url)
