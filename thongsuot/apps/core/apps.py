from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "thongsuot.apps.core"
    verbose_name = "Nền chung"
