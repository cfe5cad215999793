"""Files brought in from the workplace."""

from django.db import migrations


class Migration(migrations.Migration):
    """Files brought in from the workplace."""

    dependencies = [
        ("publications", "0007_sharing"),
    ]

    operations = []
