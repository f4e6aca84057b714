"""The page of a unit's organisations, on any day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core.page import page
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.queries import unit_page
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.overview import block_rows


@require_safe
@page("organisations.can_view")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    unit, (day, notice) = where.unit(uid), where.chosen_day(request)
    shown = unit_page.apparatus(unit, on=day)
    steps = [where.unit_step(unit.province)] if unit.province else []
    context = {
        "unit": unit,
        "day": day,
        "is_today": day == where.today(request),
        "notice": notice,
        "facts": shown,
        "blocks": block_rows(shown.trees),
        "may_arrange": where.may_arrange(request, unit),
        "trail": where.trail(*steps, where.unit_step(unit, is_last=True)),
    }
    return render(request, "organisations/unit.html", context)


@require_POST
@page("organisations.can_arrange")
def complete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Found what the published frame has and the unit has not."""
    unit = where.unit(uid)
    where.require_arrange(request, unit)
    made = actions.found_by_frame(unit=unit, on=where.today(request), **where.by(request))
    said = ngettext("Đã lập %(n)d cơ quan theo khung.", "Đã lập %(n)d cơ quan theo khung.", len(made)) % {
        "n": len(made)
    }
    messages.success(
        request, said if made else _("Các cơ quan đã đủ theo khung; đã bổ sung chức vụ còn thiếu.")
    )
    return redirect("organisations:unit", uid=unit.uid)
