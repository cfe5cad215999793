"""Review dates."""

from django.db import migrations


class Migration(migrations.Migration):
    """Review dates."""

    dependencies = [
        ("publications", "0005_products"),
        ("organisations", "0002_flows"),
    ]

    operations = []
