from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "waarborg.apps.audit"
    label = "audit"
