"""The way to publication per organisation, and substitutes."""

from django.db import migrations


class Migration(migrations.Migration):
    """The way to publication per organisation, and substitutes."""

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = []
