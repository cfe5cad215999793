from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "waarborg.apps.publications"
    label = "publications"
