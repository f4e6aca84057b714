from django.db import migrations, models


def give_each_its_clock(apps, schema_editor):
    """Until now a case had one clock, of which only the events stood."""
    Clock, Event = apps.get_model("cases", "Clock"), apps.get_model("cases", "ClockEvent")
    for event in Event.objects.filter(clock=None, kind="start").select_related("case"):
        kind = "doing" if event.case.kind in ("directive", "commitment") else "answering"
        clock = Clock.objects.create(
            case=event.case,
            kind=kind,
            started_on=event.happened_on,
            due_on=event.due_on,
            first_due_on=event.due_on,
        )
        Event.objects.filter(case=event.case).update(clock=clock)
    Event.objects.filter(clock=None).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_life_cycles")]

    operations = [
        migrations.RunPython(give_each_its_clock, migrations.RunPython.noop),
        migrations.AlterField(
            "clockevent",
            "clock",
            models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="events",
                to="cases.clock",
            ),
        ),
    ]
