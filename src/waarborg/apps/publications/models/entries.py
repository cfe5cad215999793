"""Entries of the register and the immutable versions the public sees."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation
from waarborg.core.publication.workflow import State


class Entry(models.Model):
    """One entry of the register: of a dossier here, or taken over from another register.

    `state` is that of the newest text; `live` is the version the public sees, if any.
    """

    PRIVACY = {
        "id": "none",
        "public_id": "none",
        "organisation": "none",
        "algorithm": "none",
        "source": "none",
        "source_url": "none",
        "state": "none",
        "live": "none",
        "withdrawn_at": "none",
        "withdrawal_reason": "none",
        "created_at": "none",
        "changed_at": "none",
    }

    public_id = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    algorithm = models.OneToOneField(Algorithm, null=True, on_delete=models.PROTECT, related_name="entry")
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    live = models.OneToOneField("Version", null=True, on_delete=models.PROTECT, related_name="live_entry")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("public_id",)
        indexes = (models.Index(fields=("organisation", "state"), name="publications_entry_state"),)


class Version(models.Model):
    """What was published: number n of an entry. Never changed after it was made, but for redaction.

    `values` holds the fields of the publication standard, `values_en` their English texts, `leftover` what an
    older standard said and 1.0 has no place for, `original` the record as it was taken over, `redacted` the fields
    that were taken away since; `digest` is that of the whole text, as it stands in the audit chain.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "number": "none",
        "values": "none",
        "values_en": "none",
        "leftover": "none",
        "original": "none",
        "standard": "none",
        "digest": "none",
        "published_at": "none",
        "published_by": "pseudonym",
        "registered_on": "none",
        "reason": "none",
        "redacted": "none",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    values_en = models.JSONField(default=dict)
    leftover = models.JSONField(default=dict)
    original = models.JSONField(default=dict)
    standard = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)
    registered_on = models.DateField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    redacted = models.JSONField(default=list)

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="publications_one_version_per_number"),
        )
