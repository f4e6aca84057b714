"""Every address, app by app."""

from django.urls import include, path

from thongsuot.apps.core.admin import show_all, site

show_all()
urlpatterns = [
    path("", include("thongsuot.apps.core.urls")),
    path("dia-phuong/", include("thongsuot.apps.places.urls")),
    path("tai-lieu/", include("thongsuot.apps.documents.urls")),
    path("so-theo-doi/", include("thongsuot.apps.cases.urls")),
    path("buoi-lam-viec/", include("thongsuot.apps.meetings.urls")),
    path("quan-tri/", site.urls),
]
handler400 = "thongsuot.apps.core.views.not_understood"
handler404 = "thongsuot.apps.core.views.not_found"
handler403 = "thongsuot.apps.core.views.not_allowed"
handler500 = "thongsuot.apps.core.views.bug"
