"""Suppliers, their products, and templates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Suppliers, their products, and templates."""

    dependencies = [
        ("algorithms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("other_names", models.JSONField(default=list)),
                ("website", models.CharField(blank=True, max_length=500)),
                ("trade_number", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="algorithms.supplier",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "code"),
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("other_names", models.JSONField(default=list)),
                ("own_names", models.JSONField(default=list)),
                ("description", models.TextField(blank=True)),
                ("website", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="algorithms.product",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="algorithms.supplier",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "code"),
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("source_id", models.CharField(max_length=100)),
                ("values", models.JSONField()),
                ("mentions", models.JSONField(default=list)),
                ("leftover", models.JSONField(default=dict)),
                ("original", models.JSONField(default=dict)),
                ("standard", models.CharField(max_length=8)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=64)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates",
                        to="algorithms.product",
                    ),
                ),
            ],
            options={
                "ordering": ("name", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("product", "source_id"),
                        name="algorithms_one_template_in_use",
                    )
                ],
            },
        ),
    ]
