from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "thongsuot.apps.cases"
    verbose_name = "Sổ theo dõi"
