"""In which of several capacities somebody acts from now on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.middleware import CAPACITY


@require_POST
@page("core.is_logged_in")
def choose(request: Request) -> HttpResponse:
    """Kept in the session; back to the page one came from."""
    wanted = request.POST.get("capacity", "")
    chosen = next((one for one in queries.held(request.user) if str(one.uid) == wanted), None)
    if chosen is None:
        raise BrokenRule(_("Bạn không còn giữ tư cách này. Hãy tải lại trang rồi chọn tư cách khác."))
    request.session[CAPACITY] = wanted
    messages.success(request, _("Từ giờ bạn làm việc với tư cách: %(capacity)s.") % {"capacity": chosen})
    back = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if back and is_ours else "core:home")
