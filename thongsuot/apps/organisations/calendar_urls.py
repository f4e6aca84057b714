"""The calendar is the province's, not the apparatus's: it has an address of its own."""

from django.urls import path

from thongsuot.apps.organisations.views import calendar

app_name = "calendar"
urlpatterns = [
    path("", calendar.year, name="year"),
    path("ngay/", calendar.day, name="day"),
    path("ngay/<slug:on>/", calendar.switch, name="switch"),
    path("gio/", calendar.hours, name="hours"),
    path("gio/<uuid:uid>/bo/", calendar.drop, name="drop"),
    path("thoi-han/<slug:code>/", calendar.limit, name="limit"),
]
