"""Every address, app by app."""

from django.urls import include, path

from thongsuot.apps.core.admin import show_all, site
from thongsuot.apps.organisations.views import capacity

show_all()
urlpatterns = [
    path("", include("thongsuot.apps.core.urls")),
    path("", include("thongsuot.apps.core.urls.accounts")),
    path("tai-khoan/quan-ly/", include("thongsuot.apps.organisations.account_urls")),
    path("tu-cach/", capacity.choose, name="capacity"),
    path("dia-phuong/", include("thongsuot.apps.places.urls")),
    path("tai-lieu/", include("thongsuot.apps.documents.urls")),
    path("so-theo-doi/", include("thongsuot.apps.cases.urls")),
    path("", include("thongsuot.apps.cases.measure_urls")),
    path("", include("thongsuot.apps.cases.inside_urls")),
    path("so-theo-doi/nhieu/", include("thongsuot.apps.cases.bulk_urls")),
    path("so-theo-doi/bo-loc/", include("thongsuot.apps.cases.saved_urls")),
    path("so-theo-doi/nhap/", include("thongsuot.apps.cases.sheet_urls")),
    path("don-doc/", include("thongsuot.apps.cases.reminder_urls")),
    path("buoi-lam-viec/", include("thongsuot.apps.meetings.urls")),
    path("", include("thongsuot.apps.desk.urls")),
    path("lich-lam-viec/", include("thongsuot.apps.organisations.calendar_urls")),
    path("to-chuc/", include("thongsuot.apps.organisations.urls")),
    path("quan-tri/", site.urls),
]
handler400 = "thongsuot.apps.core.views.not_understood"
handler404 = "thongsuot.apps.core.views.not_found"
handler403 = "thongsuot.apps.core.views.not_allowed"
handler429 = "thongsuot.apps.core.views.too_many"
handler500 = "thongsuot.apps.core.views.bug"
