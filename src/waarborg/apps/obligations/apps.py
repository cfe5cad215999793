from datetime import time

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "waarborg.apps.obligations"
    label = "obligations"

    def ready(self) -> None:
        from waarborg.apps.notifications.schedule import Duty, plan

        plan(Duty("obligations.remind", _remind, after=time(7)))


def _remind() -> None:
    from waarborg.apps.obligations.reminding import remind_of_tasks

    remind_of_tasks.enqueue()
