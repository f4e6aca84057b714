from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "thongsuot.apps.places"
    verbose_name = "Địa phương"
