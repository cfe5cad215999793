from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "waarborg.apps.cases"
    label = "cases"
