"""Mistakes that readers report."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Mistakes that readers report."""

    dependencies = [
        ("publications", "0009_search_facets"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("field", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField()),
                ("email", models.CharField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("once", models.CharField(max_length=64, unique=True)),
                ("sender_mark", models.CharField(blank=True, max_length=64)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("corrected", "Corrected"),
                            ("unchanged", "Unchanged"),
                            ("elsewhere", "Elsewhere"),
                            ("spam", "Spam"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("summary", models.CharField(blank=True, max_length=500)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
                ("corrected_in", models.PositiveIntegerField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-withdrawn_at"], name="publications_entry_withdrawn"),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["-published_at", "-id"], name="publications_version_newest"),
        ),
        migrations.AddField(
            model_name="report",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="publications.entry"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["entry", "state"], name="publications_report_state"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["sender_mark", "received_at"], name="publications_report_sender"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-answered_at"], name="publications_report_answer"),
        ),
    ]
