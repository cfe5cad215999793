"""What the findings need of other entries."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the findings need of other entries."""

    dependencies = [
        ("publications", "0003_search_prepared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="appraisal",
                        serialize=False,
                        to="publications.entry",
                    ),
                ),
                ("filled", models.PositiveSmallIntegerField()),
                ("expected", models.PositiveSmallIntegerField()),
                ("missing", models.JSONField(default=list)),
                ("changed_on", models.DateField()),
                ("findings", models.PositiveSmallIntegerField(default=0)),
                ("appraised_on", models.DateField(null=True)),
            ],
            options={"ordering": ("entry",)},
        ),
        migrations.CreateModel(
            name="CheckedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=1000, unique=True)),
                ("outcome", models.CharField(max_length=20)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("checked_at", "id"),
                "indexes": [models.Index(fields=["checked_at"], name="publications_link_checked")],
            },
        ),
        migrations.CreateModel(
            name="FindingCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("count", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finding_counts",
                        to="publications.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("entry", "code"),
                "indexes": [models.Index(fields=["code", "entry"], name="publications_finding_code")],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "code"), name="publications_one_count_per_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="TextBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("band", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_bands",
                        to="publications.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("entry", "id"),
                "indexes": [models.Index(fields=["band", "entry"], name="publications_band")],
            },
        ),
    ]
