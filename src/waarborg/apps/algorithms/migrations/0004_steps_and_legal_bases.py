"""Steps of an algorithm, and the frames of the law they rest on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Steps of an algorithm, and the frames of the law they rest on."""

    dependencies = [
        ("algorithms", "0003_working_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcessStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                ("redacted_at", models.DateTimeField(null=True)),
                ("redacted_by", models.CharField(blank=True, max_length=64)),
                ("redaction_reason", models.CharField(blank=True, max_length=500)),
                (
                    "algorithm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="process_steps",
                        to="algorithms.algorithm",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="StepText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("what", models.TextField(blank=True)),
                (
                    "performer",
                    models.CharField(
                        choices=[("algorithm", "algorithm"), ("person", "person"), ("both", "both")],
                        max_length=16,
                    ),
                ),
                ("no_basis", models.CharField(blank=True, max_length=1000)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="algorithms.processstep",
                    ),
                ),
            ],
            options={
                "ordering": ("step", "number"),
            },
        ),
        migrations.CreateModel(
            name="StepLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("interpretation", models.CharField(max_length=250)),
                ("frame", models.TextField()),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("applies", "applies"),
                            ("approximates", "approximates"),
                            ("prepares", "prepares"),
                        ],
                        max_length=16,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500)),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="algorithms.steptext",
                    ),
                ),
            ],
            options={
                "ordering": ("text", "number"),
            },
        ),
        migrations.AddIndex(
            model_name="processstep",
            index=models.Index(fields=["algorithm", "position"], name="algorithms_step_in_order"),
        ),
        migrations.AddConstraint(
            model_name="steptext",
            constraint=models.UniqueConstraint(
                fields=("step", "number"), name="algorithms_one_text_per_number_of_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="steplink",
            constraint=models.UniqueConstraint(
                fields=("text", "number"), name="algorithms_one_link_per_number"
            ),
        ),
    ]
