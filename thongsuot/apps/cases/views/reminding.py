"""Reminders: what time proposes to the office, sent one by one or many at once, or not; and one sent now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions.bulk import Fate
from thongsuot.apps.cases.forms.reminding import DismissForm, ReminderForm
from thongsuot.apps.cases.models import Reminder
from thongsuot.apps.cases.queries.reminders import GROUPS, said
from thongsuot.apps.cases.views.case import acts, to_coordinate
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import address, asked, page

LINES = 100
WORDS = {
    "": gettext_lazy("Tất cả"),
    "lead": gettext_lazy("Cơ quan chủ trì"),
    "asker": gettext_lazy("Nơi kiến nghị chưa xác nhận"),
    "escalation": gettext_lazy("Báo cáo lãnh đạo"),
}
TOLD_AT_MOST = 20
"""Rows that were not done, named one by one in a message."""


@require_safe
@page("cases.can_coordinate")
def listing(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    group = asked(request, "nhom") if asked(request, "nhom") in GROUPS else ""
    sheet = Paginator(queries.proposals(for_=user, group=group), LINES).get_page(asked(request, "page"))
    context = {
        "sheet": sheet,
        "chips": _chips(request, group),
        "previous": address(request, page=sheet.number - 1) if sheet.has_previous() else "",
        "next": address(request, page=sheet.number + 1) if sheet.has_next() else "",
    }
    return render(request, "cases/reminders.html", context)


@require_POST
@page("cases.can_coordinate")
def send_chosen(request: HttpRequest) -> HttpResponse:
    """Send what was ticked, or every reminder of the page that was looked at, each as it is worded.

    What goes to leaders is sent one by one or ticked, never with all.
    """
    chosen = {
        uid for uid in request.POST.getlist("shown" if "all" in request.POST else "chosen") if _is_uid(uid)
    }
    rows = queries.proposals(for_=request.user).filter(uid__in=chosen)  # type: ignore[arg-type]
    if "all" in request.POST:
        rows = rows.exclude(kind=Reminder.Kind.ESCALATION)
    if not rows:
        raise BrokenRule(_("Chưa chọn đôn đốc nào. Hãy đánh dấu ít nhất một dòng."), code="none-chosen")
    tell_fates(request, actions.send_reminders(reminders=rows, **acts(request)))
    return redirect("reminders:list")


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_coordinate")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One proposal: its words may be changed before it is sent."""
    reminder = _proposal(request, uid)
    form = ReminderForm(request.POST or None, initial={"text": said(reminder)})
    if form.is_bound and form.is_valid():
        try:
            actions.send_reminder(reminder=reminder, text=form.cleaned_data["text"], **acts(request))
            messages.success(request, _("Đã gửi."))
            return redirect("reminders:list")
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return _shown(request, reminder, form, DismissForm())


@require_POST
@page("cases.can_coordinate")
def dismiss(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Do not send a proposal, for a reason."""
    reminder, form = _proposal(request, uid), DismissForm(request.POST)
    if form.is_valid():
        try:
            actions.dismiss_reminder(reminder=reminder, **form.cleaned_data, **acts(request))
            messages.success(request, _("Đã ghi: không gửi."))
            return redirect("reminders:list")
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
    return _shown(request, reminder, ReminderForm(initial={"text": said(reminder)}), form)


@require_POST
@page("cases.can_coordinate")
def now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Urge whoever a case waits for, from its page."""
    case = to_coordinate(request, uid)
    count = actions.remind(case=case, **acts(request))
    messages.success(
        request, ngettext("Đã đôn đốc %(n)d nơi.", "Đã đôn đốc %(n)d nơi.", count) % {"n": count}
    )
    return redirect("cases:detail", uid=uid)


def tell_fates(request: HttpRequest, fates: list[Fate]) -> None:
    """How many were done, and of the others which and why."""
    done = sum(fate.is_done for fate in fates)
    if done:
        messages.success(request, ngettext("Đã làm %(n)d.", "Đã làm %(n)d.", done) % {"n": done})
    left = [fate for fate in fates if not fate.is_done]
    for fate in left[:TOLD_AT_MOST]:
        told = {"number": fate.number, "why": fate.why}
        messages.warning(request, _("Không làm được %(number)s: %(why)s") % told)
    more = len(left) - TOLD_AT_MOST
    if more > 0:
        messages.warning(request, _("Và %(n)d nội dung nữa không làm được.") % {"n": more})


def _proposal(request: HttpRequest, uid: UUID) -> Reminder:
    reminder = queries.proposal(uid, for_=request.user)  # type: ignore[arg-type]
    if reminder is None:
        raise Http404
    return reminder


def _shown(
    request: HttpRequest, reminder: Reminder, form: ReminderForm, dismiss_form: DismissForm
) -> HttpResponse:
    receivers = len(actions.receivers(reminder, at=request.now))  # type: ignore[attr-defined]
    context = {"reminder": reminder, "form": form, "dismiss_form": dismiss_form, "receivers": receivers}
    status = 422 if form.errors or dismiss_form.errors else 200
    return render(request, "cases/reminder.html", context, status=status)


def _chips(request: HttpRequest, chosen: str) -> list[dict[str, Any]]:
    user: Any = request.user
    counts = {group: queries.proposals(for_=user, group=group).count() for group in GROUPS}
    return [
        {
            "word": word,
            "count": counts[group],
            "url": address(request, nhom=group),
            "current": group == chosen,
        }
        for group, word in WORDS.items()
        if counts[group] or not group or group == chosen
    ]


def _is_uid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
