from django.urls import path

from thongsuot.apps.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:uid>/", views.download, name="download"),
    path("<uuid:uid>/trang/<int:number>.png", views.page_picture, name="page"),
]
