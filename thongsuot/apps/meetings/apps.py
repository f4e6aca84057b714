from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "thongsuot.apps.meetings"
    verbose_name = "Buổi làm việc"
