from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "thongsuot.apps.desk"
    verbose_name = "Bàn việc chung"
