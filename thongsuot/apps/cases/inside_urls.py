"""Addresses of what happens inside an organ: approval, steps without it, the organ's own tasks."""

from django.urls import path

from thongsuot.apps.cases.views import drafts, inside

app_name = "inside"
urlpatterns = [
    path("giao-trong-co-quan/", inside.hand_many, name="hand-many"),
    path("giao-trong-co-quan/<uuid:uid>/<uuid:assignment>/", inside.hand_down, name="hand-down"),
    path("viec-noi-bo/moi/", inside.task, name="new-task"),
    path("cho-duyet/", drafts.listing, name="approvals"),
    path("cho-duyet/<uuid:uid>/", drafts.detail, name="draft"),
    path("cho-duyet/<uuid:uid>/duyet/", drafts.approve, name="approve"),
    path("cho-duyet/<uuid:uid>/tra-lai/", drafts.send_back, name="send-back"),
    path("cho-duyet/<uuid:uid>/bo/", drafts.drop, name="drop"),
    path("co-quan/<uuid:uid>/buoc-khong-trinh/", drafts.direct, name="direct-steps"),
]
