"""What people answered. Rows are added and never changed, but for the mark of the newest, and redaction."""

from django.db import models

from waarborg.apps.assessments.models.assessments import Assessment


class AnswerRow(models.Model):
    """One answer at one place, by one person; of each place one is current.

    place: `2.1`, or `2.1@a.b` within rows; of a repeated group the value is the list of its rows. by: the id of a
    person, or `guest/` with the id of an invitation. taken_*: where it was taken from, as long as nobody changed it.
    digest: of the value with the salt, so that a redacted value can still be accounted for.
    """

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "place": "none",
        "number": "none",
        "value": "may-hold",
        "declined": "none",
        "by": "pseudonym",
        "at": "none",
        "taken_place": "none",
        "taken_at": "none",
        "taken_digest": "none",
        "current": "none",
        "digest": "none",
        "salt": "secret",
        "redacted_at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    place = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    declined = models.BooleanField(default=False)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    taken_place = models.CharField(max_length=100, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_digest = models.CharField(max_length=64, blank=True)
    current = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("assessment", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "place"),
                condition=models.Q(current=True),
                name="assessments_one_current_answer",
            ),
            models.UniqueConstraint(
                fields=("assessment", "number"), name="assessments_one_answer_per_number"
            ),
        )
        indexes = (models.Index(fields=("assessment", "place", "number"), name="assessments_history"),)

    def __str__(self) -> str:
        return self.place


class AppendixRow(models.Model):
    """An answer that has no place in the version of the form it moved to, with the question as it was asked."""

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "form_version": "none",
        "place": "none",
        "question": "none",
        "value": "may-hold",
        "by": "pseudonym",
        "answered_at": "none",
        "at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="appendix")
    form_version = models.CharField(max_length=20)
    place = models.CharField(max_length=100)
    question = models.JSONField(default=dict)
    value = models.JSONField(null=True)
    by = models.CharField(max_length=64)
    answered_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "at", "place")

    def __str__(self) -> str:
        return self.place
