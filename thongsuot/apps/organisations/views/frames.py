"""Frames of organs: the editions of a province, drafting one row by row, publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import asked, page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.frames import DraftForm, RowForm, RowPosts, post_lines, posts_of
from thongsuot.apps.organisations.models import Block, Frame
from thongsuot.apps.organisations.views import versions, where
from thongsuot.apps.organisations.views.acts import Act, blame, run, seen_by

Row = dict[str, Any]
FIELDS = (
    "key", "name", "kind", "block", "parent", "guided_by", "posts", "keeps_register", "rank", "source",
    "is_verified",
)  # fmt: skip


def _draft(province: Any, cleaned: Row, **by: Any) -> str:
    copied = cleaned.pop("copied")
    frame = actions.draft_frame(province=province, **cleaned, **by)
    if copied:
        actions.change_frame_rows(frame=frame, rows=_rows(copied), **by)
    return reverse("organisations:frame", args=[frame.uid])


DRAFT = Act(
    "moi", _("Soạn khung mới"), DraftForm, _draft, _("Đã lập bản soạn. Thêm các cơ quan rồi công bố.")
)


@require_safe
@page("organisations.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    province = where.province()
    context = {
        "frames": queries.frames(province),
        "today": where.today(request),
        "may_arrange": where.may_arrange(request, province),
        "trail": where.trail({"word": said("Khung cơ quan")}),
    }
    return render(request, "organisations/frames.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def draft(request: HttpRequest) -> HttpResponse:
    province = where.province()
    where.require_arrange(request, province)
    back = reverse("organisations:frames")
    return run(request, DRAFT, province, name=said("Khung cơ quan"), back=back, trail=_trail())


@require_safe
@page("organisations.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _page(request, _frame(uid))


def _page(request: HttpRequest, frame: Frame, refusal: str = "") -> HttpResponse:
    rows = _rows(frame)
    names = {row["key"]: row["name"] for row in rows}
    is_draft = frame.status == frame.life_cycle.initial
    context = {
        "frame": frame,
        "blocks": [
            (label, [row | {"above": names.get(row["parent"], "")} for row in rows if row["block"] == block])
            for block, label in Block.choices
        ],
        "n_rows": len(rows),
        "refusal": refusal,
        "is_draft": is_draft,
        "may_change": is_draft and where.may_arrange(request, frame.province),
        "trail": [*_trail(), {"word": frame.name}],
    }
    return render(request, "organisations/frame.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def row(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organ of a draft: `?ma=` names it, without it a new one."""
    frame = _frame(uid)
    where.require_arrange(request, frame.province)
    rows, key = _rows(frame), asked(request, "ma")
    current = next((one for one in rows if one["key"] == key), {})
    data = request.POST if request.method == "POST" else None
    others = [one for one in rows if one["key"] != key]
    form = RowForm(data, subject=current, today=where.today(request), others=others)
    versions.watch(form, frame)
    posts = RowPosts(data, initial=post_lines(current), prefix="p")
    if data is not None and form.is_valid() & posts.is_valid():
        try:
            with seen_by(request, frame, form):
                new = form.cleaned_data | {
                    "key": key or _new_key(form.cleaned_data["name"], rows),
                    "posts": posts_of(posts),
                }
                actions.change_frame_rows(frame=frame, rows=_placed(rows, new), **where.by(request))
        except BrokenRule as broken:
            blame(form, broken)
        else:
            messages.success(request, said("Đã lưu “%(name)s”.") % {"name": new["name"]})
            return redirect("organisations:frame", uid=uid)
    steps = [*_trail(), {"word": frame.name, "url": reverse("organisations:frame", args=[uid])}]
    context = {
        "frame": frame,
        "form": form,
        "posts": posts,
        "is_new": not current,
        "trail": [*steps, {"word": current.get("name") or said("Thêm cơ quan")}],
    }
    return render(request, "organisations/frame_row.html", context, status=422 if data is not None else 200)


@require_POST
@page("organisations.can_arrange")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an organ out of a draft."""
    frame = _frame(uid)
    where.require_arrange(request, frame.province)
    key = request.POST.get("ma", "")
    rows = [row for row in _rows(frame) if row["key"] != key]
    try:
        actions.change_frame_rows(frame=frame, rows=rows, **where.by(request))
    except BrokenRule as broken:
        return _page(request, frame, broken.message)
    return redirect("organisations:frame", uid=uid)


@require_POST
@page("organisations.can_arrange")
def publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    frame = _frame(uid)
    where.require_arrange(request, frame.province)
    try:
        actions.publish_frame(frame=frame, **where.by(request))
    except BrokenRule as broken:
        return _page(request, _frame(uid), broken.message)
    messages.success(request, said("Đã công bố khung. Trang của từng địa phương cho biết còn thiếu gì."))
    return redirect("organisations:frame", uid=uid)


def _frame(uid: UUID) -> Frame:
    found = Frame.objects.select_related("province").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _rows(frame: Frame) -> list[Row]:
    return [{name: getattr(row, name) for name in FIELDS} for row in frame.rows.all()]


def _placed(rows: list[Row], new: Row) -> list[Row]:
    """The rows with one changed in its place, or added at the end."""
    if any(row["key"] == new["key"] for row in rows):
        return [new if row["key"] == new["key"] else row for row in rows]
    return [*rows, new]


def _new_key(name: str, rows: list[Row]) -> str:
    """A key from the name that no row has yet."""
    taken = {row["key"] for row in rows}
    base = "-".join(part for part in fold(name.replace("{unit}", "")).split() if part)[:34] or "co-quan"
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 1000))) if key not in taken)


def _trail() -> list[Row]:
    return where.trail({"word": said("Khung cơ quan"), "url": reverse("organisations:frames")})
