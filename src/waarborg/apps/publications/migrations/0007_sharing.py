"""Preview links, and since when each text of a version stands."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Preview links, and since when each text of a version stands."""

    dependencies = [
        ("publications", "0006_reviews"),
    ]

    operations = [
        migrations.AddField(model_name="version", name="texts_at", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="proposal", name="texts_at", field=models.JSONField(default=dict)),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("once", models.CharField(max_length=64, unique=True)),
                ("recipient", models.CharField(blank=True, max_length=200)),
                ("made_by", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, max_length=64)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="publications.entry",
                    ),
                ),
            ],
            options={"ordering": ("entry", "-id")},
        ),
        migrations.CreateModel(
            name="BulkAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("once", models.CharField(max_length=64, unique=True)),
                ("action", models.CharField(max_length=32)),
                ("by", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("lines", models.JSONField(default=list)),
            ],
            options={"ordering": ("-id",)},
        ),
    ]
