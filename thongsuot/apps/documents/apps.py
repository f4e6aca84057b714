from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "thongsuot.apps.documents"
    verbose_name = "Tài liệu"
