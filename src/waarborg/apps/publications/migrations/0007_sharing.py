"""Preview links, and since when each text of a version stands."""

from django.db import migrations


class Migration(migrations.Migration):
    """Preview links, and since when each text of a version stands."""

    dependencies = [
        ("publications", "0006_reviews"),
    ]

    operations = []
