"""What the findings need of other entries."""

from django.db import migrations


class Migration(migrations.Migration):
    """What the findings need of other entries."""

    dependencies = [
        ("publications", "0003_search_prepared"),
    ]

    operations = []
