from django.urls import path

from thongsuot.apps.cases.views import (
    case,
    comments,
    emergency,
    entry,
    evidence,
    form_steps,
    measures,
    register,
    registers,
    totals,
)

app_name = "cases"
urlpatterns = [
    path("", register.listing, name="list"),
    path("xuat.csv", register.export, name="export"),
    path("xuat.xlsx", register.export_book, name="export-book"),
    path("tong-hop/", totals.totals, name="totals"),
    path("moi/", entry.entry, name="raise"),
    path("khan-cap/", emergency.emergency, name="emergency"),
    path("<uuid:uid>/", case.detail, name="detail"),
    path("<uuid:uid>/giao/", case.assign, name="assign"),
    path("<uuid:uid>/buoc/<slug:step>/", form_steps.take, name="step"),
    path("<uuid:uid>/buoc/<slug:step>/", form_steps.take, name="step-form"),
    path("<uuid:uid>/chia-se-tra-loi/<uuid:answer>/", measures.release, name="release"),
    path("<uuid:uid>/noi-mach/", case.join, name="join"),
    path("<uuid:uid>/cong-khai/", case.tell_publicly, name="tell-publicly"),
    path("<uuid:uid>/tra-lai/<uuid:assignment>/", case.give_back_support, name="give-back-support"),
    path("<uuid:uid>/tiep-nhan/<uuid:assignment>/", case.receive, name="receive"),
    path("<uuid:uid>/giao-can-bo/<uuid:assignment>/", registers.hand_on, name="hand-on"),
    path("<uuid:uid>/chia-se/", registers.share, name="share"),
    path("<uuid:uid>/chia-se/<uuid:office>/bo/", registers.unshare, name="unshare"),
    path("<uuid:uid>/chuyen-so/", registers.move, name="move"),
    path("<uuid:uid>/trao-doi/", comments.add, name="comment"),
    path("<uuid:uid>/trao-doi/<uuid:comment>/rut/", comments.withdraw, name="withdraw-comment"),
    path("<uuid:uid>/minh-chung/", evidence.add, name="attach"),
    path("<uuid:uid>/minh-chung/<uuid:evidence>/", evidence.download, name="evidence"),
    path("<uuid:uid>/minh-chung/<uuid:evidence>/rut/", evidence.withdraw, name="withdraw-evidence"),
]
