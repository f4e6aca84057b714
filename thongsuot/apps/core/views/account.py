"""One's own account: password, second factors, recovery codes, and where one is logged in."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import Any, cast

from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.apps.core import actions, queries
from thongsuot.apps.core.page import Request, page
from thongsuot.apps.core.views.keys import AsksKey

APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


def _note(request: HttpRequest, act: str, kind: str) -> None:
    request = cast(Request, request)
    actions.note(user=request.user, act=act, by=request.user, at=request.now, facts={"kind": kind})


@require_safe
@page("core.is_logged_in")
def account(request: Request) -> HttpResponse:
    rows = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("pk"))
    codes = next((row.wrap() for row in rows if row.type == CODES), None)
    shown = {
        "app": next((row for row in rows if row.type == APP), None),
        "keys": [row for row in rows if row.type == KEY],
        "codes": codes,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "needs_factor": queries.needs_second_factor(request.user),
        "sessions": queries.sessions_of(request.user, current=request.session.session_key or ""),
    }
    return render(request, "core/account/account.html", shown)


class ChangePassword(PasswordChangeView):
    template_name = "core/account/password.html"


class ConfirmByPassword(ReauthenticateView):
    template_name = "core/account/confirm.html"


class ConfirmByCode(ReauthenticateByCodeView):
    template_name = "core/account/confirm.html"


class ConfirmByKey(AsksKey, ReauthenticateWebAuthnView):
    template_name = "core/account/confirm_by_key.html"


class AddApp(ActivateTOTPView):
    template_name = "core/account/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"secret": " ".join(wrap(shown["form"].secret, 4))}

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "second-factor-added", APP)
        return response

    def form_invalid(self, form: Form) -> HttpResponse:
        """422: an answer that was accepted would be kept, and this one shows the secret."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RemoveApp(DeactivateTOTPView):
    template_name = "core/account/remove_app.html"
    success_url = reverse_lazy("core:account")

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "second-factor-removed", APP)
        return response


class AddKey(AsksKey, AddWebAuthnView):
    template_name = "core/account/add_key.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "second-factor-added", KEY)
        return response


class RenameKey(EditWebAuthnView):
    template_name = "core/account/rename_key.html"
    success_url = reverse_lazy("core:account")

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "security-key-renamed", KEY)
        return response


class RemoveKey(RemoveWebAuthnView):
    template_name = "core/account/remove_key.html"
    success_url = reverse_lazy("core:account")

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "second-factor-removed", KEY)
        return response


class ShowCodes(ViewRecoveryCodesView):
    template_name = "core/account/codes.html"


class MakeCodes(GenerateRecoveryCodesView):
    template_name = "core/account/make_codes.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        _note(self.request, "recovery-codes-made", CODES)
        return response


class DownloadCodes(DownloadRecoveryCodesView):
    template_name = "core/account/codes.txt"

    def render_to_response(self, context: dict[str, Any], **named: Any) -> HttpResponse:
        response = super().render_to_response(context, **named)
        response["Content-Disposition"] = 'attachment; filename="ma-du-phong-thong-suot.txt"'
        return response


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library for whoever is logged in, drawn at once: an answer to a POST is kept as it is."""

    def drawn(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        response = view(request, *given, **named)
        return response.render() if isinstance(response, TemplateResponse) else response

    return page("core.is_logged_in")(drawn)


password = own(ChangePassword.as_view())
confirm, confirm_by_code, confirm_by_key = (
    own(view.as_view()) for view in (ConfirmByPassword, ConfirmByCode, ConfirmByKey)
)
add_app, remove_app = own(AddApp.as_view()), own(RemoveApp.as_view())
add_key, rename_key, remove_key = (own(view.as_view()) for view in (AddKey, RenameKey, RemoveKey))
show_codes, make_codes, download_codes = (
    own(view.as_view()) for view in (ShowCodes, MakeCodes, DownloadCodes)
)


@require_POST
@page("core.is_logged_in")
def end_session(request: Request, key: int) -> HttpResponse:
    actions.end_session(user=request.user, key=key, by=request.user, at=request.now)
    messages.success(request, _("Đã đăng xuất thiết bị đó."))
    return redirect(reverse("core:account") + "#sessions")


@require_POST
@page("core.is_logged_in")
def end_other_sessions(request: Request) -> HttpResponse:
    here = request.session.session_key or ""
    actions.end_other_sessions(user=request.user, keep=here, by=request.user, at=request.now)
    messages.success(request, _("Đã đăng xuất tất cả thiết bị khác."))
    return redirect(reverse("core:account") + "#sessions")
