"""The product an entry is about."""

from django.db import migrations


class Migration(migrations.Migration):
    """The product an entry is about."""

    dependencies = [
        ("publications", "0004_quality"),
        ("algorithms", "0002_products"),
    ]

    operations = []
