"""Files brought in from the workplace."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files brought in from the workplace."""

    dependencies = [
        ("organisations", "0002_flows"),
        ("publications", "0007_sharing"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=32, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("drafts", "Drafts"), ("take_over", "Take Over")], max_length=16
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored", models.CharField(blank=True, max_length=200)),
                ("format", models.CharField(blank=True, max_length=32)),
                ("encoding", models.CharField(blank=True, max_length=32)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("source_url", models.CharField(blank=True, max_length=500)),
                ("is_table", models.BooleanField(default=False)),
                ("columns", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "Mapping"),
                            ("checking", "Checking"),
                            ("ready", "Ready"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("broken", "Broken"),
                            ("dropped", "Dropped"),
                            ("undone", "Undone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("fault", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("worker", models.CharField(blank=True, max_length=32)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("confirmed_by", models.CharField(blank=True, max_length=64)),
                ("touched_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_files",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("public_id", models.CharField(blank=True, max_length=64)),
                ("title", models.CharField(blank=True, max_length=250)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Refused"),
                        ],
                        max_length=16,
                    ),
                ),
                ("differences", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                ("errors", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("base", models.PositiveBigIntegerField(default=0)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("written", "Written"),
                            ("left", "Left"),
                            ("refused", "Refused"),
                            ("undone", "Undone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("newest_fact", models.PositiveBigIntegerField(default=0)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_lines",
                        to="publications.entry",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="publications.importfile",
                    ),
                ),
            ],
            options={
                "ordering": ("file", "position"),
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("columns", models.JSONField(default=dict)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="column_mappings",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"), name="publications_one_mapping_per_name"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="importfile",
            index=models.Index(fields=["organisation", "-at"], name="publications_import_newest"),
        ),
        migrations.AddIndex(
            model_name="importline",
            index=models.Index(fields=["file", "outcome", "position"], name="publications_line_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.UniqueConstraint(
                fields=("file", "position"), name="publications_one_line_per_record"
            ),
        ),
    ]
