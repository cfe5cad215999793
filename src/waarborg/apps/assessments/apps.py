from datetime import time

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "waarborg.apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from waarborg.apps.notifications.schedule import Duty, plan

        plan(Duty("assessments.watch", _watch, after=time(6)))


def _watch() -> None:
    from waarborg.apps.assessments.watching import watch_assessments

    watch_assessments.enqueue()
