"""Terms of office, congresses and elections, and what sources say on headcount: tables, each with a small form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.terms import CongressForm, HeadcountForm, TermForm
from thongsuot.apps.organisations.models import Congress
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, run
from thongsuot.apps.organisations.views.keyset import paged

Row = dict[str, Any]


def _term(_subject: Any, cleaned: Row, **by: Any) -> None:
    actions.set_term(**cleaned, **by)


def _congress(_subject: Any, cleaned: Row, **by: Any) -> None:
    actions.hold_congress(**{name: value for name, value in cleaned.items() if value not in (None, "")}, **by)


def _headcount(_subject: Any, cleaned: Row, **by: Any) -> None:
    actions.note_headcount(**cleaned, **by)


TERM = Act("ghi", _("Ghi nhiệm kỳ"), TermForm, _term, _("Đã ghi nhiệm kỳ."))
CONGRESS = Act(
    "dai-hoi",
    _("Ghi đại hội, bầu cử"),
    CongressForm,
    _congress,
    _("Đã ghi."),
    lead=_("Ghi lại cho cùng cơ quan và nhiệm kỳ là bổ sung, sửa; ô để trống giữ nguyên điều đã ghi."),
)
HEADCOUNT = Act(
    "bien-che",
    _("Ghi số tham khảo về biên chế"),
    HeadcountForm,
    _headcount,
    _("Đã ghi số tham khảo."),
    lead=_("Chỉ để đối chiếu, không phải mức trần; hệ thống không chặn ai theo số này."),
)


@require_safe
@page("organisations.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    province, today = where.province(), where.today(request)
    rows = Congress.objects.select_related("organisation", "term", "completed_by")
    found, first, following = paged(request, rows.order_by("pk"), ("pk",), size=40)
    context = {
        "terms": queries.terms(),
        "congresses": found,
        "first": first,
        "next": following,
        "headcounts": queries.headcounts(on=today),
        "today": today,
        "may_arrange": where.may_arrange(request, province),
        "trail": where.trail({"word": said("Nhiệm kỳ, biên chế")}),
    }
    return render(request, "organisations/terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def term(request: HttpRequest) -> HttpResponse:
    return _run(request, TERM)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def congress(request: HttpRequest) -> HttpResponse:
    return _run(request, CONGRESS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def headcount(request: HttpRequest) -> HttpResponse:
    return _run(request, HEADCOUNT)


def _run(request: HttpRequest, act: Act) -> HttpResponse:
    """Terms and references are the province's."""
    province = where.province()
    where.require_arrange(request, province)
    back = reverse("organisations:terms")
    steps = where.trail({"word": said("Nhiệm kỳ, biên chế"), "url": back})
    return run(request, act, province, name=said("Nhiệm kỳ, biên chế"), back=back, trail=steps)
