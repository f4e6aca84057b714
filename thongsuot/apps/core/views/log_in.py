"""Logging in and out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from thongsuot.apps.core.forms import LoginForm
from thongsuot.apps.core.page import public


@public
@method_decorator(never_cache, name="dispatch")
class _Login(auth_views.LoginView):
    template_name = "core/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = import_string(settings.DEMO_CAST) if settings.DEMO else ()
        shown = [(account.login, account.password, account.who) for account in accounts]
        return super().get_context_data(demo_accounts=shown, **kwargs)


login = public(_Login.as_view())
logout = public(auth_views.LogoutView.as_view())
