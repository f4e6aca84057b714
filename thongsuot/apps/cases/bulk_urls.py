"""The address of acts on many rows of the register."""

from django.urls import path

from thongsuot.apps.cases.views import bulk

app_name = "bulk"
urlpatterns = [path("", bulk.bulk, name="act")]
