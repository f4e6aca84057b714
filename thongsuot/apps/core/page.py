"""What every view does the same: says who may see it, and answers a POST once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from unicodedata import category
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget
from django_htmx.middleware import HtmxDetails

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import PostAnswer, User
from thongsuot.apps.core.states import refusal, resolve

View = Callable[..., HttpResponse]
KEPT_HEADERS = ("Location", "HX-Redirect", "HX-Trigger", "HX-Retarget", "HX-Reswap", "Content-Type")
POST_KEY = "post_key"
OUTBOX = "X-Outbox"
KEY_SHAPE = re.compile(r"[0-9A-Za-z-]{16,64}")
ASKED_AT_MOST = 200
"""Letters of one parameter: no name or search is longer, and no database chokes on so few."""


class Request(HttpRequest):
    """A request inside `@page`: somebody is logged in, its moment and its number are set."""

    user: User
    now: datetime
    id: str
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the product that has its place in the navigation: `permission` is "app.can_do"."""

    name: str
    word: Any
    icon: str
    permission: str

    @property
    def url(self) -> str:
        return reverse(self.name)


SECTIONS = (
    Section("desk:mine", _("Việc của tôi"), "register", "desk.can_open_desk"),
    Section("meetings:list", _("Buổi làm việc"), "session", "meetings.can_view"),
    Section("cases:list", _("Sổ theo dõi"), "register", "cases.can_view"),
    Section("places:provinces", _("Địa phương"), "place", "core.is_logged_in"),
)


MORE = (
    Section("organisations:overview", _("Tổ chức bộ máy"), "apparatus", "organisations.can_view"),
    Section("inside:approvals", _("Chờ duyệt"), "register", "cases.can_work"),
    Section("inside:hand-many", _("Giao trong cơ quan"), "register", "cases.can_hand_on"),
    Section("inside:new-task", _("Giao việc nội bộ"), "register", "cases.can_run_task"),
    Section("cases:raise", _("Ghi nội dung mới"), "register", "cases.can_raise"),
    Section("reminders:list", _("Đôn đốc"), "notice", "cases.can_coordinate"),
    Section("sheets:start", _("Nhập sổ theo dõi"), "register", "cases.can_coordinate"),
    Section("measures:list", _("Giải pháp chung"), "register", "cases.can_view"),
    Section("measures:released", _("Hỏi đáp"), "notice", "core.is_logged_in"),
    Section("calendar:year", _("Lịch làm việc"), "session", "organisations.can_view"),
    Section("desk:mergers", _("Sắp xếp đơn vị"), "place", "desk.can_merge"),
    Section("desk:hand-overs", _("Bàn giao"), "register", "desk.can_hand_over"),
    Section("accounts:list", _("Tài khoản"), "person", "organisations.can_keep_accounts"),
    Section("desk:data-requests", _("Dữ liệu cá nhân"), "person", "desk.can_answer_data_requests"),
)
"""What stands under “Thêm”: used seldom, or by few."""


def sections(user: Any) -> list[Section]:
    """The sections that this user may open, in their order; the first is where a log-in leads."""
    return _open_to(user, SECTIONS)


def more_sections(user: Any) -> list[Section]:
    """What this user may open under “Thêm”."""
    return _open_to(user, MORE)


def _open_to(user: Any, all_of_them: Iterable[Section]) -> list[Section]:
    return [section for section in all_of_them if resolve(section.permission, "permissions")(user)]


def page(permission: str) -> Callable[[View], View]:
    """A view for people who are logged in and hold `permission` ("app.can_do"); rows are scoped by queries."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_log_in(request)
            is_allowed = resolve(permission, "permissions")
            if not is_allowed(request.user):
                said = gettext("Trang này cần một vai trò mà tài khoản của bạn chưa có.")
                raise refusal(request.user, said, is_allowed)
            return _told_outbox(request, answer(view, request, *args, **kwargs))

        wrapper.permission = permission  # type: ignore[attr-defined]
        return wrapper

    return decorate


def public(view: Any) -> Any:
    """A view that anyone may see."""
    view.is_public = True
    return view


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Run the view; a broken rule that it let through becomes a page with a way back."""
    try:
        return (
            _once(view, request, *args, **kwargs)
            if request.method == "POST"
            else view(request, *args, **kwargs)
        )
    except BrokenRule as broken:
        return _refused(request, broken)


def _told_outbox(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An outbox is told that the act was done, and where to go on: a redirect could as well lead to the log-in."""
    if OUTBOX not in request.headers or response.status_code not in (301, 302, 303):
        return response
    return HttpResponse(status=204, headers={"X-Next": response["Location"]})


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx puts the answer into the page that stands."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def _to_log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page instead of the whole page, never inside a part of it; afterwards back to that page."""
    if not asks_for_part(request):
        return redirect_to_login(request.get_full_path())
    stood_on = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return HttpResponseClientRedirect(redirect_to_login(stood_on).url)


def _refused(request: HttpRequest, broken: BrokenRule) -> HttpResponse:
    """Why nothing was done: a page, or for htmx a notice above what stands on the page as it was typed."""
    if not asks_for_part(request):
        return render(request, "core/broken_rule.html", {"broken": broken}, status=422)
    notice = {"tone": "warning", "title": _("Chưa thực hiện được"), "text": broken.message}
    response = render(request, "core/parts/notice.html", notice, status=422)
    return reswap(retarget(response, "#messages"), "innerHTML show:top")  # type: ignore[arg-type]


def _once(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    key = request.POST.get(POST_KEY, "")
    if not KEY_SHAPE.fullmatch(key):
        raise BrokenRule(gettext("Trang đã cũ. Hãy tải lại trang rồi gửi lại."), code="no-key")
    try:
        with transaction.atomic():
            kept = PostAnswer.objects.create(user=request.user, key=key, at=request.now)  # type: ignore[attr-defined,misc]
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                raise _NotDone(response)
            _keep(kept, response)
            return response
    except _NotDone as not_done:
        return not_done.response
    except IntegrityError:
        if again := PostAnswer.objects.filter(user=request.user, key=key).first():  # type: ignore[misc]
            return _repeat(again)
        raise


class _NotDone(Exception):
    """Carries an answer of 400 or more out of the transaction, so that its key may be used again."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def _keep(kept: PostAnswer, response: HttpResponse) -> None:
    kept.status = response.status_code
    kept.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    kept.body = response.content.decode()
    kept.save()


def _repeat(kept: PostAnswer) -> HttpResponse:
    return HttpResponse(kept.body, status=kept.status, headers=kept.headers)


def asked(request: HttpRequest, name: str) -> str:
    """A parameter of the address as plain text: no control characters, at most 200 letters; "" without it."""
    given = request.GET.get(name, "").strip()[:ASKED_AT_MOST]
    return "".join(" " if category(letter) in {"Cc", "Cs"} else letter for letter in given).strip()


def address(request: HttpRequest, **changes: Any) -> str:
    """This page's address with some parameters changed; None or "" removes one, paging starts anew."""
    kept: dict[str, Any] = {
        key: request.GET.getlist(key) for key in request.GET if key not in {"after", "page"}
    }
    kept.update({key: [value] for key, value in changes.items()})
    pairs = [(key, value) for key, values in kept.items() for value in values if value not in (None, "")]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs; `sought` is what the search box shows."""
    try:
        sought = asked(request, "q")
    except SuspiciousOperation:  # thousands of parameters: this is the page that refuses them
        sought = ""
    return {"DEMO": settings.DEMO, "request_id": getattr(request, "id", ""), "sought": sought}
