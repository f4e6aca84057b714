from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "thongsuot.apps.organisations"
    verbose_name = "Cơ quan, tổ chức"
