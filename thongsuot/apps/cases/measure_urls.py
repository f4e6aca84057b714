"""Addresses of measures, and of answers that all communes may read."""

from django.urls import path

from thongsuot.apps.cases.views import measures

app_name = "measures"
urlpatterns = [
    path("giai-phap/", measures.listing, name="list"),
    path("giai-phap/moi/", measures.new, name="new"),
    path("giai-phap/<uuid:uid>/", measures.detail, name="detail"),
    path("giai-phap/<uuid:uid>/<slug:act>/", measures.act, name="act"),
    path("hoi-dap/", measures.released, name="released"),
]
