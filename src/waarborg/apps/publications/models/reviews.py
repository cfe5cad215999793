"""Which reminders of a review were given."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class Reminder(models.Model):
    """That people were reminded of the review of an entry: once for each date and stage, however often it is tried."""

    PRIVACY = {"id": "none", "entry": "none", "review_on": "none", "stage": "none", "at": "none"}

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reminders")
    review_on = models.DateField()
    stage = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "review_on", "stage"), name="publications_one_reminder_per_stage"
            ),
        )
