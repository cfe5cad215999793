from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "waarborg.apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        from waarborg.apps.notifications import tasks

        tasks.plan()
