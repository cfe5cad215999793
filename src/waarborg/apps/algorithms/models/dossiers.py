"""A dossier: one algorithm of one organisation, and the facts about it."""

from django.db import models

from waarborg.apps.organisations.models import Organisation


class Algorithm(models.Model):
    """The dossier of an algorithm. What is known of it stands in facts; `name` repeats the newest name."""

    PRIVACY = {
        "id": "none",
        "public_id": "none",
        "organisation": "none",
        "name": "none",
        "created_at": "none",
        "created_by": "pseudonym",
    }

    public_id = models.CharField(max_length=32, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="algorithms")
    name = models.CharField(max_length=250)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("name", "public_id")

    def __str__(self) -> str:
        return self.name


class Fact(models.Model):
    """One thing somebody said about an algorithm at a moment. Rows are added, never changed, but for redaction.

    `digest` is that of salt and value; it also stands in the audit chain. Redacting removes salt and value.
    """

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "key": "none",
        "value": "may-hold",
        "by": "pseudonym",
        "at": "none",
        "origin": "none",
        "origin_detail": "none",
        "salt": "secret",
        "digest": "none",
        "redacted_at": "none",
        "redacted_by": "pseudonym",
        "redaction_reason": "none",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="facts")
    key = models.CharField(max_length=64)
    value = models.JSONField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    origin = models.CharField(max_length=16)
    origin_detail = models.CharField(max_length=100, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.CharField(max_length=64, blank=True)
    redaction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("algorithm", "key", "id"), name="algorithms_fact_of_key"),)
