"""Addresses of the import of registers kept in spreadsheets."""

from django.urls import path

from thongsuot.apps.cases.views import sheets

app_name = "sheets"
urlpatterns = [
    path("", sheets.start, name="start"),
    path("mau.xlsx", sheets.template, name="template"),
    path("<uuid:uid>/", sheets.detail, name="detail"),
    path("<uuid:uid>/cot/", sheets.columns, name="columns"),
    path("<uuid:uid>/loi.xlsx", sheets.wrong, name="wrong"),
    path("<uuid:uid>/ghi/", sheets.write, name="write"),
    path("<uuid:uid>/bo/", sheets.drop, name="drop"),
]
