"""Attachments, notes, assignments and saved filters."""

from django.db import migrations


class Migration(migrations.Migration):
    """Attachments, notes, assignments and saved filters."""

    dependencies = [
        ("algorithms", "0002_products"),
    ]

    operations = []
