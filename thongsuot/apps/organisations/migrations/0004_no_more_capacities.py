from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_capacities_become_posts")]

    operations = [migrations.DeleteModel(name="Capacity")]
