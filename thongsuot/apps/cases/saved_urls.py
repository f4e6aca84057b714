"""Addresses of the register's saved views."""

from django.urls import path

from thongsuot.apps.cases.views import saved

app_name = "saved"
urlpatterns = [
    path("", saved.listing, name="list"),
    path("luu/", saved.save, name="save"),
    path("<uuid:uid>/doi-ten/", saved.rename, name="rename"),
    path("<uuid:uid>/dung-chung/", saved.share, name="share"),
    path("<uuid:uid>/xoa/", saved.delete, name="delete"),
]
