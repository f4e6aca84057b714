from django.urls import path

from thongsuot.apps.cases.views import case, register

app_name = "cases"
urlpatterns = [
    path("", register.listing, name="list"),
    path("xuat.csv", register.export, name="export"),
    path("<uuid:uid>/", case.detail, name="detail"),
    path("<uuid:uid>/giao/", case.assign, name="assign"),
    path("<uuid:uid>/buoc/<slug:step>/", case.step, name="step"),
    path("<uuid:uid>/tiep-nhan/<uuid:assignment>/", case.receive, name="receive"),
]
