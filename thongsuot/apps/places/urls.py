from django.urls import path

from thongsuot.apps.places import views

app_name = "places"
urlpatterns = [
    path("", views.provinces, name="provinces"),
    path("tim/", views.find, name="find"),
    path("don-vi/<uuid:uid>/", views.unit, name="unit"),
    path("<slug:slug>/", views.province, name="province"),
]
