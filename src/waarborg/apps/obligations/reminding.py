"""Background work of tasks: once a day people are told what is near, and what no longer counts."""

from django.utils import timezone
from django_tasks import task

from waarborg.apps.obligations.telling import remind


@task()
def remind_of_tasks() -> int:
    """Tell of tasks that are near or past and of expired evidence; returns how many were told."""
    return remind(at=timezone.now())
