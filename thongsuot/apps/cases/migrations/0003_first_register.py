"""What was recorded before registers had owners belongs to the office that recorded it."""

from django.db import migrations


def give_to_the_first_register(apps, schema_editor):
    offices = apps.get_model("organisations", "Organisation").objects.filter(keeps_register=True)
    if office := offices.order_by("pk").first():
        apps.get_model("cases", "Case").objects.filter(register=None).update(register=office)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_registers"), ("organisations", "0004_no_more_capacities")]

    operations = [migrations.RunPython(give_to_the_first_register, migrations.RunPython.noop)]
