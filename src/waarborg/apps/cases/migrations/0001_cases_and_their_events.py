"""Cases, and what happened in them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Cases, and what happened in them."""

    initial = True

    dependencies = [
        ("algorithms", "0004_steps_and_legal_bases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("interpretation", models.CharField(max_length=250)),
                ("goal", models.TextField(blank=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField()),
                ("length", models.PositiveIntegerField(default=0)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=64)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=64)),
                ("redacted_at", models.DateTimeField(null=True)),
                ("redacted_by", models.CharField(blank=True, max_length=64)),
                ("redaction_reason", models.CharField(blank=True, max_length=500)),
                (
                    "algorithm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="algorithms.algorithm",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=[("stated", "stated"), ("taken", "taken")], max_length=16)),
                ("on", models.DateField()),
                ("party", models.CharField(blank=True, max_length=500)),
                ("facts", models.JSONField(default=dict)),
                ("act", models.TextField(blank=True)),
                ("supplier", models.CharField(blank=True, max_length=100)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("seal", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ("case", "number"),
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["algorithm", "-id"], name="cases_case_newest"),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="cases_one_event_per_number"),
        ),
    ]
