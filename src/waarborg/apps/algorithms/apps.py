from django.apps import AppConfig


class AlgorithmsConfig(AppConfig):
    name = "waarborg.apps.algorithms"
    label = "algorithms"
