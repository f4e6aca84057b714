from django.urls import path

from thongsuot.apps.cases.views import case, emergency, form_steps, register, registers

app_name = "cases"
urlpatterns = [
    path("", register.listing, name="list"),
    path("xuat.csv", register.export, name="export"),
    path("khan-cap/", emergency.emergency, name="emergency"),
    path("<uuid:uid>/", case.detail, name="detail"),
    path("<uuid:uid>/giao/", case.assign, name="assign"),
    path("<uuid:uid>/buoc/<slug:step>/", form_steps.take, name="step"),
    path("<uuid:uid>/buoc/<slug:step>/", form_steps.take, name="step-form"),
    path("<uuid:uid>/tiep-nhan/<uuid:assignment>/", case.receive, name="receive"),
    path("<uuid:uid>/giao-can-bo/<uuid:assignment>/", registers.hand_on, name="hand-on"),
    path("<uuid:uid>/chia-se/", registers.share, name="share"),
    path("<uuid:uid>/chia-se/<uuid:office>/bo/", registers.unshare, name="unshare"),
    path("<uuid:uid>/chuyen-so/", registers.move, name="move"),
]
