from django.urls import path

from thongsuot.apps.desk.views import disclosure, handovers, mergers, merging, my_desk, requests

app_name = "desk"
urlpatterns = [
    path("viec-cua-toi/", my_desk.my_desk, name="mine"),
    path("sap-xep/", mergers.listing, name="mergers"),
    path("sap-xep/moi/", mergers.new, name="new-merger"),
    path("sap-xep/<uuid:uid>/", mergers.detail, name="merger"),
    path("sap-xep/<uuid:uid>/thong-tin/", mergers.amend, name="amend-merger"),
    path("sap-xep/<uuid:uid>/ben-cu/", mergers.add_source, name="add-source"),
    path("sap-xep/<uuid:uid>/ben-cu/<int:key>/bo/", mergers.remove_source, name="remove-source"),
    path("sap-xep/<uuid:uid>/ben-moi/", mergers.add_target, name="add-target"),
    path("sap-xep/<uuid:uid>/ben-moi/<uuid:target>/bo/", mergers.remove_target, name="remove-target"),
    path("sap-xep/<uuid:uid>/bo/", mergers.drop, name="drop-merger"),
    path("sap-xep/<uuid:uid>/phan-chia/", merging.questions, name="questions"),
    path("sap-xep/<uuid:uid>/xem-truoc/", merging.preview, name="preview"),
    path("sap-xep/<uuid:uid>/thuc-hien/", merging.do, name="do-merger"),
    path("sap-xep/<uuid:uid>/hoan-tac/", merging.reverse, name="reverse-merger"),
    path("sap-xep/<uuid:uid>/so-chuyen-giao.csv", merging.export, name="export-merger"),
    path("ban-giao/", handovers.listing, name="hand-overs"),
    path("ban-giao/<uuid:uid>/", handovers.membership, name="hand-over"),
    path("ban-giao/bien-ban/<uuid:uid>/", handovers.minutes, name="minutes"),
    path("du-lieu-ca-nhan/", requests.listing, name="data-requests"),
    path("du-lieu-ca-nhan/moi/", requests.new, name="new-data-request"),
    path("du-lieu-ca-nhan/het-han/", disclosure.expired, name="expired"),
    path("du-lieu-ca-nhan/<uuid:uid>/", requests.detail, name="data-request"),
    path("du-lieu-ca-nhan/<uuid:uid>/nguoi/", requests.choose, name="choose-person"),
    path("du-lieu-ca-nhan/<uuid:uid>/buoc/<slug:step>/", requests.step, name="data-request-step"),
    path("du-lieu-ca-nhan/<uuid:uid>/dinh-chinh/", requests.correct, name="correct-person"),
    path("du-lieu-ca-nhan/<uuid:uid>/xuat.json", disclosure.as_json, name="export-json"),
    path("du-lieu-ca-nhan/<uuid:uid>/ban-in/", disclosure.as_page, name="export-page"),
    path("du-lieu-ca-nhan/<uuid:uid>/xoa/", disclosure.erase, name="erase"),
]
