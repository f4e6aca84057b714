from django.db import migrations

from thongsuot.apps.core.append_only import protect, release


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_seals'),
    ]

    operations = [
        migrations.RunPython(protect, release),
    ]
