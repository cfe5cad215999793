"""Every assessment says whose it is; those that there are belong to the organisation of their algorithm."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the organisation over from the algorithm."""
    assessments = apps.get_model("assessments", "Assessment").objects.using(editor.connection.alias)
    algorithms = apps.get_model("algorithms", "Algorithm").objects.using(editor.connection.alias)
    owner = algorithms.filter(pk=models.OuterRef("algorithm_id")).order_by().values("organisation_id")
    assessments.filter(organisation=None).update(organisation_id=models.Subquery(owner[:1]))


class Migration(migrations.Migration):
    # What is filled here is made required in the next one: PostgreSQL changes no table with rows still to be checked.
    dependencies = [
        ("algorithms", "0004_steps_and_legal_bases"),
        ("assessments", "0002_own_forms"),
        ("organisations", "0002_flows"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="organisations.organisation",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
