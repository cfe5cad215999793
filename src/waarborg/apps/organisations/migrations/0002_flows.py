"""The way to publication per organisation, and substitutes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The way to publication per organisation, and substitutes."""

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="grant", name="organisations_one_open_grant"),
        migrations.AddField(
            model_name="grant",
            name="stands_in_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="substitutions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="grant", name="starts_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="grant", name="until_on", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="organisation",
            name="flow",
            field=models.CharField(
                choices=[("own", "own"), ("central", "central")], default="own", max_length=16
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="review_months",
            field=models.PositiveSmallIntegerField(default=12),
        ),
        migrations.AddField(
            model_name="person", name="language", field=models.CharField(default="nl", max_length=2)
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("stands_in_for__isnull", True)),
                fields=("person", "organisation", "role"),
                name="organisations_one_open_grant",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stands_in_for__isnull", True),
                        ("starts_on__isnull", True),
                        ("until_on__isnull", True),
                    ),
                    models.Q(
                        ("stands_in_for__isnull", False),
                        ("starts_on__isnull", False),
                        ("until_on__gte", models.F("starts_on")),
                    ),
                    _connector="OR",
                ),
                name="organisations_a_substitute_has_a_period",
            ),
        ),
    ]
