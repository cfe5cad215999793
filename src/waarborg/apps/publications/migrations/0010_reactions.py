"""Mistakes that readers report."""

from django.db import migrations


class Migration(migrations.Migration):
    """Mistakes that readers report."""

    dependencies = [
        ("publications", "0009_search_facets"),
    ]

    operations = []
