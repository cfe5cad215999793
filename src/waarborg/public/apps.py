"""The public site as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The site for everybody."""

    name = "waarborg.public"
    label = "public"
