"""Opening a case in an emergency, and who opened those of one's own register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.forms import EmergencyForm
from thongsuot.apps.cases.views.case import acts
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import page

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@page("cases.can_open_in_emergency")
def emergency(request: HttpRequest) -> HttpResponse:
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_in_emergency(**form.cleaned_data, **acts(request))
        except BrokenRule as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Đã mở %(number)s.") % {"number": case.number})
            return redirect("cases:detail", uid=case.uid)
    used = queries.emergencies(for_=request.user)[:SHOWN]  # type: ignore[arg-type]
    status = 422 if form.errors else 200
    return render(request, "cases/emergency.html", {"form": form, "used": used}, status=status)
