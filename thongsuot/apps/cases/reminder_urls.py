"""Addresses of reminders (đôn đốc)."""

from django.urls import path

from thongsuot.apps.cases.views import reminding

app_name = "reminders"
urlpatterns = [
    path("", reminding.listing, name="list"),
    path("gui/", reminding.send_chosen, name="send-chosen"),
    path("<uuid:uid>/", reminding.detail, name="detail"),
    path("<uuid:uid>/khong-gui/", reminding.dismiss, name="dismiss"),
    path("noi-dung/<uuid:uid>/", reminding.now, name="now"),
]
