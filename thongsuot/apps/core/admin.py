"""The stock admin, read-only: it shows rows to operators and changes nothing."""

from typing import Any, NoReturn

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import NotAllowed
from thongsuot.apps.core.models import CacheEntry, Mail, Notice, NoticeChoice, PersonalKey, PostAnswer, User

HIDDEN = {CacheEntry, PostAnswer, PersonalKey, Notice, NoticeChoice, Mail}
"""Whole pages of other people, kept to answer a POST twice; keys; what concerns one person only."""


class ReadOnly(admin.ModelAdmin[models.Model]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class Accounts(ReadOnly):
    exclude = ("password",)


class Site(admin.AdminSite):
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> NoReturn:
        """The stock page writes without a journal row."""
        raise NotAllowed(_("Phần quản trị chỉ để xem. Mật khẩu không đổi ở đây."))


site = Site()


def show_all() -> None:
    """Every model of ours, once all apps are loaded."""
    for model in apps.get_models():
        if (
            model.__module__.startswith("thongsuot.")
            and model not in HIDDEN
            and not site.is_registered(model)
        ):
            site.register(model, Accounts if model is User else ReadOnly)
