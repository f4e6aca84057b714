"""Dated lists of job positions (danh mục vị trí việc làm)."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.terms import PositionsForm
from thongsuot.apps.organisations.models import PositionList
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, run


def _publish(_subject: Any, cleaned: dict[str, Any], **by: Any) -> None:
    actions.publish_positions(**cleaned, **by)


PUBLISH = Act(
    "moi",
    _("Công bố danh mục mới"),
    PositionsForm,
    _publish,
    _("Đã công bố danh mục. Danh mục trước hết hiệu lực từ ngày đó."),
    ask=_("Công bố danh mục này? Danh mục đã công bố không sửa được, chỉ thay bằng danh mục mới hơn."),
)


@require_safe
@page("organisations.can_view")
def listing(request: HttpRequest) -> HttpResponse:
    day, notice = where.chosen_day(request)
    rows = queries.positions(day)
    context = {
        "lists": PositionList.objects.all(),
        "current": queries.position_list(day),
        "groups": [(group, list(some)) for group, some in groupby(rows, key=lambda one: one.group)],
        "day": day,
        "is_today": day == where.today(request),
        "notice": notice,
        "may_arrange": where.may_arrange(request, where.province()),
        "trail": where.trail({"word": said("Vị trí việc làm")}),
    }
    return render(request, "organisations/positions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_arrange")
def publish(request: HttpRequest) -> HttpResponse:
    province = where.province()
    where.require_arrange(request, province)
    back = reverse("organisations:positions")
    steps = where.trail({"word": said("Vị trí việc làm"), "url": back})
    return run(request, PUBLISH, province, name=said("Vị trí việc làm"), back=back, trail=steps)
