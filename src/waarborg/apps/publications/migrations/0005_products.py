"""The product an entry is about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The product an entry is about."""

    dependencies = [
        ("publications", "0004_quality"),
        ("algorithms", "0002_products"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="product",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="algorithms.product",
            ),
        ),
        migrations.CreateModel(
            name="ProductMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                        ],
                        default="suggested",
                        max_length=16,
                    ),
                ),
                ("grounds", models.JSONField(default=list)),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="product_matches",
                        to="publications.entry",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="algorithms.product",
                    ),
                ),
            ],
            options={
                "ordering": ("entry", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "product"), name="publications_one_match_per_product"
                    )
                ],
            },
        ),
    ]
