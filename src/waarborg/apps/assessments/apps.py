from datetime import time

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "waarborg.apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        from waarborg.apps.notifications.schedule import Duty, plan

        plan(Duty("assessments.watch", _watch, after=time(6)))
        plan(Duty("assessments.remind", _remind, after=time(7)))


def _watch() -> None:
    from waarborg.apps.assessments.watching import watch_assessments

    watch_assessments.enqueue()


def _remind() -> None:
    from waarborg.apps.assessments.questionnaire_mail import remind_respondents

    remind_respondents.enqueue()
