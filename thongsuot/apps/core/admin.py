"""The stock admin, read-only: it shows rows to operators and changes nothing."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import AlreadyRegistered
from django.db import models
from django.http import HttpRequest


class ReadOnly(admin.ModelAdmin[models.Model]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def show_all() -> None:
    """Every model of ours, once all apps are loaded."""
    for model in apps.get_models():
        if model.__module__.startswith("thongsuot."):
            try:
                admin.site.register(model, ReadOnly)
            except AlreadyRegistered:
                continue
