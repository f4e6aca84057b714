"""Words of every case, their full text index, and the words in use."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "cases_casewords"
SQLITE = (
    f"""CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(marked, folded, content='{TABLE}', content_rowid='case_id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    f"""CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts (rowid, marked, folded) VALUES (new.case_id, new.marked, new.folded); END""",
    f"""CREATE TRIGGER {TABLE}_gone AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts ({TABLE}_fts, rowid, marked, folded)
        VALUES ('delete', old.case_id, old.marked, old.folded); END""",
    f"""CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} BEGIN
        INSERT INTO {TABLE}_fts ({TABLE}_fts, rowid, marked, folded)
        VALUES ('delete', old.case_id, old.marked, old.folded);
        INSERT INTO {TABLE}_fts (rowid, marked, folded) VALUES (new.case_id, new.marked, new.folded); END""",
)
POSTGRESQL = tuple(
    f"CREATE INDEX {TABLE}_{column}_fts ON {TABLE} USING gin (to_tsvector('simple'::regconfig, {column}))"
    for column in ("marked", "folded")
)


def make_index(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    """The triggers and the indexes of PostgreSQL go with their table."""
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("added", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_{trigger}")
        schema_editor.execute(f"DROP TABLE {TABLE}_fts")


def index_what_stands(apps, schema_editor):
    """What was recorded before is found too."""
    from thongsuot.apps.cases import wording

    Case, CaseWords, Word = (apps.get_model("cases", name) for name in ("Case", "CaseWords", "Word"))
    rows = Case.objects.prefetch_related("case_units__unit", "assignments__organisation").order_by("pk")
    for case in rows.iterator(chunk_size=500):
        organs = [
            name
            for one in case.assignments.all()
            for name in (one.name, one.organisation.name if one.organisation else "")
        ]
        units = [f"{one.unit.type} {one.unit.name}" for one in case.case_units.all()]
        parts = (case.number, case.text, case.raised_by, case.addressed_to, *organs, *units)
        text = wording.whole(parts)
        made = CaseWords.objects.create(case=case, marked=wording.marked(text), folded=wording.folded(text))
        Word.objects.bulk_create(
            [
                Word(text=word, folded=wording.folded(word))
                for word in sorted(set(made.marked.split()))
                if word.isalpha()
            ],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=60, unique=True)),
                ("folded", models.CharField(db_index=True, max_length=60)),
            ],
            options={
                "verbose_name": "chữ đang dùng",
                "verbose_name_plural": "chữ đang dùng",
            },
        ),
        migrations.CreateModel(
            name="CaseWords",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("marked", models.TextField()),
                ("folded", models.TextField()),
            ],
            options={
                "verbose_name": "chữ của nội dung",
                "verbose_name_plural": "chữ của nội dung",
            },
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(index_what_stands, migrations.RunPython.noop),
    ]
