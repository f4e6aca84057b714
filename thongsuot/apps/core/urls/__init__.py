from django.urls import path

from thongsuot.apps.core import views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.login, name="login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/thiet-bi/<int:key>/dang-xuat/", views.end_session, name="end-session"),
    path("tai-khoan/thiet-bi/dang-xuat/", views.end_other_sessions, name="end-other-sessions"),
    path("nhac-viec/", views.notices, name="notices"),
    path("nhac-viec/da-xem/", views.see_notices, name="see-notices"),
    path("nhac-viec/<uuid:uid>/", views.open_notice, name="open-notice"),
    path("tai-khoan/nhac-viec/", views.notice_choice, name="notice-choice"),
    path("viec-nen/", views.work, name="work"),
    path("viec-nen/<uuid:number>/lam-lai/", views.run_again, name="run-again"),
    path("viec-nen/thu/<uuid:uid>/gui-lai/", views.send_again, name="send-again"),
    path("ngon-ngu/", views.language, name="language"),
    path("giao-dien/", views.parts, name="parts"),
    path("suc-khoe/", views.health, name="health"),
]
