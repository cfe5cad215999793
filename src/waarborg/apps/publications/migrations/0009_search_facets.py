"""More facets of search, and the words of the register."""

from django.db import migrations


class Migration(migrations.Migration):
    """More facets of search, and the words of the register."""

    dependencies = [
        ("publications", "0008_imports"),
    ]

    operations = []
