"""Background work of reviews: once a day people are reminded of what is due."""

from django.utils import timezone
from django_tasks import task

from waarborg.apps.publications.actions.reviewing import remind


@task()
def remind_of_reviews() -> int:
    """Tell of reviews that are near or past; returns of how many entries."""
    return remind(at=timezone.now())
