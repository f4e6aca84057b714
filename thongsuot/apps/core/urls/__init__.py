from django.urls import path

from thongsuot.apps.core import views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.login, name="login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("ngon-ngu/", views.language, name="language"),
    path("giao-dien/", views.parts, name="parts"),
    path("suc-khoe/", views.health, name="health"),
]
