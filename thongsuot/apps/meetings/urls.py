from django.urls import path

from thongsuot.apps.meetings.views import how, items, quality, review, second, sessions

app_name = "meetings"
urlpatterns = [
    path("", sessions.list_, name="list"),
    path("moi/", sessions.new, name="new"),
    path("chat-luong/", quality.shown, name="quality"),
    path("chat-luong/tep/", quality.export, name="quality-export"),
    path("<uuid:uid>/", review.session, name="session"),
    path("<uuid:uid>/thong-tin/", sessions.head, name="head"),
    path("<uuid:uid>/tai-lieu/", sessions.documents, name="documents"),
    path("<uuid:uid>/doc-lai/<uuid:run>/", sessions.read_again, name="read-again"),
    path("<uuid:uid>/cach-doc/<uuid:run>/", how.shown, name="how"),
    path("<uuid:uid>/doi-chieu/<uuid:run>/", second.shown, name="second"),
    path("<uuid:uid>/doi-chieu/<uuid:run>/doc/", second.ask, name="ask-second"),
    path("<uuid:uid>/doi-chieu/<uuid:reading>/<int:index>/", second.adopt, name="adopt"),
    path("<uuid:uid>/tien-do/", review.progress, name="progress"),
    path("<uuid:uid>/chap-nhan/", items.accept_certain, name="accept-certain"),
    path("<uuid:uid>/xac-nhan/", review.confirm, name="confirm"),
    path("<uuid:uid>/muc/", items.add, name="add-item"),
    path("<uuid:uid>/muc/<uuid:item>/", items.edit, name="item"),
    path("<uuid:uid>/muc/<uuid:item>/tach/", items.split, name="split"),
    path("<uuid:uid>/muc/<uuid:item>/gop/", items.merge, name="merge"),
    path("<uuid:uid>/muc/<uuid:item>/<slug:step>/", items.decide, name="decide"),
]
