"""The working text of an entry: what is typed, what was submitted, and the steps that were taken."""

from django.db import models

from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.models.entries import Entry


class Proposal(models.Model):
    """A text as it was submitted: fixed, so that what is approved is what is published.

    `newest_fact` is the newest fact that it holds; who wrote facts after it is an author of the next text.
    `texts_at` says since when each text stands, Dutch and English (`goal`, `goal@en`).
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "values": "may-hold",
        "values_en": "may-hold",
        "digest": "none",
        "authors": "pseudonym",
        "newest_fact": "none",
        "submitted_by": "pseudonym",
        "submitted_at": "none",
        "note": "none",
        "outcome": "none",
        "decided_by": "pseudonym",
        "decided_at": "none",
        "reason": "none",
        "redacted": "none",
        "texts_at": "none",
    }

    class Outcome(models.TextChoices):
        """How a proposal ended; OPEN while it waits."""

        OPEN = "open"
        APPROVED = "approved"
        REJECTED = "rejected"
        RECALLED = "recalled"
        PUBLISHED = "published"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="proposals")
    values = models.JSONField()
    values_en = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    authors = models.JSONField(default=list)
    newest_fact = models.PositiveBigIntegerField(default=0)
    submitted_by = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    redacted = models.JSONField(default=list)
    texts_at = models.JSONField(default=dict)

    class Meta:
        ordering = ("entry", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("entry",),
                condition=models.Q(outcome__in=("open", "approved")),
                name="publications_one_running_proposal",
            ),
        )


class Step(models.Model):
    """A step that was taken with an entry. The audit chain holds its digest, so the reason can be redacted.

    `substitute_for` is the id of the person in whose place `by` took it, empty when in their own role.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "name": "none",
        "source": "none",
        "target": "none",
        "by": "pseudonym",
        "substitute_for": "pseudonym",
        "at": "none",
        "reason": "may-hold",
        "salt": "secret",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=32)
    source = models.CharField(max_length=16)
    target = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    substitute_for = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("entry", "id")


class WorkingCopy(models.Model):
    """What somebody typed and has not saved to the dossier yet. `base` is the newest fact when they began."""

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "person": "pseudonym",
        "values": "may-hold",
        "base": "none",
        "changed_at": "none",
    }

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="working_copies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="working_copies")
    values = models.JSONField(default=dict)
    base = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "person"), name="publications_one_copy_per_person"),
        )
