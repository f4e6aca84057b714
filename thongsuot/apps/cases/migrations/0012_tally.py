"""Each case keeps the term it is counted by, and one index holds whatever the register is counted by."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

MEASURED = ("answering", "schedule", "doing")
TALLY = (
    *("kind", "status", "register", "level", "topic", "cause", "competence", "term", "term_on", "raised_on"),
    "id",
)


def settle(apps, _editor):
    case, clock = apps.get_model("cases", "Case"), apps.get_model("cases", "Clock")
    measured = clock.objects.filter(kind__in=MEASURED)
    last = measured.filter(case=OuterRef("case")).order_by("-started_on", "-pk").values("pk")[:1]
    counted = measured.filter(pk=Subquery(last), due_on__isnull=False)
    due = counted.filter(case=OuterRef("pk")).values("due_on")[:1]
    stands = {
        "runs": Q(stopped_on=None),
        "held": Q(stopped_on=None, suspended_on__lte=F("due_on")),
        "met": Q(stopped_on__lte=F("due_on")),
        "missed": Q(stopped_on__gt=F("due_on")),
    }
    for term, way in stands.items():
        rows = case.objects.filter(pk__in=counted.filter(way).values("case"))
        rows.update(term=term, term_on=Subquery(due))
    parents = case.objects.exclude(parent=None).values("parent")
    case.objects.filter(kind="directive", pk__in=parents).update(term="parts", term_on=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_search")]

    operations = [
        migrations.RemoveIndex("case", "case_tally"),
        migrations.AddField("case", "term", models.CharField(blank=True, default="", editable=False, max_length=6)),
        migrations.AddField("case", "term_on", models.DateField(editable=False, null=True)),
        migrations.AddIndex("case", models.Index(fields=TALLY, name="case_tally")),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
