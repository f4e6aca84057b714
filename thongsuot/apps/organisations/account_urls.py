"""Keeping accounts has addresses beside those of one's own account."""

from django.urls import path

from thongsuot.apps.organisations.views import accounts

app_name = "accounts"
urlpatterns = [
    path("", accounts.listing, name="list"),
    path("<uuid:uid>/", accounts.detail, name="detail"),
    path("<uuid:uid>/<slug:act>/", accounts.act, name="act"),
]
