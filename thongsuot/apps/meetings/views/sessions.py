"""The list of sessions, a new one, its head, its documents."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.page import Request, address, asked, page
from thongsuot.apps.core.states import refusal
from thongsuot.apps.meetings import actions, permissions, queries, states
from thongsuot.apps.meetings.forms import DocumentsForm, HeadForm, NewSessionForm
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.meetings.views import heads

PASTED = "van-ban-dan-vao.txt"


@require_safe
@page("meetings.can_view")
def list_(request: Request) -> HttpResponse:
    status, q = asked(request, "status"), asked(request, "q")
    status = status if status in {state.code for state in states.SESSION.states} else ""
    rows = queries.listed(for_=request.user, status=status, q=q)
    sheet = Paginator(rows, queries.PAGE).get_page(asked(request, "page"))
    context = {
        "sheet": sheet,
        "status": status,
        "q": q,
        "chips": _chips(request, status, q),
        "can_record": permissions.can_record(request.user),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }
    return render(request, "meetings/list.html", context)


def _chips(request: Request, status: str, q: str) -> list[dict[str, object]]:
    rows = [("", _("Tất cả")), *((state.code, state.label) for state in states.SESSION.states)]
    counts = queries.counts(for_=request.user, q=q)
    return [
        {
            "word": word,
            "count": counts.get(code, 0) if code else sum(counts.values()),
            "url": address(request, status=code, page=""),
            "current": code == status,
        }
        for code, word in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page("meetings.can_record")
def new(request: Request) -> HttpResponse:
    form = NewSessionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, at = request.user, request.now
        title = form.cleaned_data["title"] or actions.UNTITLED
        session = actions.open_session(head=actions.SessionFields(title=title), by=by, at=at)
        _add_documents(session, form, request)
        return redirect("meetings:session", session.uid)
    return render(request, "meetings/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("meetings.can_record")
def head(request: Request, uid: UUID) -> HttpResponse:
    session = to_record(request, uid)
    form = HeadForm(request.POST or None, initial=heads.initial(session), instance=session)
    if request.method == "POST" and form.is_valid():
        try:
            heads.save(
                WorkingSession.objects.get(pk=session.pk), form.cleaned_data, by=request.user, at=request.now
            )
        except Stale as stale:
            form.add_error(None, f"{stale.message} {heads.changed_since(session)}")
            form.data = {**request.POST.dict(), "version": str(session.version)}
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Đã lưu thông tin buổi làm việc."))
            return redirect("meetings:session", uid)
    context = {"form": form, "session": session, "unknown": heads.suggestions(form)}
    return render(request, "meetings/head.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("meetings.can_record")
def documents(request: Request, uid: UUID) -> HttpResponse:
    session = to_record(request, uid)
    form = DocumentsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["text"] or form.cleaned_data["uploads"]:
            _add_documents(session, form, request)
            return redirect("meetings:session", uid)
        form.add_error("text", _("Hãy dán nội dung hoặc chọn tệp."))
    context = {"form": form, "session": session}
    return render(request, "meetings/documents.html", context, status=422 if form.errors else 200)


@require_POST
@page("meetings.can_record")
def read_again(request: Request, uid: UUID, run: UUID) -> HttpResponse:
    session = to_record(request, uid)
    standing = session.runs.filter(uid=run).first()
    if standing is None:
        raise Http404
    actions.ask_reading(run=standing, by=request.user, at=request.now)
    return redirect("meetings:session", uid)


def found(request: Request, uid: UUID) -> WorkingSession:
    """The session of this address, as far as this user may see it; else 404."""
    session = queries.session(uid, for_=request.user)
    if session is None:
        raise Http404
    return session


def to_record(request: Request, uid: UUID) -> WorkingSession:
    """The session of this address for somebody who writes its record; else 404, or 403 with the reason."""
    session = found(request, uid)
    if not permissions.can_record(request.user, session):
        said = _("Bản ghi này thuộc sổ của cơ quan khác; chỉ cơ quan đó ghi, sửa và xác nhận.")
        raise refusal(request.user, said, lambda other: permissions.can_record(other, session))
    return session


def _add_documents(session: WorkingSession, form: DocumentsForm, request: Request) -> None:
    given = [(file.name, file.read()) for file in form.cleaned_data["uploads"]]
    if text := form.cleaned_data["text"].strip():
        given.insert(0, (PASTED, text.encode()))
    for name, content in given:
        actions.add_document(session=session, content=content, name=name, by=request.user, at=request.now)
