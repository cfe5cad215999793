from django.apps import AppConfig


class WebConfig(AppConfig):
    """The workplace: the pages where a public body works."""

    name = "waarborg.web"
    label = "web"
