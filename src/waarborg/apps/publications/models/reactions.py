"""What readers report about an entry, and what the organisation did with it."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class Report(models.Model):
    """A mistake that a reader points out. What the reader wrote is never public; `summary` and `answer` are.

    `version` is what the reader looked at, `field` the part it is about (empty: the whole). `token_digest` is that of
    the secret address at which the reader follows the report; `once` stops the same form from coming in twice.
    `sender_mark` tells for a day whether reports come from one place, and is then emptied. `salt` belongs to the
    digest of the text in the audit chain; it goes when the text is taken away.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "version": "none",
        "field": "none",
        "text": "may-hold",
        "email": "personal",
        "language": "none",
        "token_digest": "secret",
        "once": "secret",
        "sender_mark": "pseudonym",
        "salt": "secret",
        "received_at": "none",
        "state": "none",
        "summary": "none",
        "answer": "none",
        "answered_at": "none",
        "answered_by": "pseudonym",
        "corrected_in": "none",
        "removed_at": "none",
        "removed_by": "pseudonym",
    }

    class State(models.TextChoices):
        """What became of a report. ACCEPTED waits for a version that mends it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        CORRECTED = "corrected"
        UNCHANGED = "unchanged"
        ELSEWHERE = "elsewhere"
        SPAM = "spam"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2)
    token_digest = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, unique=True)
    sender_mark = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    summary = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    corrected_in = models.PositiveIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("entry", "state"), name="publications_report_state"),
            models.Index(fields=("sender_mark", "received_at"), name="publications_report_sender"),
            models.Index(fields=("-answered_at",), name="publications_report_answer"),
        )
