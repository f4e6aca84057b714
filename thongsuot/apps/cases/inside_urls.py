"""Addresses of what happens inside an organ: approval, steps without it, the organ's own tasks."""

from django.urls import path

from thongsuot.apps.cases.views import drafts

app_name = "inside"
urlpatterns = [
    path("cho-duyet/", drafts.listing, name="approvals"),
    path("cho-duyet/<uuid:uid>/", drafts.detail, name="draft"),
    path("cho-duyet/<uuid:uid>/duyet/", drafts.approve, name="approve"),
    path("cho-duyet/<uuid:uid>/tra-lai/", drafts.send_back, name="send-back"),
    path("cho-duyet/<uuid:uid>/bo/", drafts.drop, name="drop"),
    path("co-quan/<uuid:uid>/buoc-khong-trinh/", drafts.direct, name="direct-steps"),
]
