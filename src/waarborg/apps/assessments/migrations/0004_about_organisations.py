import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_of_an_organisation")]

    operations = [
        migrations.AlterModelOptions(
            name="assessment", options={"ordering": ("organisation", "algorithm", "form", "id")}
        ),
        migrations.RemoveConstraint(model_name="assessment", name="assessments_one_of_each_form"),
        migrations.AddField(
            model_name="assessment", name="is_reply", field=models.BooleanField(default=False)
        ),
        migrations.AlterField(
            model_name="assessment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="algorithm",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="algorithms.algorithm",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=~models.Q(state="ended") & models.Q(is_reply=False, algorithm__isnull=False),
                fields=("algorithm", "form"),
                name="assessments_one_of_each_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=~models.Q(state="ended") & models.Q(is_reply=False, algorithm__isnull=True),
                fields=("organisation", "form"),
                name="assessments_one_of_each_form_of_organisation",
            ),
        ),
    ]
