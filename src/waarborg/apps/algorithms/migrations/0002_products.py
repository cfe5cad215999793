"""Suppliers, their products, and templates."""

from django.db import migrations


class Migration(migrations.Migration):
    """Suppliers, their products, and templates."""

    dependencies = [
        ("algorithms", "0001_initial"),
    ]

    operations = []
