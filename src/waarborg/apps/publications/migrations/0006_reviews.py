"""Review dates, and for whom a substitute took a step."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Review dates, and for whom a substitute took a step."""

    dependencies = [
        ("publications", "0005_products"),
        ("organisations", "0002_flows"),
    ]

    operations = [
        migrations.AddField(model_name="entry", name="review_on", field=models.DateField(null=True)),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["review_on"], name="publications_entry_review"),
        ),
        migrations.AddField(
            model_name="step",
            name="substitute_for",
            field=models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review_on", models.DateField()),
                ("stage", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="publications.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "review_on", "stage"), name="publications_one_reminder_per_stage"
                    )
                ],
            },
        ),
    ]
