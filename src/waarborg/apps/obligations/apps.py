from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "waarborg.apps.obligations"
    label = "obligations"
